import Crypto
import CryptoExtras
import SwiftASN1

/// How a part of a PKCS #12 file is encrypted: an AlgorithmIdentifier (RFC 7292, appendix C, and RFC 8018, section
/// 6.2).
struct PKCS12Encryption {
    private let algorithm: ASN1ObjectIdentifier
    private let parameters: [ASN1Node]

    init(_ node: ASN1Node) throws(PasswordWork.Failure) {
        guard let fields = node.fields, fields.count == 2, let algorithm = fields[0].objectIdentifier,
            let parameters = fields[1].fields
        else { throw .malformed }
        self.algorithm = algorithm
        self.parameters = parameters
    }

    /// The clear text; nil under a wrong password, as far as the padding tells.
    func decrypt(_ bytes: [UInt8], password: String?, _ work: inout PasswordWork) throws(PasswordWork.Failure)
        -> [UInt8]?
    {
        switch algorithm {
        case [1, 2, 840, 113549, 1, 5, 13]: return try decryptPBES2(bytes, password: password, &work)
        case [1, 2, 840, 113549, 1, 12, 1, 3]: return try decrypt(bytes, password, 24, &work) { TripleDES(key: $0) }
        case [1, 2, 840, 113549, 1, 12, 1, 4]: return try decrypt(bytes, password, 16, &work) { TripleDES(key: $0) }
        case [1, 2, 840, 113549, 1, 12, 1, 5]: return try decrypt(bytes, password, 16, &work) { RC2(key: $0) }
        case [1, 2, 840, 113549, 1, 12, 1, 6]: return try decrypt(bytes, password, 5, &work) { RC2(key: $0) }
        default: throw .unsupported("encryption \(algorithm)")
        }
    }

    /// `pkcs-12PbeParams ::= SEQUENCE { salt OCTET STRING, iterations INTEGER }`.
    private func decrypt(
        _ bytes: [UInt8], _ password: String?, _ keySize: Int, _ work: inout PasswordWork,
        cipher: ([UInt8]) -> (any BlockCipher)?
    ) throws(PasswordWork.Failure) -> [UInt8]? {
        guard parameters.count == 2, let salt = parameters[0].octets, let rounds = parameters[1].integer else {
            throw .malformed
        }
        try work.decipher(bytes: bytes.count)
        let key = try work.pkcs12(
            Insecure.SHA1.self, password: password, salt: salt, rounds: rounds, purpose: .key, count: keySize)
        let iv = try work.pkcs12(
            Insecure.SHA1.self, password: password, salt: salt, rounds: rounds, purpose: .initializationVector, count: 8
        )
        return cipher(key)?.decrypt(bytes, iv: iv)
    }

    /// `PBES2-params ::= SEQUENCE { keyDerivationFunc AlgorithmIdentifier, encryptionScheme AlgorithmIdentifier }`.
    private func decryptPBES2(
        _ bytes: [UInt8], password: String?, _ work: inout PasswordWork
    ) throws(PasswordWork.Failure) -> [UInt8]? {
        guard parameters.count == 2, let scheme = parameters[1].fields, scheme.count == 2,
            let cipher = scheme[0].objectIdentifier, let iv = scheme[1].octets
        else { throw .malformed }
        let derivation = try KeyDerivation(parameters[0])
        switch cipher {
        case [2, 16, 840, 1, 101, 3, 4, 1, 2], [2, 16, 840, 1, 101, 3, 4, 1, 22], [2, 16, 840, 1, 101, 3, 4, 1, 42]:
            let sizes: [ASN1ObjectIdentifier: Int] = [
                [2, 16, 840, 1, 101, 3, 4, 1, 2]: 16, [2, 16, 840, 1, 101, 3, 4, 1, 22]: 24,
            ]
            let key = try derivation.key(password: password, count: sizes[cipher] ?? 32, &work)
            guard let vector = try? AES._CBC.IV(ivBytes: iv) else { throw .malformed }
            return (try? AES._CBC.decrypt(bytes, using: key, iv: vector)).map { Array($0) }
        default: throw .unsupported("encryption \(cipher)")
        }
    }
}

/// PBKDF2 with its parameters (RFC 8018, appendix A.2).
struct KeyDerivation {
    private let salt: [UInt8]
    private let rounds: Int
    private let hash: KDF.Insecure.PBKDF2.HashFunction
    /// How long the key is to be, where the file says so.
    let keySize: Int?

    /// Reads its AlgorithmIdentifier.
    init(_ node: ASN1Node) throws(PasswordWork.Failure) {
        guard let fields = node.fields, fields.count == 2 else { throw .malformed }
        guard fields[0].objectIdentifier == [1, 2, 840, 113549, 1, 5, 12] else { throw .unsupported("key derivation") }
        guard let parameters = fields[1].fields, parameters.count >= 2, let salt = parameters[0].octets,
            let rounds = parameters[1].integer
        else { throw .malformed }
        self.salt = salt
        self.rounds = rounds
        keySize = parameters[2...].first?.integer
        let function = parameters.last.flatMap { $0.identifier == .sequence ? $0.fields?.first?.objectIdentifier : nil }
        hash = try function.map { (oid) throws(PasswordWork.Failure) in try Self.hash(oid) } ?? .insecureSHA1
    }

    func key(password: String?, count: Int, _ work: inout PasswordWork) throws(PasswordWork.Failure) -> SymmetricKey {
        try work.pbkdf2(hash, password: password, salt: salt, rounds: rounds, count: count)
    }

    /// id-hmacWithSHA1 and its like.
    private static func hash(
        _ identifier: ASN1ObjectIdentifier
    ) throws(PasswordWork.Failure) -> KDF.Insecure.PBKDF2.HashFunction {
        switch identifier {
        case [1, 2, 840, 113549, 2, 7]: return .insecureSHA1
        case [1, 2, 840, 113549, 2, 8]: return .insecureSHA224
        case [1, 2, 840, 113549, 2, 9]: return .sha256
        case [1, 2, 840, 113549, 2, 10]: return .sha384
        case [1, 2, 840, 113549, 2, 11]: return .sha512
        default: throw .unsupported("key derivation with \(identifier)")
        }
    }
}
