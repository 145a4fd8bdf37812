/// What one layer says about the image's files, reduced to what can matter for the wanted ones.
///
/// Of every entry the kind stays, under the hash of its path: an upper layer's folder hides a lower layer's link. Names stay
/// of links, of what was deleted, and of the wanted files.
struct LayerContents: Sendable {
    enum Kind: Equatable {
        case file(size: Int)
        case folder
        case symbolicLink
        case hardLink
        case special

        var isFolder: Bool { self == .folder }
    }

    /// A file that a pattern matches.
    enum File: Equatable {
        case kept([UInt8])
        /// It was wanted by name alone when the layer was read.
        case notKept
        case refused(RegistryGap.Reason)
    }

    /// What was asked of the layer.
    let query: LayerQuery
    /// By the hash of the path. Hashes are seeded for each run, so nobody can prepare two paths of one hash.
    private var kinds: [Int: Entry] = [:]
    /// Folders that were replaced within the layer, and after how many entries: what was in them before is gone.
    private var replaced: [String: Int] = [:]
    /// Folders that have no entry of their own, or one as something else: what lies in them goes wherever a lower layer leads.
    private(set) var unnamedFolders: Set<String> = []
    var files: [String: File] = [:]
    var symbolicLinks: [String: String] = [:]
    /// By path: the path in this layer that it is another name of.
    var hardLinks: [String: String] = [:]
    /// Paths that are deleted, and folders of which all is deleted that lower layers have.
    var deleted: Set<String> = []
    var opaque: Set<String> = []

    /// Whether a file was refused because of the others.
    var isOverTotal = false
    private(set) var entries = 0
    var size = 0
    /// About how much memory this takes.
    private(set) var cost = 0

    private struct Entry {
        /// A file's size, or a negative number for what has none.
        var number: Int
        var order: UInt32
    }

    init(_ query: LayerQuery) { self.query = query }

    // MARK: Asking

    func kind(of path: String) -> Kind? {
        guard let entry = kinds[path.hashValue], !isGone(path, entry) else { return nil }
        switch entry.number {
        case -1: return .folder
        case -2: return .symbolicLink
        case -3: return .hardLink
        case -4: return .special
        default: return .file(size: entry.number)
        }
    }

    private func isGone(_ path: String, _ entry: Entry) -> Bool {
        replaced.contains { $0.key != path && $0.value > entry.order && ImagePath.isWithin(path, $0.key) }
    }

    /// How often a folder became something else within the layer. Each time costs a look at every name that is kept.
    private(set) var replacements = 0

    /// Where a symbolic link leads; a hard link may be another name of one.
    func target(ofLink path: String) -> String? {
        var path = path
        for _ in 0..<8 {
            if let target = symbolicLinks[path] { return target }
            guard let other = hardLinks[path] else { return nil }
            path = other
        }
        return nil
    }

    /// Whether the layer has something in this folder.
    func holds(folder: String) -> Bool {
        folder.isEmpty || unnamedFolders.contains(folder) || kind(of: folder)?.isFolder == true
    }

    /// Whether one of the path's folders, below the given one, is something else in this layer. What the layer has at the path
    /// was there before, or lies where a link leads.
    func isBelowOther(_ path: String, _ folder: String) -> Bool {
        ImagePath.ancestors(path).contains { ancestor in
            guard let kind = kind(of: ancestor), !kind.isFolder else { return false }
            return ancestor != folder && ImagePath.isWithin(ancestor, folder)
        }
    }

    /// Whether the layer hides what lower layers have at the path.
    func hides(_ path: String, _ folder: String) -> Bool {
        if deleted.contains(path) || isBelowOther(path, folder) { return true }
        guard !deleted.isEmpty || !opaque.isEmpty else { return false }
        return ImagePath.ancestors(path).contains { deleted.contains($0) || opaque.contains($0) }
    }

    // MARK: Filling

    mutating func add(_ path: String, _ kind: Kind) {
        entries += 1
        cost += 32
        remove(path, isFolder: kind.isFolder)
        kinds[path.hashValue] = Entry(number: Self.number(kind), order: UInt32(truncatingIfNeeded: entries))
        let parent = ImagePath.parent(path)
        guard !parent.isEmpty, self.kind(of: parent) != .folder else { return }
        for folder in ImagePath.ancestors(parent) + [parent] where !folder.isEmpty && self.kind(of: folder) != .folder {
            if unnamedFolders.insert(folder).inserted { cost += 48 + folder.utf8.count }
        }
    }

    mutating func pay(for text: String) { cost += 64 + text.utf8.count }
    mutating func pay(for bytes: Int) { cost += bytes }
    mutating func countEntry() { entries += 1 }

    /// The last entry of a path counts; a file in the place of a folder leaves nothing of it.
    private mutating func remove(_ path: String, isFolder: Bool) {
        switch kind(of: path) {
        case .file, .special: files[path] = nil
        case .symbolicLink: symbolicLinks[path] = nil
        case .hardLink: hardLinks[path] = nil
        case nil where !unnamedFolders.contains(path): return
        case .folder, nil:
            guard !isFolder else { return }
            let isBelow: (String) -> Bool = { ImagePath.isWithin($0, path) }
            files = files.filter { !isBelow($0.key) }
            symbolicLinks = symbolicLinks.filter { !isBelow($0.key) }
            hardLinks = hardLinks.filter { !isBelow($0.key) }
            unnamedFolders = unnamedFolders.filter { !isBelow($0) }
            replaced[path] = entries
            replacements += 1
        }
    }

    private static func number(_ kind: Kind) -> Int {
        switch kind {
        case .file(let size): size
        case .folder: -1
        case .symbolicLink: -2
        case .hardLink: -3
        case .special: -4
        }
    }
}
