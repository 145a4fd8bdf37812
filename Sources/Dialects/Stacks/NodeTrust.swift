import ScanModel

/// What a Node process trusts where no `ca` is given: the list compiled into it, or the operating system's store.
///
/// `NODE_EXTRA_CA_CERTS` adds to either. `--use-openssl-ca` and Debian's own build (measured with 18) take the operating system's
/// store in place of the list; `--use-system-ca` adds it, from 22.15 and 23.8 on (before, Node does not start with it).
enum NodeTrust {
    /// The store in use; two where it is open whose build of Node it is.
    static func stores(_ request: ClientRequest) -> [(store: StoreInUse, supposing: String?)] {
        let words = request.words
        if words.has("--use-openssl-ca") { return [(store(request.via, list: .operatingSystem), nil)] }
        if words.has("--use-system-ca"), request.via == .system { return [(.givenBeside(.node), nil)] }
        if request.runtime.notes.contains("debian") { return [(store(request.via, list: .operatingSystem), nil)] }
        let official = store(request.via, list: .node)
        guard request.via == .system, request.runtime[.node]?.major == 18, request.runtime.notes.isEmpty
        else { return [(official, nil)] }
        return [
            (official, "Node's own build"), (store(request.via, list: .operatingSystem), "Debian's build of Node"),
        ]
    }

    /// A mode of a driver over what the process trusts; a file that the driver's own parameter names replaces that.
    static func uses(_ behaviour: ClientBehaviour, _ request: ClientRequest) -> [ClientUse] {
        guard request.via != .named || !behaviour.loadsStoreUnverified else { return [ClientUse(behaviour, .given)] }
        return ClientUse.distinct(
            stores(request).map { answer in
                var behaviour = behaviour
                if request.via == .extra { behaviour.rules.reader = .nodeExtra }
                // The operating system's store in place of the list is read by OpenSSL itself.
                if answer.store == .given { behaviour.rules.reader = .openSSL }
                return ClientUse(behaviour, answer.store, supposing: answer.supposing)
            })
    }

    private static func store(_ via: StoreDelivery, list: BuiltInStore) -> StoreInUse {
        switch via {
        case .extra: .givenBeside(list)
        case .system where list == .operatingSystem: .given
        default: .builtIn(list)
        }
    }

    /// Why Node does not start with its flags; nil where it does.
    static func refusal(_ request: ClientRequest) -> String? {
        guard request.words.has("--use-system-ca"), let version = request.runtime[.node] else { return nil }
        let isKnown = version.isAtLeast(version.major >= 23 ? "23.8" : "22.15")
        return isKnown ? nil : "node: bad option: --use-system-ca"
    }

    /// The rules for `ssl: {allowPartialTrustChain: true}`, which Node ignores before 20.18 and 22.9 (nodejs, `doc/api/tls.md`).
    static func rules(allowsPartialChain: Bool, _ request: ClientRequest) -> ChainRules {
        guard allowsPartialChain, let version = request.runtime[.node] else {
            return allowsPartialChain ? .nodePartialChain : .node
        }
        return version.isAtLeast(version.major >= 21 ? "22.9" : "20.18") ? .nodePartialChain : .node
    }
}

extension OptionLookup {
    /// What a driver on Node makes of a connection, with what the environment and the command line change.
    ///
    /// `named` is the file that the driver's own parameter names; `text` the mode for the request, where it is not the setting's
    /// value.
    func nodeReadings(
        mode: Connection.Option?, default word: String, named: Connection.Option?, text: String? = nil,
        uses: (ClientRequest) -> [ClientUse]
    ) -> [ClientReading] {
        var lookup = self
        let commands = lookup.settings.commands.flatMap(\.self)
        let flags = commands + [lookup.facts.environment("NODE_OPTIONS")?.value ?? ""]
        let isSystem = flags.contains { $0.contains("--use-openssl-ca") }
        let addsSystem =
            flags.contains { $0.contains("--use-system-ca") }
            || lookup.facts.environment("NODE_USE_SYSTEM_CA")?.value == "1"
        let refuses = lookup.option("rejectunauthorized", environment: ["NODE_TLS_REJECT_UNAUTHORIZED"])?.value
        let isUnverified = ["0", "false"].contains(refuses?.lowercased())
        let request = ClientRequest(
            runtime: lookup.runtime,
            mode: [text ?? mode?.value, isSystem ? "--use-openssl-ca" : nil].compactMap(\.self).joined(separator: " "),
            via: named != nil ? .named : isSystem ? .system : .none)
        var answers = uses(request)
        if isUnverified {
            for index in answers.indices where answers[index].behaviour.verification != .none {
                answers[index].behaviour.verification = .none
                if !answers[index].behaviour.loadsStoreUnverified { answers[index].store = .none }
            }
        }
        var extra: Connection.Option?
        if answers.contains(where: { $0.behaviour.verification != .none }), named == nil {
            extra = lookup.nonEmptyOption("extra", environment: ["NODE_EXTRA_CA_CERTS"])
        }
        let given = named.map { [lookup.store(named: $0)] } ?? (isSystem ? lookup.openSSLStores : [])
        return lookup.readings(answers, mode: mode, default: word, given: given).map { reading in
            var reading = reading
            guard named == nil, !reading.stores.isEmpty else { return reading }
            if addsSystem, !isSystem { reading.stores += lookup.operatingSystemStores }
            if let extra { reading.stores.append(lookup.store(named: extra)) }
            reading.readsStoreOnce = reading.stores.count > 1
            return reading
        }
    }
}
