import Kubernetes
import ScanModel

/// The ClusterTrustBundles that workloads project.
struct BundleShelf: Sendable {
    enum State: Sendable {
        case read([ClusterTrustBundle])
        case unread(GapReason, String)
    }

    var state: State
    /// Why a bundle that is not among them may exist all the same; nil where absence is proven.
    var doubt: GapReason?

    /// Nobody asked, because no workload projects one.
    init() { state = .unread(.notRequested, "ClusterTrustBundles were not read") }

    init(_ bundles: [ClusterTrustBundle], doubt: GapReason? = nil) {
        state = .read(bundles.sorted { $0.metadata.name < $1.metadata.name })
        self.doubt = doubt
    }

    init(_ error: KubernetesError) {
        state = .unread(error.gapReason, "ClusterTrustBundles could not be listed: \(error.gapReason.words)")
    }

    var bundles: [ClusterTrustBundle] { if case .read(let bundles) = state { bundles } else { [] } }

    /// What the kubelet writes for a location; nil where it is the location of something else.
    func content(at location: TrustStoreLocation) -> CollectedStore.Content? {
        switch location {
        case .clusterTrustBundle, .clusterTrustBundles: break
        default: return nil
        }
        if case .unread(let reason, let words) = state { return .unread(reason, words) }
        let chosen = chosen(at: location)
        guard chosen.isEmpty else { return .bytes(Array(Self.unified(chosen.map(\.spec.trustBundle)).utf8)) }
        if let doubt { return .unread(doubt, "\(location.words) is not in the recording") }
        return .missing("\(location.words) does not exist")
    }

    func chosen(at location: TrustStoreLocation) -> [ClusterTrustBundle] {
        switch location {
        case .clusterTrustBundle(let name): bundles.filter { $0.metadata.name == name }
        case .clusterTrustBundles(let signer, let labels):
            bundles.filter { bundle in
                bundle.spec.signerName == signer && LabelSelector(labels)?.matches(bundle.metadata.labels) == true
            }
        default: []
        }
    }

    /// Every certificate once, and nothing between them: the kubelet writes the blocks anew, in an order that changes
    /// (kubelet `clustertrustbundle.normalizeTrustAnchors`).
    private static func unified(_ texts: [String]) -> String {
        var seen: Set<String> = []
        let blocks = texts.flatMap(PEMText.certificates).filter { block in
            seen.insert(block.filter { !$0.isWhitespace }).inserted
        }
        return blocks.joined()
    }
}

extension Volume.ClusterTrustBundleProjection.Selector {
    /// In kubectl's notation; nil where an operator is not known.
    var text: String? {
        var parts = matchLabels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        for expression in matchExpressions {
            let values = expression.values.sorted().joined(separator: ", ")
            switch expression.operator {
            case "In": parts.append("\(expression.key) in (\(values))")
            case "NotIn": parts.append("\(expression.key) notin (\(values))")
            case "Exists": parts.append(expression.key)
            case "DoesNotExist": parts.append("!\(expression.key)")
            default: return nil
            }
        }
        return parts.joined(separator: ",")
    }
}
