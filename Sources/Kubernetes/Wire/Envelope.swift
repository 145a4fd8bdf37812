internal import SwiftProtobuf

/// The frame around every Kubernetes protobuf body: four bytes of magic, then `runtime.Unknown`.
///
/// Upstream: k8s.io/apimachinery `pkg/runtime/serializer/protobuf`.
enum Envelope {
    static let magic: [UInt8] = [0x6B, 0x38, 0x73, 0x00]
    static let contentType = "application/vnd.kubernetes.protobuf"

    struct Malformed: Error {}

    /// Cuts `body` down to the object's own bytes, in place: a page is several megabytes, and a copy would double it.
    static func unwrap(_ body: inout [UInt8]) throws(Malformed) {
        guard body.starts(with: magic), let raw = field(2, of: body, from: magic.count) else { throw Malformed() }
        body.removeSubrange(raw.upperBound...)
        body.removeSubrange(..<raw.lowerBound)
    }

    /// The bytes of a list's `metadata`, field 1 of every list kind.
    static func listMetadata(_ list: [UInt8]) throws(Malformed) -> [UInt8] {
        guard let range = field(1, of: list, from: 0) else { throw Malformed() }
        return Array(list[range])
    }

    /// Where the last field of that number stands; nil where there is none, or the bytes do not end with a field.
    ///
    /// A body without it was cut: `runtime.Unknown` always has `raw`, and even an empty list has `metadata`.
    private static func field(_ number: UInt64, of body: [UInt8], from start: Int) -> Range<Int>? {
        var position = start
        var found: Range<Int>?
        while position < body.count {
            // Every field of `runtime.Unknown` and of a list is length-delimited.
            guard let key = varint(body, &position), key & 7 == 2, let length = varint(body, &position),
                length <= UInt64(body.count - position)
            else { return nil }
            let end = position + Int(length)
            if key >> 3 == number { found = position..<end }
            position = end
        }
        return found
    }

    private static func varint(_ body: [UInt8], _ position: inout Int) -> UInt64? {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 7) {
            guard position < body.count else { return nil }
            let byte = body[position]
            position += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte & 0x80 == 0 { return value }
        }
        return nil
    }
}

extension Message {
    /// Decodes `bytes` and drops every field that the `.proto` beside this file does not declare.
    init(wire bytes: [UInt8]) throws {
        var options = BinaryDecodingOptions()
        options.discardUnknownFields = true
        try self.init(serializedBytes: bytes, options: options)
    }
}

extension WireListMeta {
    /// Nil on the last page, where upstream sends an empty token.
    var nextToken: String? { continueToken.nonEmpty }
}

extension String {
    /// Go's zero value for a string that is absent in JSON and empty on the wire.
    var nonEmpty: String? { isEmpty ? nil : self }
}
