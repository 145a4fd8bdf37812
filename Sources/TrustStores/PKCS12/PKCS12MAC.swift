import Crypto
import SwiftASN1

/// The seal over a PKCS #12 file (RFC 7292, section 4 and appendix A; RFC 9579 for PBMAC1), which tells the right
/// password.
///
/// `MacData ::= SEQUENCE { mac DigestInfo, macSalt OCTET STRING, iterations INTEGER DEFAULT 1 }`.
struct PKCS12MAC {
    private let algorithm: ASN1ObjectIdentifier
    private let parameters: ASN1Node?
    private let digest: [UInt8]
    private let salt: [UInt8]
    private let rounds: Int

    init?(_ node: ASN1Node) {
        guard let fields = node.fields, fields.count >= 2, let info = fields[0].fields, info.count == 2,
            let identifier = info[0].fields, let algorithm = identifier.first?.objectIdentifier,
            let digest = info[1].octets, let salt = fields[1].octets
        else { return nil }
        self.algorithm = algorithm
        parameters = identifier.count > 1 ? identifier[1] : nil
        self.digest = digest
        self.salt = salt
        rounds = fields.count > 2 ? fields[2].integer ?? 0 : 1
    }

    func fits(_ content: [UInt8], password: String?, _ work: inout PasswordWork) throws(PasswordWork.Failure) -> Bool {
        switch algorithm {
        case [1, 3, 14, 3, 2, 26]: return try fits(Insecure.SHA1.self, content, password, &work)
        case [2, 16, 840, 1, 101, 3, 4, 2, 1]: return try fits(SHA256.self, content, password, &work)
        case [2, 16, 840, 1, 101, 3, 4, 2, 2]: return try fits(SHA384.self, content, password, &work)
        case [2, 16, 840, 1, 101, 3, 4, 2, 3]: return try fits(SHA512.self, content, password, &work)
        case [1, 2, 840, 113549, 1, 5, 14]: return try fitsPBMAC1(content, password, &work)
        default: throw .unsupported("integrity check \(algorithm)")
        }
    }

    private func fits<Hash: HashFunction>(
        _ hash: Hash.Type, _ content: [UInt8], _ password: String?, _ work: inout PasswordWork
    ) throws(PasswordWork.Failure) -> Bool {
        let key = try work.pkcs12(
            hash, password: password, salt: salt, rounds: rounds, purpose: .authentication,
            count: Hash.Digest.byteCount)
        return HMAC<Hash>.isValidAuthenticationCode(digest, authenticating: content, using: SymmetricKey(data: key))
    }

    /// `PBMAC1-params ::= SEQUENCE { keyDerivationFunc AlgorithmIdentifier, messageAuthScheme AlgorithmIdentifier }`.
    private func fitsPBMAC1(
        _ content: [UInt8], _ password: String?, _ work: inout PasswordWork
    ) throws(PasswordWork.Failure) -> Bool {
        guard let fields = parameters?.fields, fields.count == 2,
            let scheme = fields[1].fields?.first?.objectIdentifier
        else { throw .malformed }
        let derivation = try KeyDerivation(fields[0])
        // A file that leaves the size out is to be refused (RFC 9579, section 5), and no hash has a longer key.
        guard let size = derivation.keySize, (1...SHA512.byteCount).contains(size) else { throw .malformed }
        let key = try derivation.key(password: password, count: size, &work)
        switch scheme {
        case [1, 2, 840, 113549, 2, 7]:
            return HMAC<Insecure.SHA1>.isValidAuthenticationCode(digest, authenticating: content, using: key)
        case [1, 2, 840, 113549, 2, 9]:
            return HMAC<SHA256>.isValidAuthenticationCode(digest, authenticating: content, using: key)
        case [1, 2, 840, 113549, 2, 10]:
            return HMAC<SHA384>.isValidAuthenticationCode(digest, authenticating: content, using: key)
        case [1, 2, 840, 113549, 2, 11]:
            return HMAC<SHA512>.isValidAuthenticationCode(digest, authenticating: content, using: key)
        default: throw .unsupported("integrity check \(scheme)")
        }
    }
}
