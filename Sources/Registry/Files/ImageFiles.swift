/// What an image holds of the wanted files. A file that is neither here nor in a gap is not in the image.
package struct ImageFiles: Sendable, Hashable {
    /// Bytes by absolute path, as it was asked for; links are followed.
    package var files: [String: [UInt8]] = [:]
    /// For each path of the wanted ones that leads over a symbolic link: where it leads, inside the image.
    package var symlinks: [String: String] = [:]
    /// The sizes of files that were wanted by name alone.
    package var listed: [String: Int] = [:]
    package var gaps: [RegistryGap] = []

    package init() {}
}

/// Something of an image that was wanted and could not be read.
package struct RegistryGap: Sendable, Hashable {
    /// The path or the pattern that was wanted.
    package var path: String
    /// The digest of the layer that is to blame, where it is one.
    package var layer: String?
    package var reason: Reason

    package enum Reason: Error, Sendable, Hashable {
        case layerUnreachable(RegistryError)
        case layerDamaged(LayerDamage)
        case layerTooLarge(limit: Int)
        case imageTooLarge(limit: Int)
        case unsupportedLayer(mediaType: String)
        case fileTooLarge(size: Int, limit: Int)
        case filesTooLarge(limit: Int)
        case sparseFile
        /// Whom the client runs as is not known here, and its permissions are not for all.
        case notForEveryone
        case notAFile
        case linkLoop
        case brokenHardLink
        case tooManyRounds
    }
}

/// Why nothing of a layer counts.
package enum LayerDamage: Error, Sendable, Hashable {
    case digestMismatch
    case contentMismatch
    case truncated
    case badCompression
    case unknownCompression(String)
    case badHeader
    case badNumber
    case badExtendedHeader
    case nameTooLong
    case outsideRoot
    case unknownEntry(UInt8)
    case tooManyEntries(limit: Int)
    case tooManyNames
}

extension RegistryGap: CustomStringConvertible {
    /// One line: what, where, why.
    package var description: String {
        "cannot read \(path)\(layer.map { " in layer \($0)" } ?? ""): \(reason.words)"
    }
}

extension RegistryGap.Reason {
    package var words: String {
        switch self {
        case .layerUnreachable(let error): "\(error)"
        case .layerDamaged(let damage): damage.words
        case .layerTooLarge(let limit): "the layer is larger than \(limit) bytes"
        case .imageTooLarge(let limit): "the image is larger than \(limit) bytes"
        case .unsupportedLayer(let type): "the layer is of type \"\(type)\""
        case .fileTooLarge(let size, let limit): "the file has \(size) bytes, more than \(limit)"
        case .filesTooLarge(let limit): "the wanted files have more than \(limit) bytes together"
        case .sparseFile: "the file is stored with holes"
        case .notForEveryone: "not every user may read the file"
        case .notAFile: "it is not a file"
        case .linkLoop: "symbolic links lead in a circle"
        case .brokenHardLink: "it is a hard link to a file that is not there"
        case .tooManyRounds: "links lead on and on"
        }
    }
}

extension LayerDamage {
    var words: String {
        switch self {
        case .digestMismatch: "the layer is not what its digest says"
        case .contentMismatch: "the layer's content is not what the image's configuration says"
        case .truncated: "the layer breaks off before its end"
        case .badCompression: "the layer cannot be decompressed"
        case .unknownCompression(let name): "the layer is compressed with \(name)"
        case .badHeader: "the layer is not a tar archive"
        case .badNumber: "the layer has a header with a bad number"
        case .badExtendedHeader: "the layer has a bad extended header"
        case .nameTooLong: "the layer has a name that is too long"
        case .outsideRoot: "the layer has an entry outside the image's root"
        case .unknownEntry(let type): "the layer has an entry of unknown type \(type)"
        case .tooManyEntries(let limit): "the layer has more than \(limit) entries"
        case .tooManyNames: "the layer has more links, deletions and wanted files than can be kept"
        }
    }
}
