/// `1 workload`, `2 workloads`.
func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
}

extension Sequence where Element: Hashable {
    /// Each element once, in the order of its first appearance.
    var unique: [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}

extension Collection where Element == String {
    /// `a, b, c and 4 more`: at most `limit` names, so that one finding never fills the screen.
    func listed(upTo limit: Int, rest: String = "more") -> String {
        let shown = prefix(limit).joined(separator: ", ")
        return count > limit ? "\(shown) and \(count - limit) \(rest)" : shown
    }
}
