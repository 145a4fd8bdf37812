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

    /// Above any real store (10,000 is usual), and a few seconds of work.
    private static let mostRounds = 5_000_000
    /// What is left for the whole file, whatever its parts ask for.
    private var roundsLeft = 10_000_000

    /// The KDF of PKCS #12; nil is no password, which differs from an empty one.
    mutating func pkcs12<Hash: HashFunction>(
        _ hash: Hash.Type, password: String?, salt: [UInt8], rounds: Int, purpose: Purpose, count: Int
    ) throws(Failure) -> [UInt8] {
        try spend(rounds * ((count + Hash.Digest.byteCount - 1) / Hash.Digest.byteCount))
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
        try spend(rounds * ((count + 19) / 20))
        do {
            return try KDF.Insecure.PBKDF2.deriveKey(
                from: Array((password ?? "").utf8), salt: salt, using: hash, outputByteCount: count,
                unsafeUncheckedRounds: rounds)
        } catch {
            throw .unsupported("PBKDF2")
        }
    }

    private mutating func spend(_ rounds: Int) throws(Failure) {
        guard (1...Self.mostRounds).contains(rounds), rounds <= roundsLeft else { throw .tooMuchWork }
        roundsLeft -= rounds
    }

    private static func filled(_ bytes: [UInt8], to width: Int) -> [UInt8] {
        bytes.isEmpty ? [] : repeated(bytes, count: (bytes.count + width - 1) / width * width)
    }

    private static func repeated(_ bytes: [UInt8], count: Int) -> [UInt8] {
        (0..<count).map { bytes[$0 % bytes.count] }
    }
}
