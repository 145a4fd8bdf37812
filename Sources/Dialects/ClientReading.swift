import ScanModel

/// A client's settings, understood.
struct ClientReading: Hashable, Sendable {
    var mode: Mode
    var behaviour: ClientBehaviour
    var stores: [StoreReference] = []
    var undetermined: [UnreadSetting] = []
    var readsStoreOnce = false
    /// Which of several versions this reading supposes; nil where all do the same.
    var supposing: String?
}

extension OptionLookup {
    /// What the client does in its versions, as readings of this connection.
    ///
    /// - Parameters:
    ///   - uses: the answers to a request made of the settings.
    ///   - mode: where the settings name one.
    ///   - word: the client's default mode, for the report.
    ///   - given: the stores that the settings give it.
    ///   - missing: the file that it looks for where it does not look at those; nil for its default file.
    ///   - readsStoreOnce: whether a file that it was given is read at start alone.
    /// - Returns: one reading for each answer, in order.
    func readings(
        _ uses: [ClientUse], mode: Connection.Option?, default word: String, given: [StoreReference] = [],
        missing: StoreReference? = nil, readsStoreOnce: Bool = false
    ) -> [ClientReading] {
        uses.map { use in
            ClientReading(
                mode: modeWords(mode, default: word), behaviour: use.behaviour,
                stores: stores(use, given: given, missing: missing ?? homeStore), undetermined: undetermined,
                readsStoreOnce: readsStoreOnce || isReadOnce(use.store), supposing: use.supposing)
        }
    }

    /// What comes with the system or the JRE is read when the process starts; Node's own list never changes.
    private func isReadOnce(_ store: StoreInUse) -> Bool {
        switch store {
        case .givenBeside: true
        case .builtIn(let builtIn): builtIn != .node
        case .given, .missing, .none: false
        }
    }

    private func stores(
        _ use: ClientUse, given: [StoreReference], missing: StoreReference
    ) -> [StoreReference] {
        let rules = use.behaviour.rules
        let given = given.flatMap { store -> [StoreReference] in
            let builtIn: BuiltInStore
            switch store {
            case .builtIn(let own), .bundled(let own, _): builtIn = own
            default: return [store]
            }
            let added = additions(to: builtIn) { builtIn != .operatingSystem || $0.isInstalled }
            return [store] + added.filter { !given.contains($0) }
        }
        return switch use.store {
        case .given: given
        // A file beside Node's list is lost without harm; any other file decides.
        case .givenBeside(.node): [.builtIn(.node)] + given
        case .givenBeside(let builtIn): given + references(builtIn, rules)
        case .builtIn(let builtIn): references(builtIn, rules)
        case .missing: [missing]
        case .none: []
        }
    }

    private func references(_ store: BuiltInStore, _ rules: ChainRules) -> [StoreReference] {
        switch store {
        case .operatingSystem, .windows: systemStores(readBy: rules)
        case .javaCacerts: javaStores
        case .certifi, .node: [.builtIn(store)] + additions(to: store)
        }
    }

    /// The client's default file, wherever it is.
    var homeStore: StoreReference { .defaultFile(path: homeFile.path) }

    /// An option that is set to something: libpq and its like take an empty value for none.
    mutating func nonEmptyOption(
        _ name: String, environment: [String] = [], decides: Bool = false
    ) -> Connection.Option? {
        option(name, environment: environment, decides: decides).flatMap { $0.value.isEmpty ? nil : $0 }
    }

    /// The TLS mode, where it is set to something.
    mutating func nonEmptyMode(environment: [String] = []) -> Connection.Option? {
        mode(environment: environment).flatMap { $0.value.isEmpty ? nil : $0 }
    }
}
