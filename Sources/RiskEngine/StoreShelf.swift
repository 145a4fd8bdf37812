import ScanModel

/// The stores that were judged, each once, by number.
///
/// A cluster has few stores and many clients of each. Telling two stores apart certificate by certificate, for each client
/// anew, would be most of the judging; the copies of one parsed store are known by the memory that they share.
struct StoreShelf {
    /// A store by the memory of its certificates, which this value keeps from being used for another.
    private struct Shared: Hashable {
        let address: UInt
        let store: TrustStore

        init(_ store: TrustStore) {
            address = store.certificates.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) }
            self.store = store
        }

        /// Quick where the certificates are the same memory; the other fields are compared by value.
        static func == (left: Shared, right: Shared) -> Bool {
            left.address == right.address && left.store == right.store
        }

        func hash(into hasher: inout Hasher) { hasher.combine(address) }
    }

    private var shared: [Shared: Int] = [:]
    private var known: [TrustStore: Int] = [:]
    private var stores: [TrustStore] = []

    subscript(number: Int) -> TrustStore { stores[number] }

    /// Equal stores have equal numbers.
    mutating func number(of store: TrustStore) -> Int {
        let key = Shared(store)
        if let number = shared[key] { return number }
        if let number = known[store] { return number }
        let number = stores.count
        stores.append(store)
        known[store] = number
        shared[key] = number
        return number
    }
}
