internal import Yams

/// A value of any shape, passed on as it was found: the cluster extension that an exec plugin is given.
package enum JSONValue: Sendable, Hashable, Encodable {
    case null
    case bool(Bool)
    case integer(Int)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    init(_ node: Node) {
        if YAMLFields.isNull(node) {
            self = .null
        } else if let mapping = node.mapping {
            let pairs = mapping.compactMap { pair in pair.key.string.map { ($0, JSONValue(pair.value)) } }
            self = .object(Dictionary(pairs) { first, _ in first })
        } else if let sequence = node.sequence {
            self = .array(sequence.map(JSONValue.init))
        } else if let scalar = node.scalar, scalar.style != .plain, scalar.style != .any {
            self = .string(scalar.string)
        } else if let bool = node.bool {
            self = .bool(bool)
        } else if let integer = node.int {
            self = .integer(integer)
        } else if let number = node.float {
            self = .number(number)
        } else {
            self = .string(node.scalar?.string ?? "")
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .bool(let value): try container.encode(value)
        case .integer(let value): try container.encode(value)
        case .number(let value): try container.encode(value)
        case .string(let value): try container.encode(value)
        case .array(let value): try container.encode(value)
        case .object(let value): try container.encode(value)
        }
    }
}
