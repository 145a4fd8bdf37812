import Testing

@testable import Collectors

@Suite struct CertificatesOnlyTests {
    @Test func keysGoAndCertificatesStay() throws {
        let text = """
            subject=CN=one
            -----BEGIN CERTIFICATE-----
            AAAA
            -----END CERTIFICATE-----
            -----BEGIN ENCRYPTED PRIVATE KEY-----
            BBBB
            -----END ENCRYPTED PRIVATE KEY-----
            """
        let kept = try #require(CertificatesOnly.bytes(of: Array(text.utf8)))
        let shown = String(decoding: kept, as: UTF8.self)
        #expect(shown.contains("AAAA") && shown.contains("CN=one") && !shown.contains("BBBB"))
    }

    @Test func whatCannotBeToldApartIsNotKept() {
        #expect(CertificatesOnly.bytes(of: [1, 2, 3]) == nil)
        #expect(CertificatesOnly.bytes(of: Array("password".utf8)) == nil)
        #expect(CertificatesOnly.bytes(of: []) == [])
    }

    /// PFX with version 3 and a `data` part; more is not looked at.
    private func pfx(_ more: [UInt8]) -> [UInt8] {
        let body: [UInt8] = [2, 1, 3, 0x30, 0x0B, 6, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 7, 1] + more
        return [0x30, UInt8(body.count)] + body
    }

    @Test func aPKCS12FileIsKeptWhereNothingInItIsEncryptedOrAKey() {
        #expect(BinaryStore.holdsCertificatesOnly(pfx([])))
        for part: [UInt8] in [[1, 7, 6], [1, 7, 3], [1, 12, 10, 1, 1], [1, 12, 10, 1, 2], [1, 12, 10, 1, 5]] {
            #expect(!BinaryStore.holdsCertificatesOnly(pfx([6, 11, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D] + part)))
        }
        // A certificate bag.
        #expect(BinaryStore.holdsCertificatesOnly(pfx([6, 11, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 12, 10, 1, 3])))
    }
}
