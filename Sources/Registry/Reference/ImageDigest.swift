internal import Crypto

/// The name of some bytes by their hash, as registries write it: `sha256:…` (OCI image specification, descriptor.md).
package struct ImageDigest: Sendable, Hashable, CustomStringConvertible {
    package enum Algorithm: String, Sendable {
        case sha256
        case sha512

        var digits: Int { self == .sha256 ? 64 : 128 }
    }

    package let algorithm: Algorithm
    /// Lower case.
    package let hex: String

    package init?(_ text: some StringProtocol) {
        guard let colon = text.firstIndex(of: ":"), let algorithm = Algorithm(rawValue: String(text[..<colon])) else {
            return nil
        }
        let hex = text[text.index(after: colon)...]
        guard hex.utf8.count == algorithm.digits, hex.utf8.allSatisfy(Self.isHex) else { return nil }
        self.algorithm = algorithm
        self.hex = String(hex)
    }

    init(_ algorithm: Algorithm, of hash: some Sequence<UInt8>) {
        let digits = Array("0123456789abcdef".utf8)
        self.algorithm = algorithm
        hex = String(decoding: hash.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    package var description: String { "\(algorithm.rawValue):\(hex)" }

    static func isHex(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }
}

/// A hash in the making, of bytes that pass by.
struct RunningDigest {
    private enum State {
        case sha256(SHA256)
        case sha512(SHA512)
    }

    private var state: State

    init(_ algorithm: ImageDigest.Algorithm) {
        state = algorithm == .sha256 ? .sha256(SHA256()) : .sha512(SHA512())
    }

    mutating func update(_ bytes: UnsafeRawBufferPointer) {
        switch state {
        case .sha256(var hash):
            hash.update(bufferPointer: bytes)
            state = .sha256(hash)
        case .sha512(var hash):
            hash.update(bufferPointer: bytes)
            state = .sha512(hash)
        }
    }

    mutating func update(_ bytes: ArraySlice<UInt8>) { bytes.withUnsafeBytes { update($0) } }

    var digest: ImageDigest {
        switch state {
        case .sha256(let hash): ImageDigest(.sha256, of: hash.finalize())
        case .sha512(let hash): ImageDigest(.sha512, of: hash.finalize())
        }
    }
}

extension ImageDigest {
    /// Whether these are the bytes that the digest names.
    func matches(_ bytes: [UInt8]) -> Bool {
        var running = RunningDigest(algorithm)
        running.update(bytes[...])
        return running.digest == self
    }
}
