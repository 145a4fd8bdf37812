internal import FoundationEssentials

/// The manifest of an image for one platform (OCI image specification, manifest.md; Docker image manifest version 2, schema 2).
struct ImageManifest: Sendable, Equatable {
    struct Descriptor: Sendable, Equatable {
        var mediaType: String
        var digest: ImageDigest
        var size: Int
    }

    var configuration: Descriptor
    /// The lowest first.
    var layers: [Descriptor]

    static let mediaTypes = [
        "application/vnd.oci.image.manifest.v1+json", "application/vnd.docker.distribution.manifest.v2+json",
    ]
    /// containerd and docker allow 127 or so; the format knows no limit.
    static let mostLayers = 512
}

/// The list of manifests of one image (OCI image-index.md; Docker manifest list).
struct ImageIndex: Sendable, Equatable {
    struct Entry: Sendable, Equatable {
        var descriptor: ImageManifest.Descriptor
        var platform: ImagePlatform?
    }

    var entries: [Entry]

    static let mediaTypes = [
        "application/vnd.oci.image.index.v1+json", "application/vnd.docker.distribution.manifest.list.v2+json",
    ]

    /// The entry for a platform; one without a platform is taken where it is the only one.
    func entry(for platform: ImagePlatform) -> Entry? {
        let fitting = entries.filter { $0.platform?.runs(on: platform) == true }
        return fitting.max { ($0.platform?.rank ?? 0) < ($1.platform?.rank ?? 0) }
            ?? (entries.count == 1 && entries[0].platform == nil ? entries[0] : nil)
    }
}

// MARK: Reading

/// What a registry answers to the question for a manifest.
enum ManifestDocument: Equatable {
    case manifest(ImageManifest)
    case index(ImageIndex)
}

/// Why a manifest or a configuration is none.
enum DocumentProblem: Error, Equatable {
    case malformed(String)
    case unsupported(mediaType: String)
}

extension ManifestDocument {
    private struct Fields: Decodable {
        var schemaVersion: Int?
        var mediaType: String?
        var config: DescriptorFields?
        var layers: [DescriptorFields]?
        var manifests: [DescriptorFields]?
    }

    private struct DescriptorFields: Decodable {
        var mediaType: String?
        var digest: String?
        var size: Int?
        var platform: PlatformFields?
        var annotations: [String: String]?

        /// BuildKit's statements on how an image was built stand in its index as if they were images.
        var isAttestation: Bool {
            annotations?["vnd.docker.reference.type"] == "attestation-manifest" || platform?.os == "unknown"
        }

        var descriptor: ImageManifest.Descriptor? {
            guard let digest = digest.flatMap({ ImageDigest($0) }), let size, size >= 0 else { return nil }
            return ImageManifest.Descriptor(mediaType: mediaType ?? "", digest: digest, size: size)
        }
    }

    private struct PlatformFields: Decodable {
        var architecture: String?
        var os: String?
        var variant: String?

        var platform: ImagePlatform {
            ImagePlatform(os: os ?? "", architecture: architecture ?? "", variant: variant?.nonEmpty)
        }
    }

    /// Reads an answer; its content type counts where the manifest does not name its own (OCI before 1.1).
    init(_ bytes: [UInt8], contentType: String) throws(DocumentProblem) {
        guard let fields = try? JSONDecoder().decode(Fields.self, from: Data(bytes)) else {
            throw .malformed("its manifest is not JSON of the form that is expected")
        }
        let mediaType = fields.mediaType?.nonEmpty ?? contentType
        guard fields.schemaVersion == 2 else { throw .unsupported(mediaType: mediaType) }
        if ImageIndex.mediaTypes.contains(mediaType), let manifests = fields.manifests {
            self = .index(try Self.index(manifests))
        } else if ImageManifest.mediaTypes.contains(mediaType), let config = fields.config, let layers = fields.layers {
            self = .manifest(try Self.manifest(config, layers))
        } else {
            throw .unsupported(mediaType: mediaType)
        }
    }

    private static func index(_ manifests: [DescriptorFields]) throws(DocumentProblem) -> ImageIndex {
        var entries: [ImageIndex.Entry] = []
        for fields in manifests where !fields.isAttestation {
            guard let descriptor = fields.descriptor else {
                throw .malformed("its index has an entry without a digest")
            }
            entries.append(ImageIndex.Entry(descriptor: descriptor, platform: fields.platform?.platform))
        }
        return ImageIndex(entries: entries)
    }

    private static func manifest(
        _ config: DescriptorFields, _ layers: [DescriptorFields]
    ) throws(DocumentProblem) -> ImageManifest {
        guard layers.count <= ImageManifest.mostLayers else { throw .malformed("it has \(layers.count) layers") }
        let descriptors = layers.compactMap(\.descriptor)
        guard let configuration = config.descriptor, descriptors.count == layers.count else {
            throw .malformed("its manifest has a layer without a digest or a size")
        }
        return ImageManifest(configuration: configuration, layers: descriptors)
    }
}

extension String {
    var nonEmpty: String? { isEmpty ? nil : self }
}
