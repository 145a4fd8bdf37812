import ScanModel

extension OptionLookup {
    /// What a Go driver makes of a connection: the file that the settings name, else the home file where a mount shows it, else
    /// the operating system's store.
    ///
    /// A file is read when the pool is made (`readsFileOnce`) or at each connection.
    func goReadings(
        uses: (ClientRequest) -> [ClientUse], version: String?, named: Connection.Option?, mode: Connection.Option?,
        default word: String, readsFileOnce: Bool = false
    ) -> [ClientReading] {
        var lookup = self
        let isSystem = named?.value == "system"
        let file = isSystem ? nil : named.map { lookup.store(named: $0) } ?? lookup.mountedHomeFile
        let via: StoreDelivery = isSystem ? .system : named != nil ? .named : file != nil ? .home : .none
        let text = [mode?.value, isSystem ? "sslrootcert=system" : nil].compactMap(\.self).joined(separator: " ")
        let answers = uses(ClientRequest(version: version, mode: text.isEmpty ? nil : text, via: via))
        if file == nil, !isSystem, answers.contains(where: { $0.behaviour.verification != .none }) {
            _ = lookup.option("sslrootcert", decides: true)
        }
        return lookup.readings(
            answers, mode: mode, default: word, given: file.map { [$0] } ?? lookup.operatingSystemStores,
            missing: named.map { lookup.store(named: $0) }, readsStoreOnce: readsFileOnce || file == nil)
    }
}
