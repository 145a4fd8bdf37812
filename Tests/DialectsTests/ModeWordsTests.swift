import ScanModel
import Testing

@testable import Dialects

struct ModeWordsTests {
    @Test func aPlainWordIsTheMode() {
        #expect(ModeWords("verify-full").mode == "verify-full")
        #expect(ModeWords("'require'").mode == "require")
        #expect(ModeWords("sslmode=verify-ca").mode == "verify-ca")
    }

    @Test(arguments: [nil, "", "default", "  "]) func theDefaultHasNoMode(_ text: String?) {
        #expect(ModeWords(text).mode == nil)
    }

    @Test func optionsAndFlagsStandBesideIt() {
        let java = ModeWords("verify-full sslfactory=DefaultJava")
        #expect(java.mode == "verify-full")
        #expect(java["sslfactory"] == "DefaultJava")
        #expect(ModeWords("verify-ca uselibpqcompat").has("uselibpqcompat"))
        #expect(ModeWords("verify-ca uselibpqcompat=true").has("uselibpqcompat"))
        #expect(!ModeWords("verify-ca uselibpqcompat=false").has("uselibpqcompat"))
        let probe = ModeWords("-CAfile -partial_chain")
        #expect(probe.mode == nil)
        #expect(probe.has("-partial_chain"))
    }

    @Test func bracketsHoldAWordTogether() {
        #expect(ModeWords("ssl={ca, allowPartialTrustChain}")["ssl"] == "{ca, allowPartialTrustChain}")
        #expect(ModeWords("ssl=create_default_context(cafile)")["ssl"] == "create_default_context(cafile)")
        #expect(ModeWords("{}").mode == "{}")
        #expect(ModeWords("ssl={ca} beside NODE_EXTRA_CA_CERTS(a=b)")["ssl"] == "{ca}")
    }
}

struct RuntimeWordsTests {
    static let rows: [(text: String, name: RuntimeWords.Name, version: String?, notes: Set<String>)] = [
        ("python 3.13", .python, "3.13", []),
        ("py3.13", .python, "3.13", []),
        ("node 18 debian", .node, "18", ["debian"]),
        ("node18deb", .node, "18", ["debian"]),
        ("Node v20.20.2", .node, "20.20.2", []),
        ("jdk17", .jdk, "17", []),
        ("openjdk 17.0.12", .jdk, "17.0.12", []),
        ("openssl 1.0.2u", .openssl, "1.0.2", []),
        ("python 3.7 openssl 1.1.1", .openssl, "1.1.1", []),
        ("python 3.11 wheel", .python, "3.11", ["wheel"]),
        ("go 1.19", .go, "1.19", []),
        ("jdk", .jdk, nil, []),
        ("", .python, nil, []),
    ]

    @Test(arguments: rows.indices) func theWordsAreUnderstood(_ index: Int) {
        let row = Self.rows[index]
        let runtime = RuntimeWords(row.text)
        #expect(runtime[row.name] == row.version.flatMap { Version($0) }, "\(row.text)")
        #expect(runtime.notes == row.notes, "\(row.text)")
    }
}
