import Collectors
import Foundation
import Kubernetes
import Registry
import RiskEngine
import ScanModel

/// What the flags of a sweep come to: a source, a scope, a deadline. Flags become one value before any work.
struct Sweep: Sendable {
    var source: any ClusterSource
    var scope: ScanScope
    var images = ImageLimits()
    /// Where images are read that no container tells of.
    var registry: RegistryClient?
    /// What was read of images before.
    var cache: EvidenceFolder?
    /// To try on key stores.
    var passwords: [StorePassword] = []
    /// When `--timeout` ends the scan; nil for never.
    var deadline: ContinuousClock.Instant?

    init(source: any ClusterSource, scope: ScanScope, timeout: TimeSpan? = nil) {
        self.scope = scope
        // Nothing runs in a recording; what was read when it was made is another thing.
        if source.executor == nil { self.scope.exec = source.evidence == nil ? .never : .auto }
        let limited = timeout.map { DeadlineSource(source: source, seconds: $0.seconds) }
        deadline = limited?.deadline
        self.source = limited ?? source
    }

    /// - Throws: ``KubernetesError`` where there is no cluster to be found, ``FatalError`` where a recording cannot be read.
    init(
        recording: String?, scope options: ScopeOptions, cluster: ClusterOptions, limits: LimitOptions,
        images: ImageOptions? = nil
    ) throws {
        var scope = ScanScope(allNamespaces: options.allNamespaces)
        scope.namespaces = ScopeOptions.words(options.namespaces)
        scope.excludedNamespaces = ScopeOptions.words(options.excludedNamespaces)
        scope.namespaceSelector = options.namespaceSelector
        scope.labelSelector = options.selector
        scope.readsSecrets = options.secrets
        scope.exec = images?.exec ?? .never
        scope.registry = images?.registry ?? .never
        scope.parallel = limits.parallel
        let source: any ClusterSource
        if let recording {
            source = try RecordedCluster(path: recording)
            if scope.namespaces.isEmpty { scope.allNamespaces = true }
        } else {
            let configuration = try cluster.configuration(in: Invocation.current.environment)
            source = LiveCluster(client: limits.client(for: configuration))
            if scope.namespaces.isEmpty, scope.namespaceSelector == nil, !scope.allNamespaces {
                // As kubectl does outside a cluster; a CronJob inside one is there to see everything.
                if cluster.isInCluster(configuration) {
                    scope.allNamespaces = true
                } else {
                    scope.namespaces = [configuration.namespace]
                }
            }
        }
        if scope.namespaceSelector != nil, scope.namespaces.isEmpty { scope.allNamespaces = true }
        self.init(source: source, scope: scope, timeout: limits.timeout)
        self.images = images?.limits ?? ImageLimits()
        self.images.parallel = limits.parallel
        registry = try images?.registryClient(in: Invocation.current.environment)
        cache = images?.cacheFolder(in: Invocation.current.environment, now: Date.now)
    }

    /// Scans, writes the report everywhere it was asked for, and ends with the status of product.md.
    func run(rotation: RotationOptions, output: OutputOptions, environment: [String: String]) async throws {
        let scan = Scan(
            collector: Collector(
                source: source, scope: scope, passwords: passwords, registry: registry, cache: cache),
            rotations: try RotationChoice(rotation),
            asOf: rotation.asOf ?? Date.now, images: images)
        let report = try await scan.run()
        cache?.prune()
        try output.write(report, environment: environment)
        if let deadline, ContinuousClock.now >= deadline {
            Terminal.say("--timeout reached: the report is partial")
            Terminal.end(124)
        }
        if let gate = output.gate(report) {
            Terminal.say(gate.reason)
            Terminal.end(gate.status)
        }
    }

    func snapshot(to folder: String) async throws {
        let summary = try await writeSnapshot(
            source: source, scope: scope, registry: registry, limits: images, to: folder,
            recordedAt: Timestamp.text(Date.now))
        Terminal.say(summary)
    }
}
