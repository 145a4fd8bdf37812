public import Dialects

/// A client program in one mode, and how it is given its trust store.
public struct Client: Hashable, Sendable {
    /// The driver or library, such as `libpq`: one of ``names``.
    public var name: String
    /// The driver's version; nil where it is not known: every version is then considered, and the worst answer is given.
    public var version: String?
    /// The language runtime or TLS library, such as `python 3.13`, `node 20` or `jdk 17`; nil where it is not known.
    public var runtime: String?
    /// The TLS mode in the driver's own words, such as `verify-full`; nil for the driver's default.
    public var mode: String?
    /// How the store is given; nil for the way that fits: named where there is a file, by the system where it is a directory,
    /// none where there is nothing.
    public var via: StoreDelivery?

    /// A client of that name; what is left out is not known, or the client's default.
    public init(
        name: String, version: String? = nil, runtime: String? = nil, mode: String? = nil, via: StoreDelivery? = nil
    ) {
        self.name = name
        self.version = version
        self.runtime = runtime
        self.mode = mode
        self.via = via
    }

    /// Every client whose rules are known.
    public static var names: [String] { clientNames }

    /// The modes that the client of that name knows, in its own words, its default first (nil).
    ///
    /// - Throws: ``AssessmentError/unknownClient(_:)``.
    public static func modes(of name: String) throws(AssessmentError) -> [String?] {
        guard let modes = Dialects.modes(ofClient: name) else { throw .unknownClient(name) }
        return modes
    }

    func delivery(of stores: [Store]) -> StoreDelivery {
        if let via { return via }
        guard let first = stores.first else { return .none }
        return first.isDirectory ? .system : .named
    }

    /// What the client does, as far as its versions are known; never empty.
    func uses(of stores: [Store]) throws(AssessmentError) -> [ClientUse] {
        let request = ClientRequest(version: version, runtime: runtime, mode: mode, via: delivery(of: stores))
        guard let uses = Dialects.uses(ofClient: name, request), !uses.isEmpty else { throw .unknownClient(name) }
        return uses
    }
}
