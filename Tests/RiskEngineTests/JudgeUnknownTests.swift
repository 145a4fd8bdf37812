import FoundationEssentials
import ScanModel
import Testing

@testable import RiskEngine

/// "Unknown stays unknown: an unreadable store never yields low", over everything that a client can be and find.
@Suite struct JudgeUnknownTests {
    /// One for each way of reading a file.
    static let rules: [ChainRules] = [.openSSL, .openSSLFirst, .node, .java, .javaKeyStore, .go]

    static let behaviours: [ClientBehaviour] = {
        var all: [ClientBehaviour] = []
        for opening in [ClientBehaviour.Opening.plaintext, .plaintextThenTLS, .tlsIfOffered, .tls] {
            for verification in [ClientBehaviour.Verification.none, .chain, .chainAndName] {
                for missing in [ClientBehaviour.MissingStore.fails, .skipsVerification] {
                    for unusable in [ClientBehaviour.UnusableStore.rejectsServer, .fails] {
                        for loads in [false, true] {
                            for rejection in [ClientBehaviour.Rejection.fails, .retriesPlaintext] {
                                all.append(
                                    ClientBehaviour(
                                        opening: opening, verification: verification, missingStore: missing,
                                        unusableStore: unusable, loadsStoreUnverified: loads, rejection: rejection,
                                        rules: .openSSL))
                            }
                        }
                    }
                }
            }
        }
        return all
    }()

    static let unread: [StoreReading?] = [
        nil, .unread(.forbidden, ""), .unread(.unsupportedFormat, "PKCS #12"), .unread(.notRequested, "a Secret"),
    ]

    /// Whether the client may look at the store at all, in a connection to a server that insists on TLS too.
    private func mayUseStore(_ behaviour: ClientBehaviour) -> Bool {
        (behaviour.verification != .none || behaviour.loadsStoreUnverified)
            && (behaviour.opening != .plaintext || behaviour.unusableStore == .fails)
    }

    @Test(arguments: rules) func aNamedStoreThatWasNotReadIsNeverLow(rules: ChainRules) throws {
        var judge = try Fixture.judge()
        let good = try named(Fixture.g2)
        for base in Self.behaviours {
            var behaviour = base
            behaviour.rules = rules
            for reading in Self.unread {
                for stores in [[named(reading)], [good, named(reading)], [builtIn(.node), named(reading)]] {
                    let verdict = judge.finding(evidence(behaviour, stores), profile: 0).verdict
                    if mayUseStore(behaviour) {
                        #expect(verdict > .medium, "\(behaviour) \(stores)")
                    } else {
                        #expect(verdict == .low, "\(behaviour)")
                    }
                }
            }
        }
    }

