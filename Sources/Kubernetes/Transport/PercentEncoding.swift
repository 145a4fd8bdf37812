/// Percent-encoding of one segment or value (RFC 3986, section 2): all but unreserved characters.
enum PercentEncoding {
    private static let digits = Array("0123456789ABCDEF".utf8)

    static func encode(_ text: String) -> String {
        var encoded: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                encoded.append(byte)
            default:
                encoded += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }
}

extension APIResource {
    /// Below the server: `/apis/apps/v1/namespaces/shop/deployments`.
    func path(version: Int, namespace: String?, name: String? = nil) -> String {
        var path = group.isEmpty ? "/api/\(versions[version])" : "/apis/\(group)/\(versions[version])"
        if isNamespaced, let namespace { path += "/namespaces/\(PercentEncoding.encode(namespace))" }
        path += "/\(self.name)"
        if let name { path += "/\(PercentEncoding.encode(name))" }
        return path
    }
}
