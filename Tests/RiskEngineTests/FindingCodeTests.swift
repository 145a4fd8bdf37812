import FoundationEssentials
import ScanModel
import Testing

@testable import RiskEngine

@Suite struct FindingCodeTests {
    @Test func everyCodeHasItsWordsAndItsFamily() {
        #expect(Set(FindingCode.allCases.map(\.title)).count == FindingCode.allCases.count)
        for code in FindingCode.allCases {
            #expect(
                code.verdict
                    == ["1": .high, "2": .medium, "3": .low, "9": .unknown][code.rawValue.dropFirst(2).prefix(1)])
            #expect(!code.explanation.isEmpty)
            #expect(!code.advice.isEmpty)
            #expect(!code.title.hasSuffix("."))
        }
    }

    /// A rule without a source is a guess.
    @Test(arguments: FindingCode.allCases) func everyRuleNamesItsEvidence(code: FindingCode) {
        #expect(!code.evidence.isEmpty)
        #expect(Set(code.evidence).count == code.evidence.count)
        for line in code.evidence {
            #expect(!line.contains("\n") && !line.hasSuffix("."))
            #expect(line.count > 40, "\(line)")
        }
    }

    @Test(arguments: [
        (ChainFailure.anchorExpired(name: "a", until: .distantPast), FindingCode?.some(.anchorExpired)),
        (.weakSignature(name: "a", algorithm: "SHA-1"), .weakSignature), (.weakKey(name: "a"), .weakKey),
        (.pathTooLong(name: "a"), .chainTooLong), (.beyondDepthLimit(limit: 5), .chainTooLong),
        (.breaksStrictRule(name: "a", rule: "b"), .strictRule), (.lookAlike(name: "a"), .lookAlikeRoot),
        (.tooComplex, .storeNotSearched), (.noAnchor(issuer: "a"), nil), (.intermediateIsNoAnchor(name: "a"), nil),
        (.emptyStore, nil),
    ])
    func aFailureThatSaysItAllHasACode(failure: ChainFailure, code: FindingCode?) {
        #expect(FindingCode(failure) == code)
    }
}
