/// `node_version.h`: `#define NODE_MAJOR_VERSION 20` and its like.
enum NodeHeader {
    static func version(in text: String) -> String? {
        var numbers: [Substring: Int] = [:]
        for line in text.textLines {
            let words = line.split(separator: " ")
            guard words.count == 3, words[0] == "#define", let number = Int(words[2]) else { continue }
            numbers[words[1]] = number
        }
        guard let major = numbers["NODE_MAJOR_VERSION"], let minor = numbers["NODE_MINOR_VERSION"],
            let patch = numbers["NODE_PATCH_VERSION"]
        else { return nil }
        return "\(major).\(minor).\(patch)"
    }
}
