package import ScanModel

/// What a scan looks at.
package struct ScanScope: Sendable, Hashable {
    /// Names or globs. A plain name needs no right to list namespaces.
    package var namespaces: [String]
    package var allNamespaces: Bool
    /// Globs; they win over every other choice.
    package var excludedNamespaces: [String]
    /// Labels that a namespace must carry, as kubectl's `-l`.
    package var namespaceSelector: String?
    /// Labels that a workload must carry, as kubectl's `-l`.
    package var labelSelector: String?
    /// Whether Secrets are read, one by one, by name.
    package var readsSecrets: Bool
    /// Whether files are read in running containers.
    package var exec: ImageChoice
    /// Whether files are read out of images in their registries, where no running container tells.
    package var registry: ImageChoice
    /// Requests under way at once.
    package var parallel: Int

    package enum ImageChoice: String, Hashable, Sendable, CaseIterable {
        /// Where a verdict depends on it.
        case auto
        case never
        /// For every client whose store lies in its image.
        case always
    }

    package init(
        namespaces: [String] = [], allNamespaces: Bool = false, excludedNamespaces: [String] = [],
        namespaceSelector: String? = nil, labelSelector: String? = nil, readsSecrets: Bool = false,
        exec: ImageChoice = .never, registry: ImageChoice = .never,
        parallel: Int = 8
    ) {
        self.namespaces = namespaces
        self.allNamespaces = allNamespaces
        self.excludedNamespaces = excludedNamespaces
        self.namespaceSelector = namespaceSelector
        self.labelSelector = labelSelector
        self.readsSecrets = readsSecrets
        self.exec = exec
        self.registry = registry
        self.parallel = parallel
    }

    /// Whether images are looked into at all, in one way or the other.
    package var looksIntoImages: Bool { exec != .never || registry != .never }
    /// Whether they are also where no verdict depends on it.
    package var looksIntoEveryImage: Bool { exec == .always || registry == .always }

    /// Whether every namespace of the cluster is meant, but for the excluded ones.
    var coversAllNamespaces: Bool { (allNamespaces || namespaces.isEmpty) && namespaceSelector == nil }

    func excludes(_ namespace: String) -> Bool {
        excludedNamespaces.contains { Glob($0).matches(namespace) }
    }

    /// The scope as the report prints it.
    package var reportScope: Report.Scope {
        let selectors = [namespaceSelector.map { "namespaces with \($0)" }, labelSelector].compactMap(\.self)
        return Report.Scope(
            namespaces: allNamespaces ? [] : namespaces, excludedNamespaces: excludedNamespaces,
            selector: selectors.isEmpty ? nil : selectors.joined(separator: ", "), exec: exec.rawValue,
            registry: registry.rawValue, secrets: readsSecrets)
    }
}
