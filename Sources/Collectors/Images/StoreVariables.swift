import ScanModel

/// Variables that an image may set for all its containers, and that lead a client to another store than the built-in one.
///
/// Settings come from the pod's spec, where these do not stand. Whoever has looked into the image knows them, and must not take
/// the built-in store for the one that decides.
enum StoreVariables {
    /// OpenSSL and Go (crypto/x509/root_unix.go): a file and a folder in place of the system's.
    static let system = ["SSL_CERT_FILE", "SSL_CERT_DIR"]
    /// The JVM reads options from these (JDK-4971166; java(1), "JDK_JAVA_OPTIONS").
    static let java = ["JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"]
    /// Requests, and what is built on it.
    static let python = ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"]

    static let all = system + java + python

    /// - Parameters:
    ///   - store: a client's store.
    ///   - set: the image's variables, without those that the pod sets itself.
    ///   - bundle: the system's bundle, as it was found.
    /// - Returns: the variable that leads elsewhere; nil where none does.
    static func moving(_ store: StoreReference, _ set: [String: String], bundle: String?) -> String? {
        switch store {
        case .builtIn(.operatingSystem):
            if set["SSL_CERT_DIR"] != nil { return "SSL_CERT_DIR" }
            // Distroless images name the bundle that is taken anyway.
            guard let file = set["SSL_CERT_FILE"], file != bundle else { return nil }
            return "SSL_CERT_FILE"
        case .builtIn(.javaCacerts): return java.first { set[$0]?.contains("trustStore") == true }
        case .builtIn(.certifi): return python.first { set[$0] != nil }
        default: return nil
        }
    }
}
