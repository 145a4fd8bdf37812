import Dialects
import FoundationEssentials
import RiskEngine

/// One line of `assess --batch`: one handshake.
struct BatchQuestion: Decodable {
    let id: BatchID
    let client: Client
    /// Paths, as written.
    let stores: [String]
    let served: [String]
    let hostMatches: Bool
    let allowsPlaintext: Bool
    /// Nil for now.
    let asOf: Date?

    private enum Key: String, CodingKey {
        case id, client, version, runtime, mode, via, store, served, host, plaintext, asOf
    }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Key.self)
        func text(_ key: Key) throws -> String? {
            guard let scalar = try fields.decodeIfPresent(BatchID.self, forKey: key)?.text else { return nil }
            return scalar.isEmpty ? nil : scalar
        }
        func paths(_ key: Key) throws -> [String] {
            guard fields.contains(key), try !fields.decodeNil(forKey: key) else { return [] }
            if let one = try? fields.decode(String.self, forKey: key) { return [one] }
            return try fields.decode([String].self, forKey: key)
        }
        id = try fields.decodeIfPresent(BatchID.self, forKey: .id) ?? .null
        guard let name = try text(.client) else { throw BatchError("no \"client\"") }
        stores = try paths(.store)
        served = try paths(.served)
        guard !served.isEmpty else { throw BatchError("no \"served\" certificates") }
        var via: StoreDelivery?
        if let word = try text(.via) {
            guard let known = StoreDelivery(rawValue: word) else {
                let words = StoreDelivery.allCases.map(\.rawValue).joined(separator: ", ")
                throw BatchError("unknown \"via\" '\(word)': one of \(words)")
            }
            via = known
        }
        client = Client(
            name: name, version: try text(.version), runtime: try text(.runtime), mode: try text(.mode), via: via)
        hostMatches = Self.isYes(try text(.host) ?? "match", "match")
        allowsPlaintext = Self.isYes(try text(.plaintext) ?? "allowed", "allowed")
        if let word = try text(.asOf) {
            guard let date = Self.moment(word) else {
                throw BatchError("\"asOf\" is neither a day such as 2026-06-01 nor a time such as 2026-06-01T12:00:00Z")
            }
            asOf = date
        } else {
            asOf = nil
        }
    }

    private static func isYes(_ word: String, _ yes: String) -> Bool {
        let word = word.lowercased()
        return word == yes || word == "true" || word == "yes"
    }

    /// A day means its noon, so that a certificate that begins or ends on that day is judged as most of the day would.
    private static func moment(_ text: String) -> Date? {
        if let date = Timestamp.date(text.contains("T") ? text : "\(text)T12:00:00Z") { return date }
        let withFraction = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        let styles = [withFraction, Date.ISO8601FormatStyle()]
        return styles.lazy.compactMap { try? $0.parse(text) }.first
    }
}

/// Any JSON scalar, kept as it was.
enum BatchID: Codable, Hashable {
    case null
    case text(String)
    case whole(Int)
    case number(Double)
    case truth(Bool)

    /// As words; nil for null.
    var text: String? {
        switch self {
        case .null: nil
        case .text(let text): text
        case .whole(let number): String(number)
        case .number(let number): String(number)
        case .truth(let truth): String(truth)
        }
    }

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if let text = try? value.decode(String.self) {
            self = .text(text)
        } else if value.decodeNil() {
            self = .null
        } else if let truth = try? value.decode(Bool.self) {
            self = .truth(truth)
        } else if let number = try? value.decode(Int.self) {
            self = .whole(number)
        } else {
            self = .number(try value.decode(Double.self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        switch self {
        case .null: try value.encodeNil()
        case .text(let text): try value.encode(text)
        case .whole(let number): try value.encode(number)
        case .number(let number): try value.encode(number)
        case .truth(let truth): try value.encode(truth)
        }
    }
}

/// Why a line was not answered: one line for people.
struct BatchError: Error {
    var words: String

    init(_ words: String) { self.words = words }
}
