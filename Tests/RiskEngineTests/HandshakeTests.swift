import ScanModel
import Testing

@testable import RiskEngine

/// What decides a connection attempt besides the chain.
@Suite struct HandshakeTests {
    private func outcome(
        _ change: (inout ClientBehaviour) -> Void, view: StoreView, host: Bool = true, plaintext: Bool = true
    ) throws -> Prediction {
        var behaviour = ClientBehaviour.libpqVerifyFull
        change(&behaviour)
        var builder = ChainBuilder()
        return Handshake(
            behaviour: behaviour, view: view, served: try Fixture.certificates([Fixture.ocsp02, Fixture.bridge]),
            hostMatches: host, allowsPlaintext: plaintext, date: try Fixture.date("2026-06-01")
        ).predict(&builder)
    }

    private func good() throws -> StoreView { .loaded([try Fixture.certificate(Fixture.g2)]) }

    @Test func anotherHostsCertificateStopsOnlyWhoChecksTheName() throws {
        let checks = try outcome({ _ in }, view: good(), host: false)
        #expect(checks.outcome == .fails)
        #expect(checks.cause == .otherHost)
        #expect(try outcome({ $0.verification = .chain }, view: good(), host: false).outcome == .connectsVerified)
        #expect(try outcome({ $0.verification = .none }, view: good(), host: false).outcome == .connectsUnverified)
        let skipped = try outcome({ $0.missingStore = .skipsVerification }, view: .missing("no file"), host: false)
        #expect(skipped.outcome == .connectsUnverified)
    }

    @Test func anotherHostsCertificateIsARejectionLikeAnyOther() throws {
        let prefer: (inout ClientBehaviour) -> Void = {
            ($0.opening, $0.rejection) = (.tlsIfOffered, .retriesPlaintext)
        }
        let back = try outcome(prefer, view: good(), host: false)
        #expect(back.outcome == .connectsPlaintext)
        #expect(back.fallsBack)
        #expect(try outcome(prefer, view: good(), host: false, plaintext: false).outcome == .fails)
    }

    @Test(arguments: [StoreView.refused("damaged"), .unclear("odd"), .missing("no file")])
    func aFileReadBeforeConnectingStopsEvenAModeThatWouldConnect(view: StoreView) throws {
        let modes: [(inout ClientBehaviour) -> Void] = [
            { ($0.opening, $0.rejection) = (.tlsIfOffered, .retriesPlaintext) }, { $0.opening = .plaintextThenTLS },
            { ($0.verification, $0.loadsStoreUnverified) = (.none, true) },
        ]
        for mode in modes {
            let prediction = try outcome(
                {
                    mode(&$0); $0.unusableStore = .fails
                }, view: view)
            #expect(prediction.outcome == .fails)
        }
    }

    @Test func aFileReadForTLSDoesNotStopPlaintext() throws {
        let allow = try outcome({ $0.opening = .plaintextThenTLS }, view: .refused("damaged"))
        #expect(allow.outcome == .connectsPlaintext)
        let prefer = try outcome(
            { ($0.opening, $0.rejection) = (.tlsIfOffered, .retriesPlaintext) }, view: .refused("damaged"))
        #expect(prefer.outcome == .connectsPlaintext)
        #expect(prefer.cause == .refusedStore("damaged"))
    }

    @Test func aStoreThatIsOpenedAndNotUsedStillHasToBeThere() throws {
        let opens: (inout ClientBehaviour) -> Void = { ($0.verification, $0.loadsStoreUnverified) = (.none, true) }
        #expect(try outcome(opens, view: .missing("no file")).outcome == .fails)
        #expect(try outcome(opens, view: .refused("damaged")).outcome == .fails)
        #expect(try outcome(opens, view: .loaded([])).outcome == .connectsUnverified)
        #expect(try outcome({ $0.verification = .none }, view: .missing("no file")).outcome == .connectsUnverified)
    }

    @Test func whereTheServerRefusesPlaintextNothingFallsBack() throws {
        let wrong = StoreView.loaded([try Fixture.certificate(Fixture.unrelated)])
        let allow: (inout ClientBehaviour) -> Void = {
            ($0.opening, $0.rejection) = (.plaintextThenTLS, .retriesPlaintext)
        }
        #expect(try outcome(allow, view: wrong, plaintext: false).outcome == .fails)
        #expect(try outcome(allow, view: good(), plaintext: false).outcome == .connectsVerified)
        #expect(try outcome({ $0.opening = .plaintext }, view: good(), plaintext: false).outcome == .fails)
    }

    @Test func everyAnswerHasACodeOfItsOutcomeAndAReason() throws {
        let views = [
            try good(), .loaded([]), .loaded([try Fixture.certificate(Fixture.unrelated)]), .missing("no file"),
            .refused("damaged"), .unclear("odd"),
        ]
        let openings: [ClientBehaviour.Opening] = [.plaintext, .plaintextThenTLS, .tlsIfOffered, .tls]
        for view in views {
            for opening in openings {
                for (host, plaintext) in [(true, true), (true, false), (false, true), (false, false)] {
                    let prediction = try outcome(
                        { ($0.opening, $0.rejection) = (opening, .retriesPlaintext) }, view: view, host: host,
                        plaintext: plaintext)
                    #expect(prediction.reasons.first?.isEmpty == false)
                    if prediction.outcome == .fails { #expect([.high, .unknown].contains(prediction.code.verdict)) }
                    if prediction.outcome == .connectsVerified { #expect(prediction.code == .rootTrusted) }
                }
            }
        }
    }
}
