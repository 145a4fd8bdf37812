/// Everything a reporter may print: schema version 1 of `scan -o json` (product.md, "Contracts").
package struct Report: Hashable, Sendable, Codable {
    package struct Tool: Hashable, Sendable, Codable {
        package var name: String
        package var version: String
        package init(name: String, version: String) {
            self.name = name
            self.version = version
        }
    }

    package struct Cluster: Hashable, Sendable, Codable {
        /// The API server's URL, or the path of the recording.
        package var server: String
        /// UID of the namespace kube-system: what a cluster is, whatever its URL.
        package var uid: String?
        /// `gitVersion` of the API server.
        package var version: String?
        package var context: String?
        package init(server: String, uid: String? = nil, version: String? = nil, context: String? = nil) {
            self.server = server
            self.uid = uid
            self.version = version
            self.context = context
        }
    }

    package struct Scope: Hashable, Sendable, Codable {
        /// Empty for all namespaces.
        package var namespaces: [String]
        package var excludedNamespaces: [String]
        package var selector: String?
        /// `auto`, `never` or `always`.
        package var exec: String
        /// `auto`, `never` or `always`.
        package var registry: String
        /// Images whose files were read.
        package var imagesRead: Int
        /// Those of them that the cache or the recording knew.
        package var imagesKnown: Int
        package var secrets: Bool
        package init(
            namespaces: [String], excludedNamespaces: [String] = [], selector: String? = nil, exec: String = "never",
            registry: String = "never", imagesRead: Int = 0, imagesKnown: Int = 0,
            secrets: Bool = false
        ) {
            self.namespaces = namespaces
            self.excludedNamespaces = excludedNamespaces
            self.selector = selector
            self.exec = exec
            self.registry = registry
            self.imagesRead = imagesRead
            self.imagesKnown = imagesKnown
            self.secrets = secrets
        }
    }

    package struct Rotation: Hashable, Sendable, Codable {
        package var id: String
        package var version: String
        package var title: String
        /// The day the first server changes, `2025-11-11`.
        package var from: String?
        /// The day the last region starts, where there are several.
        package var until: String?
        package init(id: String, version: String, title: String, from: String? = nil, until: String? = nil) {
            self.id = id
            self.version = version
            self.title = title
            self.from = from
            self.until = until
        }
    }

    package struct Coverage: Hashable, Sendable, Codable {
        /// Containers in scope.
        package var containers: Int
        /// Containers with a verdict other than `unknown`.
        package var decided: Int
        /// 0 where nothing is in scope; below 100 while a resource could not be listed.
        package var percent: Double
        package var gaps: [Gap]
        package init(containers: Int, decided: Int, percent: Double, gaps: [Gap]) {
            self.containers = containers
            self.decided = decided
            self.percent = percent
            self.gaps = gaps
        }
    }

    /// Workloads by verdict.
    package struct Summary: Hashable, Sendable, Codable {
        package var high = 0
        package var medium = 0
        package var low = 0
        package var unknown = 0
        package var notApplicable = 0
        package init() {}

        package var workloads: Int { high + medium + low + unknown + notApplicable }

        package mutating func count(_ verdict: Verdict) {
            switch verdict {
            case .high: high += 1
            case .medium: medium += 1
            case .low: low += 1
            case .unknown: unknown += 1
            case .notApplicable: notApplicable += 1
            }
        }
    }

    package struct Container: Hashable, Sendable, Codable {
        package var name: String
        package var image: String
        package var imageID: String?
        /// What its image says of itself, by name; nil where nobody looked into it.
        package var facts: [ImageFact]?
        /// Worst first.
        package var findings: [Finding]
        package init(
            name: String, image: String, imageID: String?, facts: [ImageFact]? = nil, findings: [Finding]
        ) {
            self.name = name
            self.image = image
            self.imageID = imageID
            self.facts = facts
            self.findings = findings
        }

        package var verdict: Verdict { findings.map(\.verdict).max() ?? .notApplicable }
    }

    package struct Workload: Hashable, Sendable, Codable {
        package var kind: String
        package var name: String
        package var verdict: Verdict
        package var containers: [Container]
        package init(kind: String, name: String, containers: [Container]) {
            self.kind = kind
            self.name = name
            self.verdict = containers.map(\.verdict).max() ?? .notApplicable
            self.containers = containers
        }
    }

    package struct Namespace: Hashable, Sendable, Codable {
        package var name: String
        package var summary: Summary
        /// By kind, then name.
        package var workloads: [Workload]
        package init(name: String, workloads: [Workload]) {
            self.name = name
            self.workloads = workloads
            self.summary = workloads.reduce(into: Summary()) { $0.count($1.verdict) }
        }
    }

    package var schemaVersion = 1
    package var tool: Tool
    package var cluster: Cluster
    package var scope: Scope
    package var rotations: [Rotation]
    /// RFC 3339, UTC.
    package var startedAt: String
    package var finishedAt: String
    package var coverage: Coverage
    package var summary: Summary
    /// By name.
    package var namespaces: [Namespace]

    package init(
        tool: Tool, cluster: Cluster, scope: Scope, rotations: [Rotation], startedAt: String, finishedAt: String,
        coverage: Coverage, namespaces: [Namespace]
    ) {
        self.tool = tool
        self.cluster = cluster
        self.scope = scope
        self.rotations = rotations
        self.startedAt = startedAt
        self.finishedAt = finishedAt
        self.coverage = coverage
        self.namespaces = namespaces
        self.summary = namespaces.reduce(into: Summary()) { total, namespace in
            total.high += namespace.summary.high
            total.medium += namespace.summary.medium
            total.low += namespace.summary.low
            total.unknown += namespace.summary.unknown
            total.notApplicable += namespace.summary.notApplicable
        }
    }
}
