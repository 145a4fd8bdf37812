import ScanModel
import Testing

@testable import RiskEngine

/// Rows of facts/clients.md: what a client does with a store that carries the chain, one that does not, and none.
@Suite struct PredictionTests {
    struct Row: CustomTestStringConvertible {
        let name: String
        let behaviour: ClientBehaviour
        /// Good store, wrong store, no file; the server also takes plaintext.
        let plaintextAllowed: [Outcome]
        /// The same where the server insists on TLS.
        let tlsOnly: [Outcome]
        var testDescription: String { name }
    }

    static let table = [
        Row(
            name: "libpq prefer", behaviour: .libpqPrefer,
            plaintextAllowed: [.connectsVerified, .connectsPlaintext, .connectsUnverified],
            tlsOnly: [.connectsVerified, .fails, .connectsUnverified]),
        Row(
            name: "libpq require", behaviour: .libpqRequire,
            plaintextAllowed: [.connectsVerified, .fails, .connectsUnverified],
            tlsOnly: [.connectsVerified, .fails, .connectsUnverified]),
        Row(
            name: "libpq verify-full", behaviour: .libpqVerifyFull,
            plaintextAllowed: [.connectsVerified, .fails, .fails],
            tlsOnly: [.connectsVerified, .fails, .fails]),
        Row(
            name: "pgjdbc require", behaviour: .encryptsOnly,
            plaintextAllowed: [.connectsUnverified, .connectsUnverified, .connectsUnverified],
            tlsOnly: [.connectsUnverified, .connectsUnverified, .connectsUnverified]),
        Row(
            name: "disable", behaviour: .disabled,
            plaintextAllowed: [.connectsPlaintext, .connectsPlaintext, .connectsPlaintext],
            tlsOnly: [.fails, .fails, .fails]),
        Row(
            name: "libpq allow",
            behaviour: ClientBehaviour(
                opening: .plaintextThenTLS, verification: .chain, missingStore: .skipsVerification, rules: .openSSL),
            plaintextAllowed: [.connectsPlaintext, .connectsPlaintext, .connectsPlaintext],
            tlsOnly: [.connectsVerified, .fails, .connectsUnverified]),
        Row(
            name: "verify-all",
            behaviour: ClientBehaviour(opening: .tls, verification: .chain, rules: .openSSL, invalid: "no such mode"),
            plaintextAllowed: [.fails, .fails, .fails], tlsOnly: [.fails, .fails, .fails]),
    ]

    @Test(arguments: table) func theOutcomeIsWhatTheClientDoes(row: Row) throws {
        var builder = ChainBuilder()
        let views: [StoreView] = [
            .loaded([try Fixture.certificate(Fixture.g2)]), .loaded([try Fixture.certificate(Fixture.unrelated)]),
            .missing("no file"),
        ]
        let served = try Fixture.certificates([Fixture.ocsp02, Fixture.bridge])
        for (allows, expected) in [(true, row.plaintextAllowed), (false, row.tlsOnly)] {
            let outcomes = try views.map {
                Prediction.predict(
                    row.behaviour, view: $0, served: served, at: try Fixture.date("2026-06-01"),
                    allowsPlaintext: allows,
                    builder: &builder
                ).outcome
            }
            #expect(outcomes == expected)
        }
    }

    @Test func aRefusedStoreIsAsGoodAsAWrongOne() throws {
        var builder = ChainBuilder()
        for (behaviour, outcome) in [(ClientBehaviour.libpqPrefer, Outcome.connectsPlaintext), (.libpqRequire, .fails)]
        {
            let prediction = Prediction.predict(
                behaviour, view: .refused("damaged"), served: try Fixture.certificates([Fixture.ca04]),
                at: try Fixture.date("2026-06-01"), builder: &builder)
            #expect(prediction.outcome == outcome)
        }
        #expect(builder.searches == 0)
    }

    @Test func thePostureIsTheArticles() {
        #expect(ClientBehaviour.disabled.posture == .insecure)
        #expect(ClientBehaviour.libpqPrefer.posture == .weak)
        #expect(ClientBehaviour.libpqRequire.posture == .weak)
        #expect(ClientBehaviour.encryptsOnly.posture == .weak)
        #expect(ClientBehaviour.libpqVerifyCA.posture == .moderate)
        #expect(ClientBehaviour.libpqVerifyFull.posture == .secure)
    }
}
