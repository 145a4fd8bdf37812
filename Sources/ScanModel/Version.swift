/// A version as programs print it: numbers between dots, whatever follows them.
///
/// `8.23.0-rc1` is 8, 23, 0. Missing numbers count as zero: `15` equals `15.0`.
package struct Version: Hashable, Sendable, Comparable {
    /// Without zeros at the end.
    private let numbers: [Int]
    /// Whether it was written as one number, which as a rule means any release of that line.
    package let isMajorAlone: Bool

    /// Nil where the text does not begin with a number (after an optional `v`).
    ///
    /// - Parameter text: such as `15`, `v20.20.2`, `42.5.5-0+deb12u1`.
    package init?(_ text: some StringProtocol) {
        let bare = text.first == "v" || text.first == "V" ? text.dropFirst() : text[...]
        var numbers: [Int] = []
        for part in bare.split(separator: ".", omittingEmptySubsequences: false) {
            let digits = part.prefix { $0.isASCII && $0.isNumber }
            guard let number = Int(digits) else { break }
            numbers.append(number)
            if digits.count < part.count { break }
        }
        guard !numbers.isEmpty else { return nil }
        isMajorAlone = numbers.count == 1
        while numbers.last == 0 { numbers.removeLast() }
        self.numbers = numbers
    }

    package var major: Int { numbers.first ?? 0 }

    package static func == (left: Version, right: Version) -> Bool { left.numbers == right.numbers }

    package func hash(into hasher: inout Hasher) { hasher.combine(numbers) }

    package static func < (left: Version, right: Version) -> Bool {
        left.numbers.lexicographicallyPrecedes(right.numbers)
    }
}
