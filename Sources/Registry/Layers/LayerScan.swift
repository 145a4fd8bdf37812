/// Takes from a layer's entries what ``LayerContents`` keeps.
struct LayerScan: TarVisitor {
    private(set) var contents: LayerContents
    private let kept: PatternIndex
    private let listed: PatternIndex
    private let limits: Limits
    private var current: (path: String, bytes: [UInt8])?
    private var keptBytes = 0

    struct Limits: Sendable, Hashable {
        var file: Int
        var total: Int
        var entries: Int
        /// Bytes of memory for the names of one layer; far above what any real layer needs.
        var names = 96 << 20
        /// Folders that become files within one layer; tar files made by hand have none.
        var replacements = 64
    }

    init(_ query: LayerQuery, entryLimit: Int) {
        contents = LayerContents(query)
        kept = PatternIndex(query.contents)
        listed = PatternIndex(query.listed)
        limits = Limits(file: query.fileLimit, total: query.totalLimit, entries: entryLimit)
    }

    mutating func enter(_ entry: TarEntry) throws(LayerDamage) -> Bool {
        guard let path = ImagePath.cleaned(entry.name) else { throw .outsideRoot }
        guard contents.entries < limits.entries else { throw .tooManyEntries(limit: limits.entries) }
        guard contents.replacements <= limits.replacements, contents.cost - keptBytes <= limits.names else {
            throw .tooManyNames
        }
        guard !path.isEmpty else { return false }
        if ImagePath.name(path).hasPrefix(Self.whiteout) {
            try delete(path)
            return false
        }
        switch entry.kind {
        case .folder: contents.add(path, .folder)
        case .special: contents.add(path, .special)
        case .symbolicLink:
            contents.add(path, .symbolicLink)
            contents.symbolicLinks[path] = ImagePath.escaped(entry.link)
            contents.pay(for: path + ImagePath.escaped(entry.link))
        case .hardLink:
            guard let target = ImagePath.cleaned(entry.link) else { throw .outsideRoot }
            contents.add(path, .hardLink)
            contents.hardLinks[path] = target
            contents.pay(for: path + target)
        case .file:
            contents.add(path, .file(size: entry.size))
            return enterFile(path, entry)
        }
        return false
    }

    private mutating func enterFile(_ path: String, _ entry: TarEntry) -> Bool {
        guard kept.matches(path) else {
            if listed.matches(path) {
                contents.files[path] = .notKept
                contents.pay(for: path)
            }
            return false
        }
        contents.pay(for: path)
        if !entry.isForEveryone {
            contents.files[path] = .refused(.notForEveryone)
        } else if entry.isSparse {
            contents.files[path] = .refused(.sparseFile)
        } else if entry.size > limits.file {
            contents.files[path] = .refused(.fileTooLarge(size: entry.size, limit: limits.file))
        } else if keptBytes + entry.size > limits.total {
            contents.files[path] = .refused(.filesTooLarge(limit: limits.total))
            contents.isOverTotal = true
        } else {
            keptBytes += entry.size
            current = (path, [])
            current?.bytes.reserveCapacity(entry.size)
            return true
        }
        return false
    }

    mutating func take(_ content: ArraySlice<UInt8>) { current?.bytes.append(contentsOf: content) }

    mutating func leave() {
        guard let (path, bytes) = current else { return }
        contents.files[path] = .kept(bytes)
        contents.pay(for: bytes.count)
        current = nil
    }

    // MARK: Deletions (OCI image specification, layer.md, "Whiteouts")

    private static let whiteout = ".wh."
    /// What aufs keeps for itself, but for the sign of an opaque folder.
    private static let aufs = ".wh..wh."

    private mutating func delete(_ path: String) throws(LayerDamage) {
        contents.countEntry()
        let (folder, name) = (ImagePath.parent(path), ImagePath.name(path))
        if name == "\(Self.aufs).opq" {
            contents.opaque.insert(folder)
        } else if !name.hasPrefix(Self.aufs) {
            let deleted = name.dropFirst(Self.whiteout.count)
            guard !["", ".", ".."].contains(deleted) else { throw .outsideRoot }
            contents.deleted.insert(ImagePath.joined(folder, deleted))
        }
        contents.pay(for: path)
    }
}

/// What is asked of one layer.
struct LayerQuery: Sendable, Hashable {
    /// Files whose bytes are kept.
    var contents: Set<PathPattern>
    /// Files of which the name is.
    var listed: Set<PathPattern>
    var fileLimit: Int
    var totalLimit: Int

    init(_ wanted: WantedFiles) {
        contents = Set(wanted.contents)
        listed = Set(wanted.listed)
        fileLimit = wanted.fileLimit
        totalLimit = wanted.totalLimit
    }

    func covers(_ pattern: PathPattern, withContent: Bool) -> Bool {
        contents.contains(pattern) || (!withContent && listed.contains(pattern))
    }

    /// Whether the answer to this holds the answer to `other`.
    func covers(_ other: LayerQuery) -> Bool {
        contents.isSuperset(of: other.contents) && listed.union(contents).isSuperset(of: other.listed)
            && (fileLimit, totalLimit) == (other.fileLimit, other.totalLimit)
    }
}
