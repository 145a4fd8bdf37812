import FoundationEssentials
import Kubernetes

/// A Secret as manifests write it: `stringData` beside `data`.
struct RecordedSecret: KubernetesObject {
    static let resource = Secret.resource
    var metadata: ObjectMeta
    var data: [String: Data]?
    var stringData: [String: String]?

    /// As the API server would store it: `stringData` wins (core/v1 `Secret.stringData`).
    var stored: Secret {
        let plain = (stringData ?? [:]).mapValues { Data($0.utf8) }
        return Secret(metadata: metadata, data: (data ?? [:]).merging(plain) { $1 })
    }
}
