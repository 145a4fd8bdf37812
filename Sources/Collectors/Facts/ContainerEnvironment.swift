import Kubernetes
import ScanModel

/// The environment of a container, resolved as the kubelet does it. Raw values stay inside.
struct ContainerEnvironment {
    private struct Variable {
        var value: String
        var source: SettingSource
    }

    private var variables: [String: Variable] = [:]
    /// Keys that variables take their value from, those of objects that were not read too.
    private var keys: [String: TrustStoreLocation] = [:]
    private var order: [String] = []
    private(set) var unread: [UnreadSetting] = []

    private let namespace: String
    private let shelf: ObjectShelf

    /// First `envFrom` in order (the later wins), then `env` in order over it (core/v1 `Container.envFrom`).
    init(_ container: Container, namespace: String, shelf: ObjectShelf) {
        self.namespace = namespace
        self.shelf = shelf
        for source in container.envFrom { load(source) }
        for variable in container.env where !variable.name.isEmpty { define(variable) }
    }

    /// What may matter, without credentials.
    var settings: [Setting] {
        order.compactMap { name in
            guard let variable = variables[name], Relevance.keeps(name: name, value: variable.value) else { return nil }
            return Setting(name: name, value: variable.value, source: variable.source)
        }
    }

    /// The value as a script may use it: one that may matter, or a path; without credentials. A recording keeps the same.
    func scriptValue(of name: String) -> String? {
        guard let variable = variables[name],
            Relevance.keeps(name: name, value: variable.value) || Relevance.isPath(variable.value)
        else { return nil }
        return Setting(name: name, value: variable.value, source: variable.source)?.value
    }

    /// Where the value of a variable is; nil where it is not set, or says nothing of TLS.
    func location(of name: String) -> TrustStoreLocation? {
        if let key = keys[name] { return key }
        guard let value = scriptValue(of: name), !value.isEmpty else { return nil }
        return .literal(text: value, origin: "variable \(name)")
    }

    /// Every variable with its value as it is, by name: for the search for passwords of stores.
    var values: [(name: String, value: String)] {
        order.compactMap { name in variables[name].map { (name, $0.value) } }
    }

    /// The value as the process sees it, credentials too: for who looks for a store's password, and keeps it to itself.
    func value(of name: String) -> String? { variables[name]?.value }

    /// A credential is never put into another text: no TLS fact is in it, and from there nobody could take it out
    /// again.
    func expanded(_ text: String) -> String {
        expandedVariables(text) { name in
            Credentials.isCredentialName(name) ? nil : variables[name]?.value
        }
    }

    private mutating func load(_ source: EnvFromSource) {
        if let reference = source.configMapRef {
            load(key(.configMap, reference.name), prefix: source.prefix, isOptional: reference.optional == true)
        }
        if let reference = source.secretRef {
            load(key(.secret, reference.name), prefix: source.prefix, isOptional: reference.optional == true)
        }
    }

    private mutating func load(_ object: ObjectKey, prefix: String?, isOptional: Bool) {
        switch shelf.slot(object) {
        case .absent:
            if !isOptional { unread.append(UnreadSetting(name: nil, object: object.words, reason: .notFound)) }
        case .unread(let reason, _):
            unread.append(UnreadSetting(name: nil, object: object.words, reason: reason))
        case .present(let values):
            for (key, value) in values.sorted(by: { $0.key < $1.key }) {
                let name = (prefix ?? "") + key
                guard Self.isVariableName(name), case .text(let text) = value else { continue }
                set(name, text, Self.source(object, key))
                keys[name] = object.location(key: key)
            }
        }
    }

    private mutating func define(_ variable: EnvVar) {
        keys[variable.name] = nil
        guard let source = variable.valueFrom else {
            set(variable.name, expanded(variable.value ?? ""), .environment)
            return
        }
        if let selector = source.configMapKeyRef {
            refer(variable.name, key(.configMap, selector.name), selector)
        } else if let selector = source.secretKeyRef {
            refer(variable.name, key(.secret, selector.name), selector)
        } else if source.fieldRef?.fieldPath == "metadata.namespace" {
            set(variable.name, namespace, .environment)
        } else {
            // Addresses, names and resources of the running pod: no template tells them.
            variables[variable.name] = nil
            if let path = source.fieldRef?.fieldPath,
                path.hasPrefix("metadata.annotations") || path.hasPrefix("metadata.labels"),
                Relevance.keeps(name: variable.name, value: "")
            {
                unread.append(UnreadSetting(name: variable.name, object: "the pod's \(path)", reason: .notRequested))
            }
        }
    }

    private mutating func refer(_ name: String, _ object: ObjectKey, _ selector: KeySelector) {
        func fail(_ reason: GapReason) {
            variables[name] = nil
            unread.append(UnreadSetting(name: name, object: object.words, reason: reason))
        }
        keys[name] = object.location(key: selector.key)
        switch shelf.slot(object) {
        case .unread(let reason, _): fail(reason)
        case .absent: if selector.optional != true { fail(.notFound) }
        case .present(let values):
            switch values[selector.key] {
            case .text(let text): set(name, text, Self.source(object, selector.key))
            case .bytes: fail(.badEncoding)
            case .omitted(let reason): fail(reason)
            case nil: if selector.optional != true { fail(.notFound) }
            }
        }
    }

    private mutating func set(_ name: String, _ value: String, _ source: SettingSource) {
        if variables.updateValue(Variable(value: value, source: source), forKey: name) == nil, !order.contains(name) {
            order.append(name)
        }
    }

    private func key(_ kind: ObjectKey.Kind, _ name: String) -> ObjectKey {
        ObjectKey(kind: kind, namespace: namespace, name: name)
    }

    private static func source(_ object: ObjectKey, _ key: String) -> SettingSource {
        switch object.kind {
        case .configMap: .environmentFromConfigMap(name: object.name, key: key)
        case .secret: .environmentFromSecret(name: object.name, key: key)
        }
    }

    /// What the kubelet takes from `envFrom`; other keys it skips with an event (apimachinery `IsEnvVarName`).
    private static func isVariableName(_ name: String) -> Bool {
        guard let first = name.utf8.first, name != ".", name != "..", !name.hasPrefix("..") else { return false }
        let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first)
        return !isDigit
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."):
                    true
                default: false
                }
            }
    }
}
