import Foundation
import ScanModel
import Testing

/// Serial numbers as `openssl x509 -serial` prints them.
@Suite struct StoreCertificateSerialTests {
    @Test(
        arguments: [
            ([0x01], "01"), ([0x00], "00"), ([0x00, 0x80], "80"), ([0x03, 0x3A, 0xF1], "033af1"),
            ([0x00, 0xF0, 0x00], "f000"),
        ] as [([UInt8], String)])
    func aSerialNumberIsHexadecimal(octets: [UInt8], text: String) throws {
        let certificate = try StoreCertificate(der: Self.der(serial: octets))
        #expect(certificate.serial == text)
    }

    /// The smallest certificate with that serial number; nothing here looks at its signature.
    private static func der(serial: [UInt8]) -> [UInt8] {
        func element(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
            let count = content.count
            return [tag] + (count < 0x80 ? [UInt8(count)] : [0x81, UInt8(count)]) + content
        }
        let algorithm = element(0x30, [0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x02])
        let name = element(0x30, element(0x31, element(0x30, [0x06, 0x03, 0x55, 0x04, 0x03] + element(0x0C, [0x61]))))
        let day = element(0x17, Array("260101000000Z".utf8))
        let curve: [UInt8] = [0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01]
        let prime: [UInt8] = [0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07]
        // The base point of P-256.
        let point =
            "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
            + "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5"
        let octets = stride(from: 0, to: point.count, by: 2).compactMap { start in
            let from = point.index(point.startIndex, offsetBy: start)
            return UInt8(point[from...].prefix(2), radix: 16)
        }
        let key = element(0x30, element(0x30, curve + prime) + element(0x03, [0, 4] + octets))
        let body = element(
            0x30, element(0x02, serial) + algorithm + name + element(0x30, day + day) + name + key)
        let signature = element(0x30, element(0x02, [1]) + element(0x02, [1]))
        return element(0x30, body + algorithm + element(0x03, [0] + signature))
    }
}
