package import FoundationEssentials
import ScanModel

/// `assess --batch`: one question a line, one answer a line.
///
/// Files come from outside, each as a ``File`` whose key changes when the file does, so that one file is parsed
/// once and an equal question is answered once.
package struct Batch: Sendable {
    /// What lies at a path.
    package struct File: Hashable, Sendable {
        package var store: Store
        /// Names this path with this content.
        package var key: Int

        package init(store: Store, key: Int) {
            self.store = store
            self.key = key
        }

        package static func == (left: File, right: File) -> Bool { left.key == right.key }
        package func hash(into hasher: inout Hasher) { hasher.combine(key) }
    }

    private struct Question: Hashable {
        let client: Client
        let stores: [Int]
        let served: [Int]
        let hostMatches: Bool
        let allowsPlaintext: Bool
        let date: Date
    }

    /// Only what names the line, for lines that are otherwise no question.
    private struct Named: Decodable { let id: BatchID? }

    private let now: Date
    private var assessor = Assessor()
    private var known: [Question: HandshakeAnswer] = [:]
    private let decoder = JSONDecoder()
    private let encoder = JSONEncoder()
    /// How many lines could not be answered.
    package private(set) var errors = 0

    /// - Parameter now: the moment for lines that name none.
    package init(now: Date) {
        self.now = now
        encoder.outputFormatting = .withoutEscapingSlashes
    }

    /// Answers one line.
    ///
    /// - Parameters:
    ///   - line: a JSON object.
    ///   - file: what lies at a path of the line.
    /// - Returns: a JSON object without a line end.
    package mutating func answer(_ line: String, file: (String) -> File) -> String {
        let data = Data(line.utf8)
        let question: BatchQuestion
        do {
            question = try decoder.decode(BatchQuestion.self, from: data)
        } catch {
            return refusal((try? decoder.decode(Named.self, from: data))?.id ?? .null, Self.words(error))
        }
        do {
            let answer = try self.answer(question, file)
            return "{\"id\":\(json(question.id)),\"outcome\":\(json(answer.outcome)),\"code\":\(json(answer.code)),"
                + "\"reasons\":\(json(answer.reasons))}"
        } catch {
            return refusal(question.id, "\(error)")
        }
    }

    private mutating func refusal(_ id: BatchID, _ words: String) -> String {
        errors += 1
        return "{\"id\":\(json(id)),\"error\":\(json(words))}"
    }

    private func json(_ value: some Encodable) -> String {
        // Strings and plain numbers always encode.
        (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? "null"
    }

    private mutating func answer(
        _ question: BatchQuestion, _ file: (String) -> File
    ) throws(AssessmentError) -> HandshakeAnswer {
        let stores = question.stores.map(file)
        let served = question.served.map(file)
        let key = Question(
            client: question.client, stores: stores.map(\.key), served: served.map(\.key),
            hostMatches: question.hostMatches, allowsPlaintext: question.allowsPlaintext, date: question.asOf ?? now)
        if let answer = known[key] { return answer }
        let server = try Server(
            chain: served.map(\.store), hostMatches: question.hostMatches, allowsPlaintext: question.allowsPlaintext)
        let answer = try assessor.handshake(
            question.client, stores: stores.map(\.store), server: server, at: question.asOf ?? now)
        known[key] = answer
        return answer
    }

    private static func words(_ error: any Error) -> String {
        switch error {
        case let error as BatchError: error.words
        case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
            context.codingPath.isEmpty
                ? "the line is no JSON object"
                : "\"\(context.codingPath.map(\.stringValue).joined(separator: "."))\" is not of its type"
        default: "the line is no JSON object"
        }
    }
}
