/// Percent-encoding of one segment or value (RFC 3986, section 2): all but unreserved characters.
enum PercentEncoding {
    static func encode(_ text: String) -> String {
        var encoded = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                encoded += digits.count == 1 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return encoded
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
