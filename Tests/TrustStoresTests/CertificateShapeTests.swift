import ScanModel
import Testing

@testable import TrustStores

@Suite struct CertificateShapeTests {
    private func answer(_ der: [UInt8]) -> String {
        var reader = CertificateReader()
        switch reader.answer(der[...]) {
        case .certificate: return "certificate"
        case .odd: return "odd"
        case .broken: return "broken"
        case .unsure: return "unsure"
        }
    }

    private func replaced(_ old: [UInt8], _ new: [UInt8], skipping: Int = 0) throws -> [UInt8] {
        var der = try Fixture.der(Fixture.smallRoot)
        let places = der.indices.filter { der[$0...].starts(with: old) }
        let place = try #require(places.dropFirst(skipping).first)
        der.replaceSubrange(place..<place + old.count, with: new)
        return der
    }

    @Test func soundCertificatesAreTaken() throws {
        for name in [Fixture.root, Fixture.smallRoot, Fixture.otherRoot, Fixture.intermediate] {
            #expect(answer(try Fixture.der(name)) == "certificate")
        }
    }

    @Test func whatNoParserAcceptsIsBroken() throws {
        let der = try Fixture.der(Fixture.smallRoot)
        #expect(answer(Array("not a certificate".utf8)) == "broken")
        #expect(answer(Array(der.dropLast())) == "broken")
        #expect(answer(der + [0]) == "broken")
        #expect(answer([]) == "broken")
    }

    @Test func whatDividesParsersIsSaidSo() throws {
        // A name's text with a tag that no string has, which swift-certificates passes on and OpenSSL refuses.
        #expect(
            answer(try replaced([0x13, 0x06] + Array("Amazon".utf8), [0x8C, 0x06] + Array("Amazon".utf8))) == "odd")
        // A basic constraint whose element is cut, which OpenSSL passes on and Java refuses.
        #expect(answer(try replaced([0x30, 0x03, 0x01, 0x01, 0xFF], [0x30, 0x02, 0x01, 0x01, 0xFF])) == "odd")
        // Lengths that run on to the end, which OpenSSL and Java read.
        #expect(answer([0x30, 0x80] + (try Fixture.der(Fixture.smallRoot)).dropFirst(4) + [0, 0]) == "unsure")
    }

    @Test func anOddCertificateIsShownAndNobodyIsSaidToLoadIt() throws {
        let read = try store(replaced([0x30, 0x03, 0x01, 0x01, 0xFF], [0x30, 0x02, 0x01, 0x01, 0xFF]))
        #expect(read.certificates.count == 1)
        guard case .unclear = read.reading(by: .java) else {
            Issue.record("is clear")
            return
        }
    }
}
