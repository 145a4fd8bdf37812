import Kubernetes
import ScanModel

/// Which namespaces a scan reads, and by which requests.
struct NamespaceChoice: Sendable {
    /// Sorted. Under `-A` without the right to list namespaces, nil: whatever the lists bring.
    var names: [String]?
    /// What the lists are asked for: one request for all namespaces, or one for each.
    var requests: [ListRequest]
    /// Where a forbidden list of all namespaces is asked again, namespace by namespace.
    var fallback: [ListRequest] = []
    var gaps: [Gap] = []

    /// A scope of plain names alone sends no list of the whole cluster, and needs no right to one.
    static func resolve(_ scope: ScanScope, source: any ClusterSource) async throws(KubernetesError) -> NamespaceChoice
    {
        if scope.coversAllNamespaces {
            let whole = ListRequest(labelSelector: scope.labelSelector, scope: scope)
            do throws(KubernetesError) {
                let names = try await listNames(source, selector: nil).filter { !scope.excludes($0) }
                return NamespaceChoice(names: names, requests: [whole])
            } catch {
                return NamespaceChoice(
                    names: nil, requests: [whole],
                    gaps: [error.gap(resource: Namespace.resource.name, namespace: nil)])
            }
        }
        let globs = (scope.allNamespaces || scope.namespaces.isEmpty ? ["*"] : scope.namespaces).map(Glob.init)
        let plain = globs.filter(\.isPlain).map(\.pattern)
        if plain.count == globs.count, scope.namespaceSelector == nil {
            return each(Set(plain), scope: scope)
        }
        do throws(KubernetesError) {
            let all = try await listNames(source, selector: scope.namespaceSelector)
            let matching = all.filter { name in globs.contains { $0.matches(name) } }
            // A plain name is asked for even where the list does not know it: then it is told that there is none.
            let named = scope.namespaceSelector == nil ? plain : []
            var choice = each(Set(matching + named), scope: scope)
            let names = Set(choice.names ?? [])
            if names.count > 3, names.count * 2 > all.count, scope.namespaceSelector == nil {
                choice.fallback = choice.requests
                choice.requests = [
                    ListRequest(labelSelector: scope.labelSelector, onlyNamespaces: names, scope: scope)
                ]
            }
            return choice
        } catch {
            guard !plain.isEmpty, scope.namespaceSelector == nil else { throw error }
            var choice = each(Set(plain), scope: scope)
            choice.gaps = [error.gap(resource: Namespace.resource.name, namespace: nil)]
            return choice
        }
    }

    private static func each(_ names: Set<String>, scope: ScanScope) -> NamespaceChoice {
        let names = names.filter { !scope.excludes($0) }.sorted()
        return NamespaceChoice(
            names: names,
            requests: names.map { ListRequest(namespace: $0, labelSelector: scope.labelSelector, scope: scope) })
    }

    private static func listNames(
        _ source: any ClusterSource, selector: String?
    ) async throws(KubernetesError) -> [String] {
        try await source.list(
            Namespace.self, namespace: nil, labelSelector: selector, into: [String]()
        ) { names, namespace in
            names.append(namespace.metadata.name)
        }.sorted()
    }
}
