import ScanModel
import Testing

@testable import RiskEngine

/// The part of a store that counts for a rotation.
@Suite struct SearchReachTests {
    private let chain: ShortChain
    private let stranger: StoreCertificate
    private let above: StoreCertificate
    private let top: StoreCertificate
    private var root: StoreCertificate { chain.rootItself }
    private var middle: StoreCertificate { chain.middleByRoot }

    init() throws {
        chain = try ShortChain()
        let world = ChainRulesWorld()
        let (aboveKeys, strangerKeys) = (try TestPKI.Authority("Above"), try TestPKI.Authority("Stranger"))
        stranger = try world.certificate(strangerKeys, by: strangerKeys)
        // A cross-sign of the root leads on to names that the chain does not hold.
        above = try world.certificate(chain.root, by: aboveKeys)
        top = try world.certificate(aboveKeys, by: aboveKeys)
    }

    private func part(_ store: [StoreCertificate], _ rules: ChainRules = .openSSL) -> StorePart {
        var builder = ChainBuilder()
        let reach = builder.reach(of: [[chain.leaf, middle]])
        return builder.part(of: store, reach, rules)
    }

    @Test(arguments: [ChainRules.openSSL, .java, .go, .dotNet, .openSSL102])
    func whatNoNameLeadsToIsLeftOut(rules: ChainRules) {
        #expect(part([stranger, root, stranger], rules).met == [root])
        #expect(part([stranger, top], rules) == StorePart(met: [], stranger: top))
        #expect(part([], rules).isEmpty)
    }

    @Test func issuersOfWhatIsMetAreMetInTurnInTheOrderOfTheStore() {
        #expect(part([top, stranger, above, middle]).met == [top, above, middle])
    }

    @Test func anImpostorCountsBecauseItIsNamedInTheReason() throws {
        let impostor = try TestPKI.Authority("Root")
        let other = try ChainRulesWorld().certificate(impostor, by: impostor)
        #expect(part([other, stranger]).met == [other])
    }

    @Test func aReaderOfOneCertificateSeesTheFirstAlone() {
        let rules = ChainRules.openSSLFirst
        #expect(part([stranger, root], rules) == StorePart(met: [], stranger: root))
        #expect(part([root, middle], rules).met == [root])
    }

    @Test func storesThatDifferInStrangersAloneAreSearchedOnce() throws {
        var judge = try Fixture.judge()
        let roots = try Fixture.certificates([Fixture.g2, Fixture.ca04])
        func finding(_ store: [StoreCertificate]) throws -> Finding {
            let read = TrustStore(format: "PEM", certificates: store)
            return try judge.one(evidence(.javaVerifyFull, [named(.read(read))]))
        }
        let first = try finding(roots)
        let searches = judge.pathSearches
        let second = try finding([stranger] + roots)
        #expect(judge.pathSearches == searches)
        #expect(first.code == second.code && first.reasons == second.reasons && first.before == second.before)
        let third = try finding(Array(roots.suffix(1)))
        #expect(judge.pathSearches > searches)
        #expect(third.code != first.code)
    }
}
