import FoundationEssentials
import Kubernetes
import ScanModel

/// A ConfigMap reduced to trust stores and TLS settings, in a form that reads back to the same facts.
struct SanitizedConfigMap {
    private(set) var map: ConfigMap
    /// Keys that were left out, because they may hold a private key.
    private(set) var gaps: [Gap] = []

    init(_ key: ObjectKey, values: [String: StoredValue], marks: ObjectMarks?, names: VariableNames) {
        map = ConfigMap(
            metadata: marks?.metadata ?? ObjectMeta(name: key.name, namespace: key.namespace),
            immutable: marks?.isImmutable == true ? true : nil)
        for (name, value) in values.sorted(by: { $0.key < $1.key }) {
            switch value {
            case .text(let text):
                if let text = Self.text(text, key: name, variables: names.of(key, entry: name)) {
                    map.data[name] = text
                } else {
                    omit(name, .unreadableFile, key)
                }
            case .bytes(let bytes):
                if BinaryStore.holdsCertificatesOnly(bytes) {
                    map.binaryData[name] = Data(bytes)
                } else {
                    omit(name, .unsupportedFormat, key)
                }
            case .omitted(let reason): omit(name, reason, key)
            }
        }
    }

    private mutating func omit(_ name: String, _ reason: GapReason, _ key: ObjectKey) {
        map.metadata.labels[ConfigMap.omissionLabel + name] = reason.rawValue
        gaps.append(
            Gap(
                resource: key.words, namespace: key.namespace, reason: reason,
                detail: "\(key.words) \(name) was left out of the recording: \(reason.words)"))
    }

    /// What is kept of a text, nil where it is a malformed file; `variables` take the value as it is.
    private static func text(_ text: String, key: String, variables: Set<String>) -> String? {
        if text.contains("-----BEGIN") { return CertificatesOnly.pem(text) }
        let names = variables.isEmpty && !text.trimmed.contains(where: \.isNewline) ? [key] : variables
        if names.contains(where: Credentials.isCredentialName) { return "" }
        if let name = names.first(where: { Relevance.keeps(name: $0, value: text) }),
            let setting = Setting(name: name, value: text, source: .environment)
        {
            return setting.value
        }
        if !names.isEmpty { return Relevance.isPath(text) ? text : "" }
        if RelevantScript.isScript(text, key: key) { return RelevantScript(text).text }
        let format = configFormat(key: key, text: text)
        return (try? format.entries(text, key: key)).map { format.render(relevantEntries($0)) }
    }
}
