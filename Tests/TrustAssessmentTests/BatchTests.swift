import Foundation
import Testing

@testable import TrustAssessment

@Suite struct BatchTests {
    private struct Answer: Decodable {
        var outcome: String?
        var code: String?
        var reasons: [String]?
        var error: String?
    }

    /// Files by name: those of the fixtures, and what is not there.
    private func file(_ name: String) -> Batch.File {
        guard let bytes = try? Fixture.bytes(name) else {
            return Batch.File(store: .missing(path: name), key: name.hashValue)
        }
        return Batch.File(store: Store(contentsOf: bytes, path: name), key: name.hashValue)
    }

    private func text(_ line: String, in batch: inout Batch) -> String { batch.answer(line) { file($0) } }

    private func answer(_ line: String) throws -> Answer {
        var batch = Batch(now: Fixture.june)
        return try JSONDecoder().decode(Answer.self, from: Data(text(line, in: &batch).utf8))
    }

    private func question(_ fields: String, served: [String] = Fixture.newChain) -> String {
        let chain = served.map { "\"\($0)\"" }.joined(separator: ",")
        return "{\"id\":\"1\",\"client\":\"libpq\",\"version\":\"15\",\"served\":[\(chain)],\(fields)}"
    }

    @Test func aLineIsAnsweredInTheContractsFields() throws {
        var batch = Batch(now: Fixture.june)
        let line = question(
            #""runtime":"","mode":"verify-full","via":"named","store":["\#(Fixture.g2)"],"host":"match","#
                + #""plaintext":"allowed","asOf":"2026-06-01""#)
        let answer = text(line, in: &batch)
        #expect(answer.hasPrefix(#"{"id":"1","outcome":"connects-verified","code":"TS301","reasons":["#))
        #expect(batch.errors == 0)
    }

    @Test(arguments: [(#""7""#), "7", "-7", "1.5", "true", "null"]) func theIdComesBackAsItWas(id: String) {
        var batch = Batch(now: Fixture.june)
        #expect(text("{\"id\":\(id),\"client\":\"nobody\"}", in: &batch).hasPrefix("{\"id\":\(id),\"error\":"))
    }

    @Test func whatIsAbsentIsNullOrTheUsual() throws {
        let usual = try answer(question(#""mode":"verify-full","store":"\#(Fixture.g2)""#))
        #expect(usual.outcome == "connects-verified")
        let nulls = try answer(
            question(#""mode":null,"via":null,"runtime":null,"host":null,"plaintext":null,"asOf":null,"store":null"#))
        #expect(nulls.outcome == "connects-unverified")
    }

    @Test(arguments: ["\"mismatch\"", "\"other\"", "\"wrong\"", "false"]) func anyOtherHostIsAnother(host: String)
        throws
    {
        let line = question(#""mode":"verify-full","store":["\#(Fixture.g2)"],"host":\#(host)"#)
        #expect(try answer(line).outcome == "fails")
    }

    @Test(arguments: [
        ("\"allowed\"", "connects-plaintext"), ("true", "connects-plaintext"), ("\"refused\"", "fails"),
        ("\"denied\"", "fails"), ("false", "fails"),
    ])
    func plaintextIsAllowedOrNot(word: String, outcome: String) throws {
        let line = question(#""mode":"disable","plaintext":\#(word)"#)
        #expect(try answer(line).outcome == outcome)
    }

    @Test func aDayIsItsNoon() throws {
        // The leaf's last day: 2026-07-28 or later; a century on it is over.
        let late = try answer(question(#""mode":"verify-full","store":["\#(Fixture.g2)"],"asOf":"2126-06-01""#))
        #expect(late.outcome == "fails")
        #expect(try answer(question(#""mode":"disable","asOf":"2026-06-01T12:00:00Z""#)).error == nil)
        #expect(try answer(question(#""mode":"disable","asOf":"2026-06-01T12:00:00.5+02:00""#)).error == nil)
        #expect(try answer(question(#""mode":"disable","asOf":"June""#)).error != nil)
        #expect(try answer(question(#""mode":"disable","asOf":"2026-02-30""#)).error != nil)
    }

    @Test func aFileThatIsNotThereIsMissing() throws {
        let line = question(#""mode":"verify-full","store":["nothing"]"#)
        #expect(try answer(line).code == "TS105")
    }

    @Test(arguments: [
        "", "nonsense", "[]", "7", "{}", #"{"client":"libpq"}"#, #"{"client":"libpq","served":[]}"#,
        #"{"client":"libpq","served":["nothing"]}"#, #"{"client":"nobody","served":["isrg-root-x1"]}"#,
        #"{"client":"libpq","served":["isrg-root-x1"],"via":"pigeon"}"#,
        #"{"client":"libpq","served":["isrg-root-x1"],"store":7}"#,
        #"{"client":["libpq"],"served":["isrg-root-x1"]}"#, #"{"client":"libpq","served":["isrg-root-x1"]"#,
    ])
    func aLineThatIsNoQuestionIsAnErrorInItsPlace(line: String) throws {
        var batch = Batch(now: Fixture.june)
        let said = text(line, in: &batch)
        #expect(batch.errors == 1)
        let answer = try JSONDecoder().decode(Answer.self, from: Data(said.utf8))
        #expect(answer.error?.isEmpty == false)
        #expect(answer.outcome == nil)
        #expect(try self.answer(question(#""mode":"disable""#)).error == nil)
    }

    @Test func equalQuestionsHaveEqualAnswersAndDifferentOnesTheirOwn() throws {
        var batch = Batch(now: Fixture.june)
        let good = question(#""mode":"verify-full","store":["\#(Fixture.g2)"]"#)
        let bad = question(#""mode":"verify-full","store":["\#(Fixture.unrelated)"]"#)
        let answers = [good, bad, good, bad].map { text($0, in: &batch) }
        #expect(answers[0] == answers[2])
        #expect(answers[1] == answers[3])
        #expect(answers[0] != answers[1])
    }
}
