import Testing

@testable import ScanModel

struct PEMTextTests {
    private static let certificate = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"

    @Test(arguments: [
        ("", []), ("text", []), (certificate, [certificate]),
        ("a\n\(certificate)b\n\(certificate)", [certificate, certificate]),
        ("-----BEGIN PRIVATE KEY-----\nx\n-----END PRIVATE KEY-----\n" + certificate, [certificate]),
        (certificate.replacing("\n", with: "\r\n"), [certificate]),
        (
            certificate.replacing("BEGIN C", with: "BEGIN X509 C"),
            [certificate.replacing("BEGIN C", with: "BEGIN X509 C")]
        ),
        ("-----BEGIN CERTIFICATE-----\nMIIB\n", []),
        ("-----BEGIN CERTIFICATE-----\nMIIB\n\(certificate)", [certificate]),
        ("-----BEGIN CERTIFICATE REQUEST-----\nMIIB\n-----END CERTIFICATE REQUEST-----\n", []),
    ])
    func certificatesAloneAreTaken(text: String, expected: [String]) {
        #expect(PEMText.certificates(text) == expected)
    }
}
