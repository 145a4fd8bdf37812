import ScanModel

/// The builds of OpenSSL that a client may be linked with: they differ in how they read a file and search for a path
/// (clients.md, findings 4 and 11).
enum OpenSSLBuild {
    static let generations = generations(inWheel: false)

    /// A Python wheel carries upstream's build, whose security level is lower before 3.0.
    static func generations(inWheel: Bool) -> [Generation<ChainRules>] {
        [
            Generation(below: Version("1.1.0"), words: "OpenSSL 1.0.2", value: .openSSL102),
            Generation(
                below: Version("3.0"), words: "OpenSSL 1.1", value: inWheel ? .openSSL11Upstream : .openSSL11),
            Generation(below: nil, words: "OpenSSL 3", value: .openSSL),
        ]
    }

    /// The rules of the version that the runtime names, else of OpenSSL 3.
    static func rules(_ runtime: RuntimeWords) -> ChainRules {
        runtime[.openssl].flatMap { Generation.possible($0, of: generations).first?.value } ?? .openSSL
    }
}
