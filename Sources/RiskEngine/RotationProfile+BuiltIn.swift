/// The profiles that ship inside. One line for each file of `Profiles/`; a test compares the two.
private let builtInFiles: [(name: String, bytes: @Sendable () -> [UInt8])] = [
    ("azure-postgresql-2025", { PackageResources.azure_postgresql_2025_yaml }),
    ("azure-postgresql-2026-china", { PackageResources.azure_postgresql_2026_china_yaml }),
]

extension RotationProfile {
    /// The names of the profiles that ship inside, the default first.
    package static var builtInNames: [String] { builtInFiles.map(\.name) }

    /// The text of a built-in profile, as a person would write it.
    package static func builtInText(named name: String) throws(ProfileError) -> String {
        guard let file = builtInFiles.first(where: { $0.name == name }) else {
            throw ProfileError(file: name, field: "", line: nil, problem: .unknownProfile(known: builtInNames))
        }
        return String(decoding: file.bytes(), as: UTF8.self)
    }

    /// Parses one built-in profile; the others are not touched.
    package static func builtIn(named name: String) throws(ProfileError) -> RotationProfile {
        try load(text: builtInText(named: name), file: name) { _ in [] }
    }
}
