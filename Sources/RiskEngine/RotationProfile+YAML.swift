import ScanModel

extension RotationProfile {
    /// Reads a profile, strictly: a misspelt field would otherwise be a rotation half judged.
    ///
    /// - Parameters:
    ///   - text: YAML as in the built-in profiles.
    ///   - file: its name, for errors.
    ///   - readFile: reads a file that the profile names, relative to the profile.
    /// - Returns: the profile, its chains checked link by link.
    /// - Throws: ``ProfileError`` for the first mistake.
    package static func load(
        text: String, file: String, readFile: (String) throws -> [UInt8]
    ) throws(ProfileError) -> RotationProfile {
        let (profile, problems) = read(text: text, file: file, readFile: readFile)
        if let error = problems.first(where: { !$0.isWarning }) { throw error }
        guard let profile else { throw ProfileError(file: file, field: "", line: nil, problem: .missing) }
        return profile
    }

    /// Reads a profile and says everything that is wrong with it, warnings included, in the order of the lines.
    ///
    /// - Returns: the profile, which may be used only where none of the problems is an error; nil where it has no shape.
    package static func read(
        text: String, file: String, readFile: (String) throws -> [UInt8]
    ) -> (profile: RotationProfile?, problems: [ProfileError]) {
        withoutActuallyEscaping(readFile) { readFile in
            var reader = ProfileReader(file: file, readFile: readFile)
            let profile = reader.profile(text)
            let problems = reader.problems.enumerated().sorted {
                ($0.element.line ?? 0, $0.offset) < ($1.element.line ?? 0, $1.offset)
            }
            return (profile, problems.map(\.element))
        }
    }
}
