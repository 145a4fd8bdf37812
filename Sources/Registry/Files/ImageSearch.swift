/// Finds the wanted files in an image's layers, or says which layers must be read for more.
///
/// The target of a link is known only when both are read; it may lie in a layer from which only wanted files were kept.
struct ImageSearch {
    /// What has to be read before the search can end.
    struct Needs: Equatable {
        /// By layer: more patterns.
        var contents: [Int: Set<PathPattern>] = [:]
        var listed: [Int: Set<PathPattern>] = [:]
        /// Layers that were skipped and do matter.
        var skipped: Set<Int> = []

        var isEmpty: Bool { contents.isEmpty && listed.isEmpty && skipped.isEmpty }
    }

    private let stack: LayerStack
    /// The layers' digests.
    private let names: [String]
    private let wanted: WantedFiles
    private(set) var found = ImageFiles()
    private(set) var needs = Needs()
    private var counted: Set<Place> = []
    /// By the name that is shown: whose it is.
    private var owners: [String: String] = [:]
    private var total = 0

    private struct Place: Hashable {
        var layer: Int
        var path: String
    }

    init(_ wanted: WantedFiles, in stack: LayerStack, names: [String]) {
        self.stack = stack
        self.names = names
        self.wanted = wanted
        for pattern in wanted.contents { search(pattern, keepsContent: true) }
        for pattern in wanted.listed { search(pattern, keepsContent: false) }
        var seen: Set<RegistryGap> = []
        found.gaps = found.gaps.filter { seen.insert($0).inserted }
    }

    private mutating func search(_ pattern: PathPattern, keepsContent: Bool) {
        if let path = pattern.exactPath {
            follow(path, as: path, isNamed: keepsContent, keepsContent: keepsContent)
        } else {
            walk(pattern, keepsContent: keepsContent)
        }
    }

    /// Two names that are one to Swift's comparison stay two.
    private mutating func shown(_ name: String) -> String {
        let shown = ImagePath.shown(name)
        let owner = owners[shown, default: name]
        owners[shown] = owner
        return owner == name ? shown : "/\(name)"
    }

    private mutating func gap(_ path: String, _ layer: Int?, _ reason: RegistryGap.Reason) {
        found.gaps.append(RegistryGap(path: path, layer: layer.map { names[$0] }, reason: reason))
    }

    private mutating func failed(_ path: String, _ layer: Int) {
        guard case .failed(let reason) = stack.layers[layer] else { return }
        gap(path, layer, reason)
    }

    // MARK: One path

    /// Takes the file at `path`, which may lead over links, under the name by which it was asked for. Where that name was given,
    /// and not found by a pattern, something else in its place is a gap.
    private mutating func follow(_ path: String, as name: String, isNamed: Bool, keepsContent: Bool) {
        let shown = shown(name)
        switch stack.resolve(path) {
        case .missing: break
        case .folder: if isNamed { gap(shown, nil, .notAFile) }
        case .loop: if isNamed { gap(shown, nil, .linkLoop) }
        case .entry(_, let layer, _, .special): if isNamed { gap(shown, layer, .notAFile) }
        case .skipped(let layer): needs.skipped.insert(layer)
        case .failed(let layer): failed(shown, layer)
        case .entry(let end, let layer, let written, let kind):
            if end != name { found.symlinks[shown] = ImagePath.shown(end) }
            take(Place(layer: layer, path: written), kind, as: shown, keepsContent: keepsContent)
        }
    }

    private mutating func take(
        _ place: Place, _ kind: LayerContents.Kind, as shown: String, keepsContent: Bool, links: Int = 0
    ) {
        switch kind {
        case .hardLink: takeHardLink(place, as: shown, keepsContent: keepsContent, links: links)
        case .file(let size): if keepsContent { keep(place, as: shown) } else { found.listed[shown] = size }
        case .special, .folder, .symbolicLink: gap(shown, place.layer, .notAFile)
        }
    }

    private mutating func keep(_ place: Place, as shown: String) {
        guard let contents = stack.layers[place.layer].contents else { return }
        switch contents.files[place.path] {
        case .kept(let bytes):
            if counted.insert(place).inserted {
                guard total + bytes.count <= wanted.totalLimit else {
                    counted.remove(place)
                    return gap(shown, place.layer, .filesTooLarge(limit: wanted.totalLimit))
                }
                total += bytes.count
            }
            found.files[shown] = bytes
        case .refused(let reason): gap(shown, place.layer, reason)
        case .notKept, nil:
            needs.contents[place.layer, default: []].insert(PathPattern(exactly: place.path))
        }
    }

