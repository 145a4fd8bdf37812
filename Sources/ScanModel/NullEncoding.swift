/// Makes the synthesised `encode(to:)` of this target's types write `null` where an optional is nil, instead of leaving
/// the key out.
///
/// Whoever reads a report sees every key of the contract (product.md, "Contracts"), and `null` says "not known". The
/// compiler finds these before the standard library's methods of the same signature, which skip the key.
extension KeyedEncodingContainer {
    mutating func encodeIfPresent(_ value: String?, forKey key: Key) throws {
        try encode(value, forKey: key)
    }

    mutating func encodeIfPresent(_ value: Bool?, forKey key: Key) throws {
        try encode(value, forKey: key)
    }

    mutating func encodeIfPresent(_ value: Int?, forKey key: Key) throws {
        try encode(value, forKey: key)
    }

    mutating func encodeIfPresent<Value: Encodable>(_ value: Value?, forKey key: Key) throws {
        try encode(value, forKey: key)
    }
}
