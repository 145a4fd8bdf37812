/// The folder of metadata beside a certifi: `certifi-2024.2.2.dist-info`, `certifi-2023.7.22-py3.11.egg-info`.
enum CertifiFolder {
    /// - Parameter path: of the folder, or of a file in it.
    /// - Returns: certifi's version.
    static func version(in path: String) -> String? {
        let begin = "certifi-"
        let folder = path.split(separator: "/").last { component in
            component.hasPrefix(begin) && [".dist-info", ".egg-info"].contains { component.hasSuffix($0) }
        }
        guard let rest = folder?.dropFirst(begin.count).dropLast("-info".count) else { return nil }
        let numbers = rest.prefix { $0.isNumber || $0 == "." }.split(separator: ".")
        return numbers.isEmpty ? nil : numbers.joined(separator: ".")
    }
}
