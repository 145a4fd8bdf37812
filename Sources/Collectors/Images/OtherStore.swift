import ScanModel

/// The store that a client takes in place of its built-in one, because of what its image says of itself.
///
/// Settings come from the pod's spec, where the variables of an image do not stand. Whoever has looked into the image knows them, and
/// must not take the built-in store for the one that decides.
struct OtherStore: Hashable {
    let reference: StoreReference
    /// Why it is another one, and was not read.
    let words: String

    /// OpenSSL and Go (crypto/x509/root_unix.go): a file and a folder in place of the system's.
    private static let system = ["SSL_CERT_FILE", "SSL_CERT_DIR"]
    /// The JVM reads options from these (``JavaOptions``), the last one over all others.
    private static let java = ["JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"]
    /// Requests, and what is built on it.
    private static let python = ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"]

    static let variables = system + java + python

    /// Nil where the client takes the store that it is known for.
    ///
    /// - Parameters:
    ///   - store: a client's store.
    ///   - facts: what the image says of itself, without the variables that the pod sets.
    ///   - bundle: the system's bundle, as it was found.
    init?(inPlaceOf store: StoreReference, _ facts: [ImageFact], bundle: String?) {
        func fact(_ name: String) -> ImageFact? { facts.first { $0.variable == name } }
        func value(_ name: String) -> String? { fact(name)?.value }
        /// In what was cut off anything may stand.
        func mayHold(_ word: String, _ name: String) -> Bool {
            fact(name).map { $0.isCut || $0.value.contains(word) } ?? false
        }
        switch store {
        case .builtIn(.operatingSystem):
            // Distroless images name the bundle that is taken anyway.
            let names = Self.system.filter { value($0).map { $0 != bundle } ?? false }
            guard let name = names.last, let path = value(name) else { return nil }
            self.init(named: path, by: name)
        case .builtIn(.javaCacerts):
            guard let name = Self.java.last(where: { mayHold("trustStore", $0) }) else { return nil }
            let flag = value(name)?.split(separator: "javax.net.ssl.trustStore=", maxSplits: 1).dropFirst().first
            self.init(named: flag.map { String($0.prefix { !$0.isWhitespace }) } ?? "$\(name)", by: name)
        case .builtIn(.certifi):
            guard let name = Self.python.first(where: { value($0) != nil }), let path = value(name) else { return nil }
            self.init(named: path, by: name)
        case .builtIn(.node):
            if mayHold("--use-openssl-ca", "NODE_OPTIONS") {
                self.init(reference: .builtIn(.operatingSystem), words: "the image sets NODE_OPTIONS to take it")
                return
            }
            let builds = facts.filter { $0.name == "node" }
            guard !builds.isEmpty, builds.allSatisfy(\.isDistributionsNode) else { return nil }
            self.init(reference: .builtIn(.operatingSystem), words: "the distribution's build of Node takes it")
        default: return nil
        }
    }

    private init(named path: String, by variable: String) {
        self.init(reference: .named(path: path), words: "the image sets \(variable), which leads elsewhere")
    }

    private init(reference: StoreReference, words: String) {
        self.reference = reference
        self.words = words
    }
}

extension ImageFact {
    /// The variable of the image that it tells of.
    var variable: String? { FactFile.variable(inSource: source) }

    /// Debian and its kin build Node with `--openssl-use-def-ca-store` (measured with 18), and so does Alpine; who brings Node's own
    /// build as a package leaves `dfsg` out of the version.
    fileprivate var isDistributionsNode: Bool {
        switch FactFile(path: source) {
        case .debianPackages: value.contains("dfsg")
        case .alpinePackages: true
        default: false
        }
    }
}
