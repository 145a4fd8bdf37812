import Foundation
import Testing

@testable import Kubernetes

@Suite struct PEMTests {
    @Test func readsTheEndOfACertificatesValidity() throws {
        // What openssl prints for the double's certificate: Jan  1 00:00:00 2021 GMT.
        #expect(PEM.notAfter(try APIServerDouble.pem("expired-client.crt"))?.timeIntervalSince1970 == 1_609_459_200)
    }

    @Test func aCertificateCutAnywhereIsNoReasonToCrash() throws {
        let whole = try APIServerDouble.pem("client.crt")
        let lines = String(decoding: whole, as: UTF8.self).split(separator: "\n").dropFirst().dropLast()
        let der = [UInt8](try #require(Data(base64Encoded: lines.joined())))
        for count in 0..<der.count {
            let text = Data(der[..<count]).base64EncodedString()
            _ = PEM.notAfter(Array("-----BEGIN CERTIFICATE-----\n\(text)\n-----END CERTIFICATE-----".utf8))
        }
        #expect(PEM.notAfter([]) == nil)
        #expect(PEM.notAfter(whole) != nil)
    }
}
