import X509

extension StoreCertificate {
    /// The serial number as `openssl x509 -serial` prints it, in lower case: hexadecimal, two digits a byte.
    ///
    /// It is never negative: swift-certificates reads no such certificate.
    package var serial: String {
        let digits = certificate.serialNumber.bytes.drop { $0 == 0 }
        return digits.isEmpty ? "00" : digits.hexadecimal
    }
}
