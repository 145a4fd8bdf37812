import Dialects
import RiskEngine
import ScanModel
import Testing

@testable import TrustAssessment

@Suite struct AssessorTests {
    private static let rotation = Result { try Rotation.builtIn("azure-postgresql-2025") }

    private func assess(_ client: Client, _ stores: [Store]) throws -> Assessment {
        var assessor = Assessor()
        return try assess(client, stores, &assessor)
    }

    private func assess(_ client: Client, _ stores: [Store], _ assessor: inout Assessor) throws -> Assessment {
        try assessor.assess(client, stores: stores, rotation: Self.rotation.get(), asOf: Fixture.june)
    }

    private func handshake(_ client: Client, _ stores: [Store], host: Bool = true) throws -> HandshakeAnswer {
        var assessor = Assessor()
        return try assessor.handshake(client, stores: stores, server: Fixture.server(host: host), at: Fixture.june)
    }

    @Test func theRootCarriesBothChainsAndAnIntermediateNone() throws {
        let client = Client(name: "libpq", version: "15", mode: "verify-full")
        let good = try assess(client, [Fixture.store(Fixture.g2)])
        #expect(good.verdict == .low)
        #expect(good.anchors.map(\.carriesBefore) == [true])
        #expect(good.anchors.map(\.carriesAfter) == [true])
        let bad = try assess(client, [Fixture.store(Fixture.oldIssuer)])
        #expect(bad.verdict == .high)
        #expect(bad.anchors.isEmpty)
        #expect(bad.after == .fails)
        #expect(bad.remedy.first?.contains("ca.pem") == true)
    }

    @Test func anIntermediateIsAnAnchorOfTheOldChainInGo() throws {
        let answer = try assess(
            Client(name: "pgx", version: "5", mode: "verify-full"), [Fixture.store(Fixture.oldIssuer)])
        #expect(answer.code == "TS101")
        #expect(answer.anchors.map(\.carriesBefore) == [true])
        #expect(answer.anchors.map(\.carriesAfter) == [false])
    }

    @Test func aMissingFileIsTheClientsProblemAndNotAnError() throws {
        let answer = try assess(Client(name: "libpq", mode: "verify-full"), [.missing(path: "ca.pem")])
        #expect(answer.code == "TS105")
        #expect(answer.verdict == .high)
    }

    @Test func aModeThatTheClientDoesNotKnowIsItsOwnReaction() throws {
        #expect(try assess(Client(name: "libpq", mode: "verify-all"), [Fixture.store(Fixture.g2)]).code == "TS106")
    }

    @Test func anUnknownClientIsAnError() throws {
        #expect(throws: AssessmentError.unknownClient("nobody")) { try assess(Client(name: "nobody"), []) }
        #expect(throws: AssessmentError.unknownRotation("none")) { try Rotation.builtIn("none") }
    }

    /// No store makes a client green that verifies and whose store nobody gave, and none makes an unreadable one green.
    @Test(arguments: Client.names) func nothingUnreadIsGreen(name: String) throws {
        var assessor = Assessor()
        for mode in try Client.modes(of: name) {
            for via in StoreDelivery.allCases {
                let unreadable = try assess(
                    Client(name: name, mode: mode, via: via), [.unreadable(path: "ca.pem")], &assessor)
                if unreadable.verdict == .low {
                    #expect(unreadable.before != .connectsVerified, "\(name) \(mode ?? "-") \(via)")
                    #expect(unreadable.after != .connectsVerified, "\(name) \(mode ?? "-") \(via)")
                }
            }
        }
    }

    /// Where the version decides, the worst is the answer, and it says what it supposes.
    @Test func whereTheVersionDecidesTheWorstIsTheAnswer() throws {
        let store = try Fixture.store(Fixture.oldIssuer)
        let mode = "ssl=create_default_context(cafile)"
        let old = try assess(Client(name: "python-ssl", runtime: "python 3.11", mode: mode), [store])
        let new = try assess(Client(name: "python-ssl", runtime: "python 3.13", mode: mode), [store])
        #expect(old.code != new.code)
        let open = try assess(Client(name: "python-ssl", mode: mode), [store])
        #expect(open.verdict == max(old.verdict, new.verdict))
        #expect(open.reasons.contains { $0.hasPrefix("supposing ") })
    }

    @Test func aHandshakeWithAnotherHostsCertificateFailsWhereTheNameIsChecked() throws {
        let store = try Fixture.store(Fixture.g2)
        #expect(try handshake(Client(name: "libpq", mode: "verify-full"), [store]).outcome == .connectsVerified)
        #expect(try handshake(Client(name: "libpq", mode: "verify-full"), [store], host: false).outcome == .fails)
        let answer = try handshake(Client(name: "libpq", mode: "verify-ca"), [store], host: false)
        #expect(answer.outcome == .connectsVerified)
    }

    @Test func aListThatNobodyGaveIsPresumedAndSaidSo() throws {
        let answer = try handshake(Client(name: "node-postgres", mode: "verify-full", via: StoreDelivery.none), [])
        #expect(answer.outcome == .connectsVerified)
        #expect(answer.reasons.contains { $0.hasPrefix("presumed: ") })
    }

    @Test func aDirectoryIsNoFile() throws {
        let directory = Store(
            directory: [(name: "607986c7.0", bytes: try Fixture.bytes(Fixture.g2))], path: "certs")
        let named = try handshake(Client(name: "libpq", mode: "verify-full", via: .named), [directory])
        #expect(named.outcome == .fails)
        #expect(named.code == "TS111")
        let system = try handshake(
            Client(name: "python-ssl", runtime: "python 3.11", via: .system), [directory])
        #expect(system.outcome == .connectsVerified)
    }

    @Test func theServersRegionIsTheHosts() throws {
        var assessor = Assessor()
        let answer = try assessor.assess(
            Client(name: "libpq", mode: "verify-full"), stores: [Fixture.store(Fixture.g2)],
            rotation: Self.rotation.get(),
            host: "db.postgres.database.azure.com", asOf: Fixture.june)
        #expect(answer.verdict == .low)
    }

    /// Every one is self-signed, and none is a root that some public list has dropped.
    @Test func thePublicRootsAreRootsWithAFuture() {
        let roots = PublicRoots.store.certificates
        #expect(roots.count == 17)
        #expect(PublicRoots.store.rejected.isEmpty)
        #expect(roots.filter { !$0.isSelfSigned }.isEmpty)
        for dropped in ["DigiCert Global Root CA", "Baltimore CyberTrust Root", "GlobalSign Root CA"] {
            #expect(!roots.contains { $0.shortName == dropped })
        }
    }
}
