import ScanModel

extension TrustStore {
    /// Far above any real store: the JRE's own holds about 150.
    static let mostEntries = 10_000

    private var entries: Int { certificates.count + rejected.count }

    /// Adds an entry that could not be read, behind those there are.
    mutating func reject(_ reason: GapReason, _ detail: String) {
        rejected.append(RejectedEntry(index: entries, reason: reason, detail: detail))
    }

    /// Whether there is room for a further entry; the first one too many says so, in the list of the rejected.
    mutating func hasRoom() -> Bool {
        guard entries >= Self.mostEntries else { return true }
        if rejected.last?.reason != .tooLarge {
            reject(.tooLarge, "more than \(Self.mostEntries) entries: the rest was not read")
        }
        return false
    }

    /// Adds a certificate of a key store's entry, of which Java takes the first alone for an anchor.
    ///
    /// - Returns: false where the store is full.
    mutating func keep(
        _ der: ArraySlice<UInt8>, alias: String, isFirst: Bool, _ reader: inout CertificateReader
    ) -> Bool {
        guard hasRoom() else { return false }
        let answer = reader.answer(der)
        if let certificate = answer.certificate {
            certificates.append(certificate.seen(as: isFirst ? .plain : .keyEntryChain, alias: alias))
        } else {
            reject(.badDER, "entry \"\(alias)\" is \(answer.defect)")
        }
        return true
    }
}
