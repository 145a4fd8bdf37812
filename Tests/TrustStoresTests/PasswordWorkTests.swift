import Crypto
import CryptoExtras
import SwiftASN1
import Testing

@testable import TrustStores

@Suite struct PasswordWorkTests {
    @Test(arguments: [0, -1, Int.min]) func noRoundsAreAMistake(rounds: Int) {
        var work = PasswordWork()
        #expect(throws: PasswordWork.Failure.malformed) {
            _ = try work.pbkdf2(.sha256, password: "x", salt: [1], rounds: rounds, count: 32)
        }
        #expect(throws: PasswordWork.Failure.malformed) { try pkcs12(&work, rounds: rounds) }
    }

    @Test(arguments: [2_000_001, 1 << 31, Int.max]) func tooManyRoundsAreRefusedBeforeTheFirst(rounds: Int) {
        var work = PasswordWork()
        #expect(throws: PasswordWork.Failure.tooMuchWork) {
            _ = try work.pbkdf2(.sha256, password: "x", salt: [1], rounds: rounds, count: 32)
        }
        #expect(throws: PasswordWork.Failure.tooMuchWork) { try pkcs12(&work, rounds: rounds) }
    }

    @Test func whatManyPartsAndPasswordsAskForIsAddedUp() throws {
        var work = PasswordWork()
        for _ in 0..<2 { try work.decipher(bytes: 1 << 20) }
        #expect(throws: PasswordWork.Failure.tooMuchWork) { try pkcs12(&work, rounds: 1_000_000) }
        #expect(throws: Never.self) { try pkcs12(&work, rounds: 1) }
    }

    @Test func slowDecipheringCountsToo() {
        var work = PasswordWork()
        #expect(throws: PasswordWork.Failure.tooMuchWork) { try work.decipher(bytes: 16 << 20) }
    }

    @Test func aSaltOfAMegabyteIsRefused() {
        var work = PasswordWork()
        let salt = [UInt8](repeating: 0, count: 1 << 20)
        #expect(throws: PasswordWork.Failure.malformed) {
            _ = try work.pbkdf2(.sha256, password: "x", salt: salt, rounds: 1, count: 32)
        }
    }

    /// RFC 9579, appendix A.6: a PBMAC1 without the length of its key.
    @Test(arguments: [true, false]) func aSealWithoutTheLengthOfItsKeyIsRefused(hasLength: Bool) throws {
        let pbkdf2: [UInt8] = [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x05, 0x0C]
        let hmac: [UInt8] = [0x06, 0x08, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x02, 0x09, 0x05, 0x00]
        let pbmac1: [UInt8] = [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x05, 0x0E]
        let length: [UInt8] = hasLength ? [0x02, 0x01, 0x20] : []
        let parameters = sequence([0x04, 0x01, 0x07, 0x02, 0x01, 0x01] + length + sequence(hmac))
        let algorithm = sequence(pbmac1 + sequence(sequence(pbkdf2 + parameters) + sequence(hmac)))
        let info = sequence(algorithm + [0x04, 0x01, 0x00])
        let node = try #require(ASN1Node.parse(sequence(info + [0x04, 0x01, 0x00, 0x02, 0x01, 0x01])))
        let seal = try #require(PKCS12MAC(node))
        var work = PasswordWork()
        if hasLength {
            #expect(try !seal.fits([], password: "x", &work))
        } else {
            #expect(throws: PasswordWork.Failure.malformed) { _ = try seal.fits([], password: "x", &work) }
        }
    }

    private func sequence(_ content: [UInt8]) -> [UInt8] {
        [0x30] + (content.count < 0x80 ? [UInt8(content.count)] : [0x81, UInt8(content.count)]) + content
    }

    private func pkcs12(_ work: inout PasswordWork, rounds: Int) throws {
        _ = try work.pkcs12(
            Insecure.SHA1.self, password: "x", salt: [1], rounds: rounds, purpose: .key, count: 24)
    }
}
