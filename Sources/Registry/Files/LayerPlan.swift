/// Which layers must be read, by what the image's configuration says of their making.
///
/// The history is the author's word; the configuration it stands in is verified by its digest. A layer that was made by
/// copying to one place is left out where nothing that is wanted can lie there. All others are read.
struct LayerPlan {
    struct Step: Equatable {
        var descriptor: ImageManifest.Descriptor
        var diffID: ImageDigest
        /// The only place that the layer can change.
        var destination: String?
    }

    var steps: [Step]

    /// - Returns: nil where manifest and configuration disagree on the number of layers.
    init?(_ manifest: ImageManifest, _ configuration: ImageConfiguration.Stored) {
        guard manifest.layers.count == configuration.diffIDs.count else { return nil }
        var destinations = [String?](repeating: nil, count: manifest.layers.count)
        let made = configuration.history.filter { !$0.isEmptyLayer }
        if made.count == manifest.layers.count { destinations = made.map { Self.destination($0.createdBy) } }
        steps = zip(zip(manifest.layers, configuration.diffIDs), destinations).map {
            Step(descriptor: $0.0, diffID: $0.1, destination: $1)
        }
    }

    /// Whether a layer can be left out, given those below it.
    static func isDispensable(_ destination: String, for wanted: WantedFiles, above stack: LayerStack) -> Bool {
        let patterns = wanted.contents + wanted.listed
        guard !patterns.contains(where: { $0.reaches(into: destination) }) else { return false }
        // Where a link stands in the way, the files went elsewhere; where it is not known, they may have.
        return !stack.mayHoldLinks(in: destination)
            && (ImagePath.ancestors(destination) + [destination]).allSatisfy { folder in
                switch stack.lookup(folder) {
                case .folder, .missing: true
                case .entry: folder == destination
                case .symbolicLink, .skipped, .failed: false
                }
            }
    }

    /// The destination of `COPY` or `ADD`, as the two builders write it: `COPY a b /app/ # buildkit` and
    /// `/bin/sh -c #(nop) COPY file:6f… in /app/ `.
    ///
    /// - Returns: nil for every other command, and for a destination that is relative or has anything to be expanded in it.
    static func destination(_ createdBy: String) -> String? {
        var words = createdBy.split(separator: " ")[...]
        if words.starts(with: ["/bin/sh", "-c", "#(nop)"]) {
            words = words.dropFirst(3)
            guard words.dropLast().last == "in" else { return nil }
        } else {
            guard words.suffix(2) == ["#", "buildkit"] else { return nil }
            words = words.dropLast(2)
        }
        guard words.count >= 3, let command = words.first, ["COPY", "ADD"].contains(command), let last = words.last,
            last.hasPrefix("/"), last.utf8.allSatisfy(isPlain)
        else { return nil }
        return last.split(separator: "/").contains("..") ? nil : ImagePath.cleaned(last.utf8)?.nonEmpty
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "/._-+@".utf8.contains(byte)
        }
    }
}
