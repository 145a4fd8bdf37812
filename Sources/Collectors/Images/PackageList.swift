/// The databases of package managers, as far as they tell the version of one package.
enum PackageList {
    /// dpkg's status file (deb-control(5)): stanzas of `Field: value`, parted by empty lines; removed packages stay in it.
    static func debianVersion(of package: String, in text: String) -> String? {
        for stanza in stanzas(text) where value("Package: ", in: stanza) == package {
            // The files of `status.d` hold installed packages alone, and say nothing of it.
            if let status = value("Status: ", in: stanza), !status.hasSuffix(" installed") { continue }
            return value("Version: ", in: stanza)
        }
        return nil
    }

    /// apk's database: stanzas of `P:name` and `V:version` among other fields of one letter.
    static func alpineVersion(of package: String, in text: String) -> String? {
        stanzas(text).first { value("P:", in: $0) == package }.flatMap { value("V:", in: $0) }
    }

    private static func stanzas(_ text: String) -> [ArraySlice<Substring>] {
        text.textLines.split { $0.isEmpty }
    }

    private static func value(_ field: String, in stanza: ArraySlice<Substring>) -> String? {
        stanza.first { $0.hasPrefix(field) }.map { $0.dropFirst(field.count).trimmed }
    }
}
