/// Triple DES (FIPS 46-3), deciphering only: what keytool and OpenSSL encrypted PKCS #12 with until 2020.
struct TripleDES: BlockCipher {
    /// The round keys of each DES key, in the order of enciphering.
    private let schedules: [[UInt64]]

    /// - Parameter key: 24 bytes, or 16 whose first half is also the last third.
    init?(key: [UInt8]) {
        guard key.count == 24 || key.count == 16 else { return nil }
        let full = key.count == 24 ? key : key + key.prefix(8)
        schedules = stride(from: 0, to: 24, by: 8).map { start in
            Self.schedule(full[start..<start + 8].reduce(0) { $0 << 8 | UInt64($1) })
        }
    }

    func decipher(_ block: UInt64) -> UInt64 {
        var value = block
        value = Self.des(value, schedules[2].reversed())
        value = Self.des(value, schedules[1])
        return Self.des(value, schedules[0].reversed())
    }

    private static func des(_ block: UInt64, _ keys: some Sequence<UInt64>) -> UInt64 {
        let start = permuted(block, width: 64, initialPermutation)
        var left = UInt32(truncatingIfNeeded: start >> 32)
        var right = UInt32(truncatingIfNeeded: start)
        for key in keys { (left, right) = (right, left ^ mixed(right, key)) }
        return permuted(UInt64(right) << 32 | UInt64(left), width: 64, finalPermutation)
    }

    private static func mixed(_ half: UInt32, _ key: UInt64) -> UInt32 {
        // Each group of six bits overlaps its neighbours by one on each side.
        let turned = half >> 1 | half << 31
        var result: UInt32 = 0
        for box in 0..<8 {
            let rotation = UInt32(box * 4)
            let group = (turned << rotation | (rotation == 0 ? 0 : turned >> (32 - rotation))) >> 26
            let index = group ^ UInt32(truncatingIfNeeded: key >> (42 - 6 * box) & 0x3F)
            result |= boxes[box][Int(index)]
        }
        return result
    }

    private static func schedule(_ key: UInt64) -> [UInt64] {
        var halves = permuted(key, width: 64, keyPermutation)
        return [1, 1, 2, 2, 2, 2, 2, 2, 1, 2, 2, 2, 2, 2, 2, 1].map { (shift: UInt64) in
            let mask: UInt64 = 0xFFF_FFFF
            let left = halves >> 28
            let right = halves & mask
            halves =
                ((left << shift | left >> (28 - shift)) & mask) << 28
                | ((right << shift | right >> (28 - shift)) & mask)
            return permuted(halves, width: 56, roundKeyPermutation)
        }
    }

    /// The bits named, counted from 1 at the top, one after the other.
    private static func permuted(_ value: UInt64, width: Int, _ bits: [Int]) -> UInt64 {
        bits.reduce(0) { $0 << 1 | value >> (width - $1) & 1 }
    }

    private static let initialPermutation = (0..<64).map { bit in
        [58, 60, 62, 64, 57, 59, 61, 63][bit / 8] - bit % 8 * 8
    }
    private static let finalPermutation = (1...64).map { bit in (initialPermutation.firstIndex(of: bit) ?? 0) + 1 }

    private static let keyPermutation = [
        57, 49, 41, 33, 25, 17, 9, 1, 58, 50, 42, 34, 26, 18, 10, 2, 59, 51, 43, 35, 27, 19, 11, 3, 60, 52, 44, 36,
        63, 55, 47, 39, 31, 23, 15, 7, 62, 54, 46, 38, 30, 22, 14, 6, 61, 53, 45, 37, 29, 21, 13, 5, 28, 20, 12, 4,
    ]

    private static let roundKeyPermutation = [
        14, 17, 11, 24, 1, 5, 3, 28, 15, 6, 21, 10, 23, 19, 12, 4, 26, 8, 16, 7, 27, 20, 13, 2,
        41, 52, 31, 37, 47, 55, 30, 40, 51, 45, 33, 48, 44, 49, 39, 56, 34, 53, 46, 42, 50, 36, 29, 32,
    ]

    private static let boxPermutation = [
        16, 7, 20, 21, 29, 12, 28, 17, 1, 15, 23, 26, 5, 18, 31, 10,
        2, 8, 24, 14, 32, 27, 3, 9, 19, 13, 30, 6, 22, 11, 4, 25,
    ]

    /// S1 to S8, four rows of sixteen each, a digit an entry.
    private static let substitutions = [
        "e4d12fb83a6c59070f74e2d1a6cb953841e8d62bfc973a50fc8249175b3ea06d",
        "f18e6b34972dc05a3d47f28ec01a69b50e7ba4d158c6932fd8a13f42b67c05e9",
        "a09e63f51dc7b428d709346a285ecbf1d6498f30b12c5ae71ad069874fe3b52c",
        "7de3069a1285bc4fd8b56f03472c1ae9a690cb7df13e52843f06a1d8945bc72e",
        "2c417ab6853fd0e9eb2c47d150fa3986421bad78f9c5630eb8c71e2d6f09a453",
        "c1af92680d34e75baf427c9561de0b389ef528c3704a1db6432c95fabe17608d",
        "4b2ef08d3c975a61d0b7491ae35c2f8614bdc37eaf6805926bd814a7950fe23c",
        "d2846fb1a93e50c71fd8a374c56b0e927b419ce206adf35821e74a8dfc90356b",
    ]

    /// Each box with the permutation that follows it, by its six input bits.
    private static let boxes: [[UInt32]] = substitutions.enumerated().map { box, text in
        let digits = text.map { UInt64($0.hexDigitValue ?? 0) }
        return (0..<64).map { index in
            let row = index >> 4 & 2 | index & 1
            let value = digits[row * 16 + index >> 1 & 15] << (28 - 4 * box)
            return UInt32(truncatingIfNeeded: permuted(value, width: 32, boxPermutation))
        }
    }
}
