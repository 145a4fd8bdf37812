import Kubernetes
import ScanModel

extension PodSpec {
    /// The spec with TLS facts alone: it reads back to the same facts, and holds no other value of a variable.
    ///
    /// Values in the template are written resolved, as only that makes credentials in composed values visible;
    /// dollar signs are doubled, so that nothing is resolved twice. References to ConfigMaps and Secrets stay
    /// references.
    func sanitized(namespace: String, shelf: ObjectShelf) -> PodSpec {
        var spec = self
        func sanitized(_ containers: [Container]) -> [Container] {
            containers.map { container in
                var container = container
                let environment = ContainerEnvironment(container, namespace: namespace, shelf: shelf)
                let kept = Dictionary(
                    environment.settings.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
                container.env = container.env.map { variable in
                    guard variable.valueFrom == nil else { return variable }
                    // The name stays: it hides a value of the same name from `envFrom`.
                    let setting = kept[variable.name].flatMap { $0.source == .environment ? $0 : nil }
                    let value = setting?.value ?? environment.scriptValue(of: variable.name) ?? ""
                    return EnvVar(name: variable.name, value: value.escapingDollars)
                }
                let words = CommandWords(container, environment).words
                container.command = []
                container.args = words.map(\.escapingDollars)
                for index in container.volumeMounts.indices {
                    guard let expression = container.volumeMounts[index].subPathExpr else { continue }
                    let path = environment.expanded(expression)
                    // What only the running pod resolves stays an expression.
                    let isResolved = !path.contains("$(")
                    container.volumeMounts[index].subPath = isResolved ? path : nil
                    container.volumeMounts[index].subPathExpr = isResolved ? nil : path
                }
                return container
            }
        }
        spec.containers = sanitized(containers)
        spec.initContainers = sanitized(initContainers)
        spec.ephemeralContainers = sanitized(ephemeralContainers)
        return spec
    }
}

extension String {
    /// Reads back as itself through `$(VAR)` expansion.
    fileprivate var escapingDollars: String { replacing("$", with: "$$") }
}
