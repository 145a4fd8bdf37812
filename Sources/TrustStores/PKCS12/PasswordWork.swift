import Crypto
import CryptoExtras

/// Keys from passwords (RFC 7292, appendix B, and RFC 8018, section 5.2), within bounds: a file says itself how many
/// rounds it wants.
struct PasswordWork {
    /// Why no key was made.
    enum Failure: Error, Equatable {
        case tooMuchWork
        case unsupported(String)
        case malformed
    }

    /// What a PKCS #12 key is for.
    enum Purpose: UInt8 {
        case key = 1
        case initializationVector = 2
        case authentication = 3
    }

    /// Above any real store: 10,000 is usual, and what careful people ask for is below.
    private static let mostRounds = 1_500_000
    /// Real salts have 8 to 64 bytes.
    private static let longestSalt = 1024
    /// What a key costs besides its rounds, and a block of an old cipher, counted in rounds.
    private static let costOfKey = 100
    private static let costOfBlock = 10
    /// What is left for the whole file, whatever its parts ask for and whatever passwords are tried: a second or two.
    private var roundsLeft = 3_000_000

    /// The KDF of PKCS #12; nil is no password, which differs from an empty one.
    mutating func pkcs12<Hash: HashFunction>(
        _ hash: Hash.Type, password: String?, salt: [UInt8], rounds: Int, purpose: Purpose, count: Int
    ) throws(Failure) -> [UInt8] {
        try spend(rounds, blocks: (count + Hash.Digest.byteCount - 1) / Hash.Digest.byteCount, salt: salt)
        let width = Hash.blockByteCount
        let text = password.map { ($0.utf16 + [0]).flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] } } ?? []
        var input = Self.filled(salt, to: width) + Self.filled(text, to: width)
        var output: [UInt8] = []
        while output.count < count {
            var digest = [UInt8](repeating: purpose.rawValue, count: width) + input
            for _ in 0..<rounds { digest = Array(Hash.hash(data: digest)) }
            output += digest
            let block = Self.repeated(digest, count: width)
            for start in stride(from: 0, to: input.count, by: width) {
                var carry = 1
                for index in (0..<width).reversed() {
                    carry += Int(input[start + index]) + Int(block[index])
                    input[start + index] = UInt8(carry & 0xFF)
                    carry >>= 8
                }
            }
        }
        return Array(output.prefix(count))
    }

    /// PBKDF2; a missing password counts as an empty one.
    mutating func pbkdf2(
        _ hash: KDF.Insecure.PBKDF2.HashFunction, password: String?, salt: [UInt8], rounds: Int, count: Int
    ) throws(Failure) -> SymmetricKey {
        try spend(rounds, blocks: (count + hash.size - 1) / hash.size, salt: salt)
        do {
            return try KDF.Insecure.PBKDF2.deriveKey(
                from: Array((password ?? "").utf8), salt: salt, using: hash, outputByteCount: count,
                unsafeUncheckedRounds: rounds)
        } catch {
            throw .unsupported("PBKDF2")
        }
    }

    /// Takes into account that so many bytes are deciphered with an old cipher, which is slow.
    mutating func decipher(bytes: Int) throws(Failure) { try spend(bytes / 8 * Self.costOfBlock) }

    /// - Parameters:
    ///   - rounds: what the file asks for, which may be any number.
    ///   - blocks: how often all rounds are made.
    ///   - salt: what goes into the first of them.
    /// - Throws: where that is more than is left, or cannot be meant.
    private mutating func spend(_ rounds: Int, blocks: Int, salt: [UInt8]) throws(Failure) {
        guard rounds >= 1, salt.count <= Self.longestSalt else { throw .malformed }
        guard rounds <= Self.mostRounds else { throw .tooMuchWork }
        try spend(rounds * blocks + Self.costOfKey)
    }

    private mutating func spend(_ rounds: Int) throws(Failure) {
        guard rounds <= roundsLeft else { throw .tooMuchWork }
        roundsLeft -= rounds
    }

    private static func filled(_ bytes: [UInt8], to width: Int) -> [UInt8] {
        bytes.isEmpty ? [] : repeated(bytes, count: (bytes.count + width - 1) / width * width)
    }

    private static func repeated(_ bytes: [UInt8], count: Int) -> [UInt8] {
        (0..<count).map { bytes[$0 % bytes.count] }
    }
}

extension KDF.Insecure.PBKDF2.HashFunction {
    /// How many bytes one block of a key has.
    fileprivate var size: Int {
        switch self {
        case .sha512: SHA512.byteCount
        case .sha384: SHA384.byteCount
        case .sha256: SHA256.byteCount
        default: Insecure.SHA1.byteCount
        }
    }
}
