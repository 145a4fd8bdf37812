#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// An IPv4 or IPv6 address in network order, for the rules of `NO_PROXY`.
struct IPAddress: Hashable {
    let bytes: [UInt8]

    init?(_ text: some StringProtocol) {
        let text = String(text)
        if let four = Self.parse(text, AF_INET, 4) {
            bytes = four
        } else if let six = Self.parse(text, AF_INET6, 16) {
            bytes = six
        } else {
            return nil
        }
    }

    var isLoopback: Bool {
        bytes.count == 4 ? bytes[0] == 127 : bytes.dropLast().allSatisfy { $0 == 0 } && bytes.last == 1
    }

    /// Whether the address lies in `network/length`.
    func isIn(_ network: IPAddress, length: Int) -> Bool {
        guard network.bytes.count == bytes.count, length <= bytes.count * 8 else { return false }
        for (index, byte) in bytes.enumerated() {
            let bits = min(8, max(0, length - index * 8))
            let mask = UInt8(truncatingIfNeeded: 0xFF00 >> bits)
            guard byte & mask == network.bytes[index] & mask else { return false }
        }
        return true
    }

    private static func parse(_ text: String, _ family: Int32, _ count: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        return inet_pton(family, text, &bytes) == 1 ? bytes : nil
    }
}
