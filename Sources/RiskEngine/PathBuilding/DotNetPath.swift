import ScanModel

/// How .NET finds a path on Linux: `X509Chain` with `CustomRootTrust` over OpenSSL's search.
///
/// It could not be run here. It hands OpenSSL the self-signed certificates of the store as anchors and the others
/// beside the server's; releases differ in the order, and in whether the others are looked at first. So a path counts
/// where both readings have one, and where no certificate of it is signed with SHA-1 or lacks the usage for servers.
struct DotNetPath: PathSearch {
    static func search(_ question: PathQuestion, _ library: inout CertificateLibrary) -> PathOutcome {
        let mixed = OpenSSLPath.search(question, &library)
        guard !mixed.paths.isEmpty else { return mixed }
        let roots = question.store.certificates.filter { $0.looksSelfSigned(question.rules) }
        let others = question.store.certificates.filter { !$0.looksSelfSigned(question.rules) }
        for served in [question.served + others, others + question.served] {
            let apart = PathQuestion(
                leaf: question.leaf, served: served, store: StoreIndex(roots, names: question.store.names),
                rules: question.rules, date: question.date)
            let outcome = OpenSSLPath.search(apart, &library)
            guard !outcome.paths.isEmpty else { return outcome }
        }
        return mixed
    }
}
