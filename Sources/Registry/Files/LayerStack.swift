/// An image's layers on top of one another, as one tree in which single paths are looked up.
///
/// Entries that lie behind a lower layer's link go where that leads, as containerd unpacks them.
struct LayerStack {
    enum Layer {
        case read(LayerContents)
        /// Not fetched: all of it lies in this folder, or is this file.
        case skipped(destination: String)
        case failed(RegistryGap.Reason)

        var contents: LayerContents? { if case .read(let contents) = self { contents } else { nil } }
    }

    /// What stands at a path, nothing followed.
    enum Found: Equatable {
        case missing
        case folder
        case symbolicLink(String)
        /// With the path as that layer writes it.
        case entry(layer: Int, path: String, kind: LayerContents.Kind)
        case skipped(layer: Int)
        case failed(layer: Int)
    }

    /// Where a path leads to.
    enum Resolution: Equatable {
        case missing(String)
        case folder(String)
        case entry(String, layer: Int, path: String, kind: LayerContents.Kind)
        case skipped(layer: Int)
        case failed(layer: Int)
        case loop
    }

    /// A folder of one layer that lies elsewhere.
    struct Alias: Equatable {
        var written: String
        var actual: String
    }

    private(set) var layers: [Layer] = []
    private(set) var aliases: [[Alias]] = []

    /// As in Linux (`MAXSYMLINKS`).
    private static let mostLinks = 40

    init(_ layers: [Layer] = []) { layers.forEach { append($0) } }

    mutating func append(_ layer: Layer) {
        layers.append(layer)
        aliases.append([])
        guard let contents = layer.contents else { return }
        let top = layers.count - 1
        for folder in contents.unnamedFolders.sorted() where contents.kind(of: folder) != .folder {
            let actual = physical(folder, in: top)
            guard case .symbolicLink = lookup(actual, below: top + 1) else { continue }
            switch resolve(actual, below: top + 1) {
            case .folder(let path), .missing(let path):
                if path != actual { aliases[top].append(Alias(written: folder, actual: path)) }
            case .entry, .skipped, .failed, .loop: break
            }
        }
    }

    /// Where an entry of a layer lies in the image.
    func physical(_ path: String, in layer: Int) -> String {
        // The deepest is found last, as folders were sorted.
        guard let alias = aliases[layer].last(where: { ImagePath.isWithin(path, $0.written) && path != $0.written })
        else { return path }
        return ImagePath.joined(alias.actual, ImagePath.remainder(path, below: alias.written))
    }

    /// A name that an entry could have in a layer, and the folder in it that is known to be elsewhere.
    private typealias Spelling = (path: String, folder: String)

    private func spellings(_ path: String, in layer: Int) -> [Spelling] {
        guard !aliases[layer].isEmpty else { return [(path, "")] }
        return (physical(path, in: layer) == path ? [(path, "")] : [])
            + aliases[layer].compactMap { alias in
                guard ImagePath.isWithin(path, alias.actual), path != alias.actual else { return nil }
                let rest = ImagePath.remainder(path, below: alias.actual)
                return (ImagePath.joined(alias.written, rest), alias.written)
            }
    }

    /// What stands at a path, which has no link among its folders; of the layers only those below `top` count.
    func lookup(_ path: String, below top: Int? = nil) -> Found {
        guard !path.isEmpty else { return .folder }
        // Where a layer has something in it, and no lower one says what it is.
        var nothing = Found.missing
        for index in layers.indices.prefix(top ?? layers.count).reversed() {
            switch layers[index] {
            case .failed: return .failed(layer: index)
            case .skipped(let destination):
                if ImagePath.isWithin(path, destination) { return .skipped(layer: index) }
            case .read(let contents):
                let spellings = spellings(path, in: index)
                for (spelling, folder) in spellings where !contents.isBelowOther(spelling, folder) {
                    switch contents.kind(of: spelling) {
                    case .folder?: return .folder
                    case nil: continue
                    case let kind?:
                        if let target = contents.target(ofLink: spelling) { return .symbolicLink(target) }
                        return .entry(layer: index, path: spelling, kind: kind)
                    }
                }
                if spellings.contains(where: { contents.unnamedFolders.contains($0.path) })
                    || aliases[index].contains(where: { ImagePath.isWithin($0.actual, path) })
                {
                    nothing = .folder
                }
                if spellings.contains(where: { contents.hides($0.path, $0.folder) }) { return nothing }
            }
        }
        return nothing
    }

    /// Whether a layer has a symbolic link somewhere below a folder, or is not known well enough.
    func mayHoldLinks(in folder: String) -> Bool {
        layers.indices.contains { index in
            switch layers[index] {
            case .failed: true
            case .skipped(let destination): ImagePath.isWithin(destination, folder)
            case .read(let contents):
                contents.symbolicLinks.keys.contains { ImagePath.isWithin(physical($0, in: index), folder) }
            }
        }
    }

    /// Follows links, inside the image's root, the last one included.
    func resolve(_ path: String, below top: Int? = nil) -> Resolution {
        var pending = Array(path.split(separator: "/").reversed())
        var current = ""
        var links = 0
        while let name = pending.popLast() {
            if name == "." { continue }
            if name == ".." {
                current = ImagePath.parent(current)
                continue
            }
            let next = ImagePath.joined(current, name)
            switch lookup(next, below: top) {
            case .symbolicLink(let target):
                links += 1
                guard links <= Self.mostLinks else { return .loop }
                pending += target.split(separator: "/").reversed()
                if target.hasPrefix("/") { current = "" }
            // A folder may have no entry of its own.
            case .folder, .missing: current = next
            case .entry(let layer, let written, let kind):
                if pending.isEmpty { return .entry(next, layer: layer, path: written, kind: kind) }
                return .missing(ImagePath.joined(next, pending.reversed().joined(separator: "/")))
            case .skipped(let layer): return .skipped(layer: layer)
            case .failed(let layer): return .failed(layer: layer)
            }
        }
        return lookup(current, below: top) == .folder ? .folder(current) : .missing(current)
    }
}
