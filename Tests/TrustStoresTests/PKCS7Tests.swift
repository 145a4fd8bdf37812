import Foundation
import ScanModel
import Testing

@testable import TrustStores

@Suite struct PKCS7Tests {
    @Test func aBundleThatOpenSSLWroteIsReadAndOnlyJavaLoadsIt() throws {
        let bytes = [UInt8](try Data(contentsOf: Fixture.folder.appending(path: "two.p7b")))
        let text =
            "-----BEGIN PKCS7-----\n\(Data(bytes).base64EncodedString(options: .lineLength64Characters))"
            .replacingOccurrences(of: "\r\n", with: "\n") + "\n-----END PKCS7-----\n"
        for (read, format) in [(try store(bytes), "PKCS #7"), (try store(text), "PEM")] {
            #expect(read.format == format)
            #expect(read.isComplete)
            let names = [try Fixture.sha256(Fixture.root), try Fixture.sha256(Fixture.smallRoot)]
            #expect(read.certificates.map(\.sha256) == names)
            #expect(read.reading(by: .java) == .loaded(read.certificates))
            guard case .refused = read.reading(by: .openSSL), case .refused = read.reading(by: .go) else {
                Issue.record("\(format) is read by others")
                return
            }
        }
    }

    @Test func aBundleCutAnywhereGivesNoCertificate() throws {
        let bytes = [UInt8](try Data(contentsOf: Fixture.folder.appending(path: "two.p7b")))
        for count in stride(from: 20, to: bytes.count, by: 37) {
            let read = try store(Array(bytes.prefix(count)))
            #expect(read.certificates.isEmpty)
            #expect(!read.isComplete)
        }
    }
}
