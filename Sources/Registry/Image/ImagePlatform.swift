/// An operating system and a kind of processor, in Go's words: `linux/arm/v7`.
package struct ImagePlatform: Sendable, Hashable, CustomStringConvertible {
    package var os: String
    package var architecture: String
    package var variant: String?

    package init(os: String = "linux", architecture: String, variant: String? = nil) {
        self.os = os
        self.architecture = architecture
        self.variant = variant
    }

    package var description: String { ([os, architecture] + (variant.map { [$0] } ?? [])).joined(separator: "/") }

    /// Whether an image for this platform is meant for a node of that one.
    func runs(on node: ImagePlatform) -> Bool {
        os == node.os && architecture == node.architecture && rank <= node.rank
    }

    /// Of several that fit, containerd takes the highest variant; where none is said, arm is `v7`, arm64 `v8` and amd64 `v1`.
    var rank: Int {
        let number = variant.flatMap { Int($0.drop { $0 == "v" }) }
        switch architecture {
        case "arm": return number ?? 7
        case "arm64": return number ?? 8
        case "amd64": return number ?? 1
        default: return number ?? 0
        }
    }
}
