import Registry
import ScanModel

/// The files of an image as one container sees them: what its volumes cover is not the image's.
struct ImageFilesView: Sendable {
    let contents: ImageContents
    /// For the report.
    let place: String
    /// What the image says of itself: versions, and the variables that lead to stores.
    let facts: [ImageFact]

    init(contents: ImageContents, place: String) {
        self.contents = contents
        self.place = place
        facts = Self.facts(in: contents)
    }

    /// - Parameters:
    ///   - wanted: what was asked of the image.
    ///   - mounts: of the container.
    /// - Returns: what was found, or why nothing is known.
    func evidence(_ wanted: WantedFile, mounts: [PlannedMount]) -> [FileEvidence] {
        let found = files(wanted)
        let places = wanted.places + found.map(\.path) + found.compactMap { contents.files.symlinks[$0.path] }
        for place in places {
            if let mount = mounts.first(where: {
                $0.covers(place) || (wanted.isHashedFolder && $0.isWithin(place))
            }) {
                return [.unread(.incomplete, "a volume is mounted at \(mount.path), over what the image has there")]
            }
        }
        if let gap = contents.files.gaps.first(where: { isAbout(wanted, $0.path) }) {
            return [.unread(gap.reason.gapReason, "\(gap)")]
        }
        guard !found.isEmpty else {
            // A link of the image may lead to a volume.
            if let path = wanted.namedPath, !mounts.isEmpty {
                return [.unread(.incomplete, "the image has no \(path); whether a volume has it is not known")]
            }
            return [.absent]
        }
        guard case .hashedFolder(let folder) = wanted else { return found.map { .bytes($0.bytes, path: $0.path) } }
        let names = found.map { (String($0.path.dropFirst(folder.count + 1)), $0.bytes) }
        return [.folder(Dictionary(names) { first, _ in first })]
    }

    /// Many classes of containers may share the image.
    private static func facts(in contents: ImageContents) -> [ImageFact] {
        let told = contents.files.files.flatMap { path, bytes in
            FactFile(path: path)?.facts(in: bytes, at: path) ?? []
        }
        let variables = contents.configuration.environment.compactMap { FactFile.fact(ofVariable: $0.key, $0.value) }
        return Set(told + variables).sorted()
    }

    private func files(_ wanted: WantedFile) -> [(path: String, bytes: [UInt8])] {
        let paths: [String]
        switch wanted {
        case .file(let path): paths = [path]
        case .hashedFolder(let folder):
            paths = contents.files.files.keys.filter { path in
                guard let name = ContainerPath.relative(path, to: folder), !name.contains("/") else { return false }
                return name.dropLast().last == "." && name.last?.isASCII == true && name.last?.isNumber == true
            }
        case .javaCacerts: paths = contents.files.files.keys.filter { $0.hasSuffix("/lib/security/cacerts") }
        case .certifi:
            paths = contents.files.files.keys.filter { path in
                WantedFile.packageFolders.contains { path.hasSuffix("/\($0)/certifi/cacert.pem") }
            }
        case .nodeBuild: paths = []
        }
        return paths.sorted().compactMap { path in contents.files.files[path].map { (path, $0) } }
    }

    /// A gap names a file or a pattern, which may be about any file that it matches.
    private func isAbout(_ wanted: WantedFile, _ path: String) -> Bool {
        switch wanted {
        case .file(let own): own == path
        case .hashedFolder(let folder): ContainerPath.relative(path, to: folder) != nil
        case .javaCacerts: path.hasSuffix("/lib/security/cacerts")
        case .certifi: path.hasSuffix("/certifi/cacert.pem")
        case .nodeBuild: false
        }
    }
}

extension WantedFile {
    /// A file that the client's settings name.
    fileprivate var namedPath: String? {
        guard case .file(let path) = self, !ImageStores.systemFiles.contains(path) else { return nil }
        return path
    }

    fileprivate var isHashedFolder: Bool { if case .hashedFolder = self { true } else { false } }
}
