import Kubernetes

/// Which environment variables take the value of a ConfigMap's key as it is: their names say whether it matters.
struct VariableNames {
    private var byEntry: [ObjectKey: [String: Set<String>]] = [:]
    /// Prefixes of `envFrom`.
    private var prefixes: [ObjectKey: Set<String>] = [:]

    init(_ inventory: Inventory) {
        for controller in inventory.controllers {
            if let spec = controller.spec { add(spec, controller.namespace) }
        }
        for pod in inventory.pods { add(pod.spec, pod.namespace) }
    }

    /// Empty where the key is only seen as a file.
    func of(_ object: ObjectKey, entry: String) -> Set<String> {
        var names = byEntry[object]?[entry] ?? []
        // A configuration file that `envFrom` turns into a variable too is a file to everybody.
        if configFormats.contains(where: { $0.recognizes(key: entry, text: "") }) { return names }
        for prefix in prefixes[object] ?? [] { names.insert(prefix + entry) }
        return names
    }

    private mutating func add(_ spec: PodSpec, _ namespace: String) {
        for container in spec.initContainers + spec.containers + spec.ephemeralContainers {
            for variable in container.env {
                guard let selector = variable.valueFrom?.configMapKeyRef else { continue }
                let object = ObjectKey(kind: .configMap, namespace: namespace, name: selector.name)
                byEntry[object, default: [:]][selector.key, default: []].insert(variable.name)
            }
            for source in container.envFrom {
                guard let reference = source.configMapRef else { continue }
                let object = ObjectKey(kind: .configMap, namespace: namespace, name: reference.name)
                prefixes[object, default: []].insert(source.prefix ?? "")
            }
        }
    }
}
