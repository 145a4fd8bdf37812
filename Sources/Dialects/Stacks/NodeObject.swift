import ScanModel

/// The object that code passes as `ssl` to a Node driver: Node's own options of `tls.connect`.
///
/// `ca` replaces Node's list and NODE_EXTRA_CA_CERTS; `ca: ""` (an empty file) is no `ca` (measured; nodejs,
/// `lib/internal/tls/secure-context.js`). Verification is Node's default.
struct NodeObject {
    private let namesFile: Bool
    private let allowsPartialChain: Bool
    private let verifies: Bool

    /// - Parameter text: such as `{ca}`, `{}`, `{ca,allowPartialTrustChain}`, `{rejectUnauthorized:false}`; nil where it is no object.
    init?(_ text: String) {
        guard text.hasPrefix("{") else { return nil }
        let keys = text.lowercased().split { "{}, ".contains($0) }.map(String.init)
        namesFile = keys.contains { $0 == "ca" || $0.hasPrefix("ca:") }
        allowsPartialChain = keys.contains { $0.hasPrefix("allowpartialtrustchain") && !$0.hasSuffix("false") }
        verifies = !keys.contains { $0.hasPrefix("rejectunauthorized") && $0.hasSuffix("false") }
    }

    func uses(_ request: ClientRequest) -> [ClientUse] {
        var behaviour = ClientBehaviour(
            opening: .tls, verification: verifies ? .chainAndName : .none,
            rules: NodeTrust.rules(allowsPartialChain: allowsPartialChain, request))
        guard namesFile else { return NodeTrust.uses(behaviour, request) }
        behaviour.loadsStoreUnverified = true
        behaviour.unusableStore = .fails
        behaviour.insteadOfEmpty = .node
        let isGiven = request.via == .named || request.via == .system
        return [ClientUse(behaviour, isGiven ? .given : .missing("a file for ssl.ca"))]
    }
}
