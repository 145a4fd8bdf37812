package import ScanModel

/// How a client is given its trust store, in the words of `assess --via`.
public enum StoreDelivery: String, Hashable, Sendable, CaseIterable {
    /// By a parameter or its environment variable (`sslrootcert`, `ca`, `server_tls_ca_file` …).
    case named
    /// By the client's own default file (`~/.postgresql/root.crt`).
    case home
    /// By the operating system's store: whether the client reads it is the client's rule.
    case system
    /// By a file that is added to the client's own list (`NODE_EXTRA_CA_CERTS`).
    case extra
    /// By the JVM's trust store (`javax.net.ssl.trustStore`).
    case truststore
    /// Not at all.
    case none
}

/// A client in one mode, given its store in one way: the question of `assess`.
package struct ClientRequest: Hashable, Sendable {
    /// The driver's version; nil where it is not known.
    package var version: Version?
    /// The language runtime and the TLS library, as far as they are known.
    package var runtime: RuntimeWords
    /// In the driver's own words; nil for its default.
    package var mode: String?
    package var via: StoreDelivery

    /// - Parameters:
    ///   - version: the driver's version, as text.
    ///   - runtime: such as `python 3.13`, `node 20`, `jdk 17`, `openssl 1.0.2`, `node 18 debian`.
    ///   - mode: in the driver's own words; nil for its default.
    ///   - via: how the store is given.
    package init(version: String? = nil, runtime: String? = nil, mode: String?, via: StoreDelivery) {
        self.version = version.flatMap { Version($0) }
        self.runtime = RuntimeWords(runtime ?? "")
        self.mode = mode
        self.via = via
    }

    /// The mode, taken apart.
    var words: ModeWords { ModeWords(mode) }
}

/// What the client of that name does: one answer, or one for each version that the request may mean.
///
/// - Parameters:
///   - name: one of ``clientNames``, or a name that the client also goes by.
///   - request: the mode, the store's delivery and the versions, as far as they are known.
/// - Returns: nil where there is no such client; never empty.
package func uses(ofClient name: String, _ request: ClientRequest) -> [ClientUse]? {
    dialect(ofClient: name)?.uses(request)
}

/// The modes of the client of that name, in its own words, default first (nil): what `assess --sslmode all` asks.
package func modes(ofClient name: String) -> [String?]? {
    dialect(ofClient: name).map { [nil] + $0.modes }
}
