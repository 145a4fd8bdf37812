/// The profiles that ship inside. One line for each file of `Profiles/`; a test compares the two.
private let builtInFiles: [(name: String, bytes: @Sendable () -> [UInt8])] = [
    ("azure-postgresql-2025", { PackageResources.azure_postgresql_2025_yaml }),
    ("azure-postgresql-2026-china", { PackageResources.azure_postgresql_2026_china_yaml }),
    ("azure-mysql-2025", { PackageResources.azure_mysql_2025_yaml }),
    ("aws-rds-2024", { PackageResources.aws_rds_2024_yaml }),
    ("letsencrypt-2024", { PackageResources.letsencrypt_2024_yaml }),
    ("gts-globalsign-2028", { PackageResources.gts_globalsign_2028_yaml }),
]

/// The profiles to be filled in by whoever knows the certificates.
private let templateFiles: [(name: String, bytes: @Sendable () -> [UInt8])] = [
    ("cloud-sql-template", { PackageResources.cloud_sql_template_yaml })
]

extension RotationProfile {
    /// The names of the profiles that ship inside, the default first.
    package static var builtInNames: [String] { builtInFiles.map(\.name) }

    /// The names of the templates: texts like a profile's, with places to fill in.
    package static var templateNames: [String] { templateFiles.map(\.name) }

    /// The text of a built-in profile or a template, as a person would write it.
    package static func builtInText(named name: String) throws(ProfileError) -> String {
        guard let file = (builtInFiles + templateFiles).first(where: { $0.name == name }) else {
            throw ProfileError(
                file: name, field: "", line: nil, problem: .unknownProfile(known: builtInNames + templateNames))
        }
        return String(decoding: file.bytes(), as: UTF8.self)
    }

    /// Parses one built-in profile; the others are not touched.
    package static func builtIn(named name: String) throws(ProfileError) -> RotationProfile {
        guard !templateNames.contains(name) else {
            throw ProfileError(file: name, field: "", line: nil, problem: .template)
        }
        return try load(text: builtInText(named: name), file: name) { _ in [] }
    }
}
