import ScanModel

/// The files and folders of an image that tell a version, each with where it lies and how it is read.
///
/// The one list of them: ``EvidenceScript`` sends what lies there, and who has the files of an image by path asks
/// ``init(path:)``. Pure; the bytes are hostile, so what is not as expected tells nothing.
enum FactFile: CaseIterable {
    /// os-release(5).
    case system
    /// dpkg's status, whole or the parts about the packages; in images without a shell a file for each package.
    case debianPackages
    /// apk's database, version 2.
    case alpinePackages
    /// `release` of a JRE, beside its `lib`.
    case java
    /// The header that Node's own builds bring along.
    case node
    /// The folder that pip and distributions lay beside certifi (PEP 376, PEP 427): its name has the version.
    case certifi
    /// The folder of a .NET runtime: its name is the version.
    case dotNet

    /// Where it lies; the last of two system files counts only where the first does not exist.
    var patterns: [String] {
        switch self {
        case .system: ["/etc/os-release", "/usr/lib/os-release"]
        case .debianPackages: ["/var/lib/dpkg/status", "/var/lib/dpkg/status.d/ca-certificates"]
        case .alpinePackages: ["/lib/apk/db/installed"]
        case .java: ["*/release"]
        case .node: ["/usr/local/include/node/node_version.h"]
        case .certifi: ["*/certifi-*-info", "*/certifi-*-info/METADATA", "*/certifi-*-info/PKG-INFO"]
        case .dotNet: ["/usr/share/dotnet/shared/*NETCore.App/*", "/usr/lib*/dotnet/shared/*NETCore.App/*"]
        }
    }

    /// What is asked of a registry beside the wanted files: nothing that makes it read a layer which they do not need.
    static func registryPatterns(for wanted: Set<WantedFile>) -> [String] {
        var patterns = [Self.system, .debianPackages, .alpinePackages, .node].flatMap(\.patterns)
        if wanted.contains(.javaCacerts) { patterns.append("**/release") }
        if wanted.contains(.certifi) {
            patterns += ["dist-info/METADATA", "egg-info/PKG-INFO"].map { "**/certifi-*.\($0)" }
        }
        return patterns
    }

    /// What lies at the path; nil where nothing there tells a version.
    init?(path: String) {
        guard let file = Self.allCases.first(where: { $0.patterns.contains { Glob($0).matches(path) } }) else {
            return nil
        }
        self = file
    }

    /// - Parameters:
    ///   - bytes: the file, or the part of it that ``EvidenceScript`` sends; empty for a folder.
    ///   - path: where it lies.
    /// - Returns: what it tells; empty where it is not as expected.
    func facts(in bytes: [UInt8], at path: String) -> [ImageFact] {
        let text = String(decoding: bytes, as: UTF8.self)
        func facts(_ pairs: [(name: String, value: String?)]) -> [ImageFact] {
            pairs.compactMap { pair in pair.value.flatMap { ImageFact(name: pair.name, value: $0, source: path) } }
        }
        switch self {
        case .system:
            let file = ReleaseFile(text)
            return facts([
                ("os", file["PRETTY_NAME"]), ("os-id", file["ID"]), ("os-version", file["VERSION_ID"]),
            ])
        case .debianPackages:
            return facts([
                ("ca-certificates", PackageList.debianVersion(of: "ca-certificates", in: text)),
                ("node", PackageList.debianVersion(of: "nodejs", in: text)),
            ])
        case .alpinePackages:
            func version(_ packages: [String]) -> String? {
                packages.lazy.compactMap { PackageList.alpineVersion(of: $0, in: text) }.first
            }
            return facts([
                ("ca-certificates", version(["ca-certificates-bundle", "ca-certificates"])),
                ("node", version(["nodejs", "nodejs-current"])),
            ])
        case .java:
            let file = ReleaseFile(text)
            return facts([("java", file["JAVA_VERSION"]), ("java-vendor", file["IMPLEMENTOR"])])
        case .node: return facts([("node", NodeHeader.version(in: text))])
        case .certifi: return facts([("certifi", CertifiFolder.version(in: path))])
        case .dotNet: return facts([("dotnet", path.split(separator: "/").last.map(String.init))])
        }
    }

    /// The variables of an image, or of a process in it, that tell a version or a setting of a TLS stack.
    static let variables =
        versions.keys.sorted() + ["NODE_OPTIONS", "NODE_EXTRA_CA_CERTS", "PGSSLMODE", "PGSSLROOTCERT"]
        + OtherStore.variables

    /// Variables of official images, and what they tell the version of.
    static let versions = [
        "NODE_VERSION": "node", "DOTNET_VERSION": "dotnet", "PYTHON_VERSION": "python", "JAVA_VERSION": "java",
    ]

    private static let variableSource = "variable "

    static func fact(ofVariable name: String, _ value: String) -> ImageFact? {
        ImageFact(name: versions[name] ?? name, value: value.trimmed, source: variableSource + name)
    }

    /// The variable that a fact's source names; nil where it names a file.
    static func variable(inSource source: String) -> String? {
        source.hasPrefix(variableSource) ? String(source.dropFirst(variableSource.count)) : nil
    }
}