    /// A part that cannot be parsed may be what the client chokes on, or what it would have trusted.
    @Test(arguments: rules) func aStoreReadInPartIsNeverLow(rules: ChainRules) throws {
        var judge = try Fixture.judge()
        let parse = RejectedEntry(index: 1, reason: .badDER, detail: "line 30: not an X.509 certificate")
        let store = TrustStore(
            format: rules.reader == .javaKeyStore ? "JKS" : "PEM", certificates: try Fixture.certificates([Fixture.g2]),
            rejected: [parse])
        let view = StoreView(store, rules: rules)
        for base in Self.behaviours where mayUseStore(base) {
            var behaviour = base
            behaviour.rules = rules
            for stores in [[named(.read(store))], [builtIn(.node), named(.read(store))]] {
                let verdict = judge.finding(evidence(behaviour, stores), profile: 0).verdict
                if case .unclear = view { #expect(verdict > .medium, "\(behaviour) \(stores)") }
            }
        }
    }

    @Test func aPriorHoldsForDefaultStoresAlone() throws {
        var judge = try Fixture.judge()
        for behaviour in Self.behaviours {
            for stores in [[named(nil)], try [named(Fixture.g2)], [named(.missing("no file"))]] {
                let finding = judge.finding(evidence(behaviour, stores), profile: 0)
                #expect(finding.basis == .evidence, "\(behaviour)")
            }
        }
    }

    /// What connects has both outcomes, and `low` never goes with a failure.
    @Test func theOutcomesFitTheVerdict() throws {
        var judge = try Fixture.judge()
        for behaviour in Self.behaviours {
            for names in [[Fixture.g2], [Fixture.ca04], [Fixture.unrelated], []] {
                let store = TrustStore(format: "PEM", certificates: try Fixture.certificates(names))
                for reading in [StoreReading.read(store), .missing("no file")] {
                    let finding = judge.finding(evidence(behaviour, [named(reading)]), profile: 0)
                    let before = try #require(finding.before)
                    let after = try #require(finding.after)
                    if finding.verdict == .low { #expect(before != .fails && after != .fails, "\(behaviour)") }
                    if after == .fails { #expect(finding.verdict == .high, "\(behaviour)") }
                    if before == .connectsVerified, after == .connectsPlaintext { #expect(finding.verdict == .high) }
                }
            }
        }
    }

    /// A client that opens its store though it verifies nothing: pgx and sqlx in `prefer`.
    @Test func aStoreThatIsOnlyOpenedMustBeThereAndWhole() throws {
        var judge = try Fixture.judge()
        var behaviour = ClientBehaviour(
            opening: .tlsIfOffered, verification: .none, unusableStore: .fails, loadsStoreUnverified: true, rules: .go)
        let missing = try judge.one(evidence(behaviour, [named(.missing("no file"))], mode: "prefer"))
        #expect(missing.code == "TS105" && missing.after == .fails)
        let wrong = try judge.one(evidence(behaviour, [named(Fixture.unrelated)], mode: "prefer"))
        #expect(wrong.code == "TS303" && wrong.after == .connectsUnverified)
        let der = TrustStore(format: "DER", certificates: try Fixture.certificates([Fixture.g2]))
        let refused = try judge.one(evidence(behaviour, [named(.read(der))], mode: "prefer"))
        #expect(refused.code == "TS111" && refused.before == .fails)
        let unread = try judge.one(evidence(behaviour, [homeRoot()], mode: "prefer"))
        #expect(unread.code == "TS303" && unread.basis == .prior)
        behaviour.missingStore = .skipsVerification
        let optional = try judge.one(evidence(behaviour, [named(.missing("no file"))], mode: "prefer"))
        #expect(optional.code == "TS303" && optional.after == .connectsUnverified)
    }

    /// A file that is read before connecting stops `prefer` too; one that is read for TLS leaves plaintext.
    @Test func anUnusableStoreFailsOrRejects() throws {
        var judge = try Fixture.judge()
        let der = TrustStore(format: "DER", certificates: try Fixture.certificates([Fixture.g2]))
        var behaviour = ClientBehaviour.libpqPrefer
        let rejects = try judge.one(evidence(behaviour, [named(.read(der))], mode: "prefer"))
        #expect(rejects.code == "TS304" && rejects.after == .connectsPlaintext)
        #expect(rejects.reasons.first == "TLS is rejected, and it goes on without")
        behaviour.unusableStore = .fails
        let fails = try judge.one(evidence(behaviour, [named(.read(der))], mode: "prefer"))
        #expect(fails.code == "TS111" && fails.after == .fails)
    }

    @Test func candidatesOfOneNameAreToldApartByTheirEvidence() throws {
        var judge = try Fixture.judge()
        let store = try named(Fixture.ca04)
        var old = evidence(.libpqVerifyFull, [store], name: "asyncpg")
        var new = evidence(.goVerifyFull, [store], name: "asyncpg")
        (old.client.evidence, new.client.evidence) = ("supposing Python before 3.13", "supposing Python 3.13 or later")
        let finding = try #require(judge.judge([old, new]).first?.first)
        #expect(finding.code == "TS104" || finding.code == "TS101")
        #expect(
            finding.reasons.last
                == "the container may run asyncpg (supposing Python before 3.13) or asyncpg (supposing Python 3.13 or later): the worst of them is reported"
        )
    }

    /// JSSE takes the JRE's cacerts for a trustStore that is not there (clients.md, finding 6).
    @Test func aStoreThatGivesWayToTheClientsOwnTakesThatOnesPrior() throws {
        var judge = try Fixture.judge()
        let behaviour = ClientBehaviour(
            opening: .tls, verification: .chainAndName, insteadOfMissing: .javaCacerts, rules: .javaKeyStore)
        let finding = try judge.one(evidence(behaviour, [named(.missing("no such key"))]))
        #expect(finding.code == FindingCode.javaCacertsNotRead.rawValue)
        #expect(finding.basis == .prior)
        #expect(finding.reasons.contains { $0.contains("goes to its own store instead") })
    }
}
