/// One TLS client in one container, as its dialect understands the settings.
package struct TLSClient: Hashable, Sendable {
    package var container: ContainerID
    /// What names the connection, such as the setting `DATABASE_URL`. Clients of one container with the same connection are
    /// candidates for one and the same client: each is judged, the worst is reported.
    package var connection: String
    /// The name of the dialect, as in `assess --client`: `libpq`, `pgjdbc` …
    package var name: String
    /// The driver's version, where the evidence tells.
    package var version: String?
    /// How the client was recognised, in words.
    package var evidence: String
    /// Nil where the settings that name the server could not be read.
    package var endpoint: Endpoint?
    package var mode: Mode
    package var behaviour: ClientBehaviour
    /// The stores loaded together, the deciding one first; empty where none is loaded.
    package var stores: [StoreReference]
    /// What could not be read and decides: non-empty means that the verdict is `unknown`.
    package var undetermined: [UnreadSetting]
    /// True where the running process must be restarted to see a changed store, whatever the mount.
    package var readsStoreOnce: Bool

    package init(
        container: ContainerID, connection: String, name: String, version: String? = nil, evidence: String,
        endpoint: Endpoint?, mode: Mode, behaviour: ClientBehaviour, stores: [StoreReference] = [],
        undetermined: [UnreadSetting] = [], readsStoreOnce: Bool = false
    ) {
        self.container = container
        self.connection = connection
        self.name = name
        self.version = version
        self.evidence = evidence
        self.endpoint = endpoint
        self.mode = mode
        self.behaviour = behaviour
        self.stores = stores
        self.undetermined = undetermined
        self.readsStoreOnce = readsStoreOnce
    }
}

/// A server that a client connects to.
package struct Endpoint: Hashable, Sendable, Codable {
    package var host: String
    package var port: Int?

    package init(host: String, port: Int? = nil) {
        self.host = host
        self.port = port
    }

    package var words: String { port.map { "\(host):\($0)" } ?? host }
}

/// The client's TLS mode in the driver's own words (libpq's `sslmode`, Npgsql's `SSL Mode` …).
package struct Mode: Hashable, Sendable, Codable {
    /// What the client acts on, the driver's default included: `verify-full`; nil where even that is unknown.
    package var value: String?
    /// Where it comes from: `env`, `ConfigMap x key y`, `default`.
    package var source: String

    package init(value: String?, source: String) {
        self.value = value
        self.source = source
    }
}

/// A store that a client loads.
package enum StoreReference: Hashable, Sendable {
    /// A path that the settings name (`sslrootcert`, `javax.net.ssl.trustStore` …).
    case named(path: String)
    /// A path the client looks at by itself, such as `~/.postgresql/root.crt`.
    case defaultFile(path: String)
    /// A store that comes with the system, the runtime or a package.
    case builtIn(BuiltInStore)
    /// A file of such a store that the settings name: unread it is as good as the store, and read it counts alone.
    case bundled(BuiltInStore, path: String)
    /// What the container's own command adds to the built-in store at that path.
    case added(path: String)
    /// The certificates stand in the setting itself.
    case inline(pem: String, setting: String)
}

/// Stores that nobody names because everybody has them: the article's "trust store" column.
package enum BuiltInStore: String, Hashable, Sendable, Codable, CaseIterable {
    /// `/etc/ssl/certs` and its variants, baked into the image.
    case operatingSystem = "os"
    /// The Windows certificate store.
    case windows
    /// `lib/security/cacerts` of the JRE.
    case javaCacerts = "cacerts"
    /// Python's certifi package.
    case certifi
    /// The list compiled into Node.
    case node

    package var words: String {
        switch self {
        case .operatingSystem: "the image's /etc/ssl/certs"
        case .windows: "the Windows certificate store"
        case .javaCacerts: "the JRE's cacerts"
        case .certifi: "certifi's cacert.pem"
        case .node: "Node's built-in list"
        }
    }
}