    /// The other name is one of the same layer, or of a lower one (containerd links in the unpacked image).
    private mutating func takeHardLink(_ place: Place, as shown: String, keepsContent: Bool, links: Int) {
        guard let contents = stack.layers[place.layer].contents, let target = contents.hardLinks[place.path],
            links < 40
        else { return gap(shown, place.layer, .brokenHardLink) }
        if let kind = contents.kind(of: target), !kind.isFolder, kind != .symbolicLink {
            return take(
                Place(layer: place.layer, path: target), kind, as: shown, keepsContent: keepsContent, links: links + 1)
        }
        switch stack.resolve(target, below: place.layer + 1) {
        case .entry(_, let layer, let written, let kind):
            take(
                Place(layer: layer, path: written), kind, as: shown, keepsContent: keepsContent, links: links + 1)
        case .skipped(let layer): needs.skipped.insert(layer)
        case .failed(let layer): failed(shown, layer)
        case .loop, .missing, .folder: gap(shown, place.layer, .brokenHardLink)
        }
    }

    // MARK: A pattern

    private mutating func walk(_ pattern: PathPattern, keepsContent: Bool) {
        let beginning = pattern.beginning
        let folder: String
        switch stack.resolve(beginning) {
        case .folder(let path), .missing(let path): folder = path
        case .entry: return
        case .loop: return gap("\(pattern)", nil, .linkLoop)
        case .skipped(let layer):
            needs.skipped.insert(layer)
            return
        case .failed(let layer): return failed("\(pattern)", layer)
        }
        let moved = folder == beginning ? pattern : pattern.moved(to: folder)
        for (index, layer) in stack.layers.enumerated().reversed() {
            switch layer {
            case .failed: failed("\(pattern)", index)
            case .skipped(let destination): if moved.reaches(into: destination) { needs.skipped.insert(index) }
            case .read(let contents):
                ask(index, contents, moved, folder, keepsContent: keepsContent)
                for path in matches(moved, index, contents) where isOnTop(path.actual, index, path.written) {
                    let name = ImagePath.joined(beginning, ImagePath.remainder(path.actual, below: folder))
                    follow(path.actual, as: name, isNamed: false, keepsContent: keepsContent)
                }
            }
        }
    }

    /// What the layer kept may not be what the pattern means now that links are known.
    private mutating func ask(
        _ index: Int, _ contents: LayerContents, _ pattern: PathPattern, _ folder: String, keepsContent: Bool
    ) {
        var patterns = contents.holds(folder: folder) ? [pattern] : []
        for alias in stack.aliases[index] where pattern.reaches(into: alias.actual) {
            patterns.append(pattern.written(alias.actual, as: alias.written))
        }
        for pattern in patterns where !contents.query.covers(pattern, withContent: keepsContent) {
            if keepsContent {
                needs.contents[index, default: []].insert(pattern)
            } else {
                needs.listed[index, default: []].insert(pattern)
            }
        }
    }

    private func matches(
        _ pattern: PathPattern, _ index: Int, _ contents: LayerContents
    ) -> [(written: String, actual: String)] {
        var matches: [(written: String, actual: String)] = []
        func add(_ names: some Sequence<String>) {
            for written in names {
                let actual = stack.physical(written, in: index)
                if pattern.matches(actual) { matches.append((written, actual)) }
            }
        }
        add(contents.files.keys)
        add(contents.symbolicLinks.keys)
        add(contents.hardLinks.keys)
        return matches.sorted { $0.actual < $1.actual }
    }

    private func isOnTop(_ path: String, _ layer: Int, _ written: String) -> Bool {
        // A folder above it may have become a link, whose own files are matched where they lie.
        for folder in ImagePath.ancestors(path).dropFirst() {
            switch stack.lookup(folder) {
            case .folder, .missing, .failed, .skipped: continue
            case .symbolicLink, .entry: return false
            }
        }
        switch stack.lookup(path) {
        case .entry(layer, written, _): return true
        case .symbolicLink(let target): return stack.layers[layer].contents?.symbolicLinks[written] == target
        case .missing, .folder, .entry, .skipped, .failed: return false
        }
    }
}
