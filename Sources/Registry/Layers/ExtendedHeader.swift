/// What the entries before an entry say about it: PAX records (POSIX.1-2017, pax, "pax Extended Header") and GNU's long names.
struct ExtendedHeader: Equatable {
    var path: [UInt8]?
    var link: [UInt8]?
    var size: Int?
    var longName: [UInt8]?
    var longLink: [UInt8]?
    /// The file is stored with holes, and its data is not its content.
    var isSparse = false
    var sparseName: [UInt8]?
    var realSize: Int?

    /// As in Go's `archive/tar`.
    static let longest = 1 << 20

    /// Reads records of the form `27 path=etc/ssl/cert.pem\n`, in which the number counts all bytes of the record.
    mutating func add(records: [UInt8]) throws(LayerDamage) {
        var rest = records[...]
        while !rest.isEmpty {
            let digits = rest.prefix { $0 != UInt8(ascii: " ") }
            guard let length = Self.decimal(digits), length > digits.count + 1, length <= rest.count else {
                throw .badExtendedHeader
            }
            let record = rest.prefix(length).dropFirst(digits.count + 1)
            rest = rest.dropFirst(length)
            guard record.last == UInt8(ascii: "\n"), let equals = record.firstIndex(of: UInt8(ascii: "=")) else {
                throw .badExtendedHeader
            }
            try set(String(decoding: record[..<equals], as: UTF8.self), record[(equals + 1)...].dropLast())
        }
    }

    private mutating func set(_ key: String, _ value: ArraySlice<UInt8>) throws(LayerDamage) {
        // An empty value takes back what was said; then the header's own field counts, as in Go.
        switch key {
        case "path": path = try Self.name(value)
        case "linkpath": link = try Self.name(value)
        case "size": size = try Self.size(value)
        case "GNU.sparse.name": sparseName = try Self.name(value)
        case "GNU.sparse.realsize", "GNU.sparse.size": realSize = try Self.size(value)
        case _ where key.hasPrefix("GNU.sparse."): isSparse = true
        default: break
        }
    }

    private static func name(_ value: ArraySlice<UInt8>) throws(LayerDamage) -> [UInt8]? {
        guard !value.contains(0) else { throw .badExtendedHeader }
        return value.isEmpty ? nil : Array(value)
    }

    private static func size(_ value: ArraySlice<UInt8>) throws(LayerDamage) -> Int? {
        if value.isEmpty { return nil }
        guard let size = decimal(value) else { throw .badExtendedHeader }
        return size
    }

    private static func decimal(_ digits: ArraySlice<UInt8>) -> Int? {
        guard (1...18).contains(digits.count) else { return nil }
        var value = 0
        for digit in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            value = value * 10 + Int(digit - UInt8(ascii: "0"))
        }
        return value
    }
}
