/// Which kubeconfig files count, and how they become one.
package enum KubeconfigSearch {
    /// Reads as client-go does: an explicit file alone, which must exist; else those of `KUBECONFIG` that exist; else `~/.kube/config`.
    package static func load(
        explicit: String?, environment: HostEnvironment
    ) throws(KubernetesError) -> (config: Kubeconfig, searched: [String]) {
        if let explicit = explicit?.nonEmpty {
            return (try KubeconfigReader.read(try FileBytes.read(explicit), path: explicit), [explicit])
        }
        let paths = paths(environment)
        var merged = Kubeconfig()
        for path in paths {
            guard let bytes = try FileBytes.readIfPresent(path) else { continue }
            merged.merge(try KubeconfigReader.read(bytes, path: path))
        }
        return (merged, paths)
    }

    private static func paths(_ environment: HostEnvironment) -> [String] {
        guard let list = environment.variables["KUBECONFIG"]?.nonEmpty else {
            return ["\(environment.homeDirectory)/.kube/config"]
        }
        var seen: Set<String> = []
        return list.split(separator: ":").map(String.init).filter { seen.insert($0).inserted }
    }
}

extension Kubeconfig {
    /// Adds what is not there yet: the first file to name an entry, or the current context, wins whole.
    mutating func merge(_ later: Kubeconfig) {
        clusters.merge(later.clusters) { first, _ in first }
        users.merge(later.users) { first, _ in first }
        contexts.merge(later.contexts) { first, _ in first }
        currentContext = currentContext ?? later.currentContext
    }
}
