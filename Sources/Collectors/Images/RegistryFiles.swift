package import Registry
import ScanModel
import Synchronization

/// Reads files of images where they were pulled from: ``RegistryClient``, and doubles of it in tests.
package protocol ImageFileSource: Sendable {
    /// - Throws: where nothing of the image can be read.
    func read(
        _ image: ImageReference, _ request: ImageRequest, pullSecrets: RegistryKeyring
    ) async throws(RegistryError) -> ImageContents
}

extension RegistryClient: ImageFileSource {}

/// An image as a registry is asked for it.
struct ImageName: Hashable, Sendable {
    /// With the digest that the kubelet reports; where it reports none, as the pod names it.
    var reference: String
    /// Go's name of the processor, where the pod asks for one.
    var architecture: String?
}

/// Reads files out of images in registries.
final class RegistryFiles: Sendable {
    private let source: any ImageFileSource
    /// By registry: why it cannot be spoken to. Hundreds of images need not wait for it one by one.
    private let silent = Mutex<[String: RegistryError]>([:])

    init(source: any ImageFileSource) { self.source = source }

    /// What an image holds of the wanted files; where its container has mounts, see ``ImageFilesView``.
    func read(
        _ wanted: Set<WantedFile>, of image: ImageName, pullSecrets: RegistryKeyring = RegistryKeyring()
    ) async -> Result<ImageFilesView, ImageFailure> {
        let patterns =
            wanted.flatMap(\.patterns) + FactFile.registryPatterns(for: wanted).compactMap { PathPattern($0) }
        // Clusters of mixed nodes are rare, and so are images that are not built for the usual processors.
        let architectures = image.architecture.map { [$0] } ?? ["amd64", "arm64"]
        var failure = RegistryError.noPlatform(image: image.reference, wanted: "linux", known: [])
        for architecture in architectures {
            let request = ImageRequest(
                wanted: WantedFiles(contents: patterns), platform: ImagePlatform(architecture: architecture),
                environmentNames: Set(FactFile.variables))
            do throws(RegistryError) {
                let reference = try ImageReference(image.reference)
                if let known = silent.withLock({ $0[reference.registry] }) { throw known }
                let contents = try await source.read(reference, request, pullSecrets: pullSecrets)
                let place = "registry image \(reference.name)@\(contents.digest) (linux/\(architecture))"
                return .success(ImageFilesView(contents: contents, place: place))
            } catch {
                failure = error
                if error.isAboutRegistry, let reference = try? ImageReference(image.reference) {
                    silent.withLock { $0[reference.registry] = error }
                }
                guard case .noPlatform = error else { break }
            }
        }
        return .failure(ImageFailure(reason: failure.gapReason, detail: "registry: \(failure)"))
    }
}

extension WantedFile {
    /// Where an image may hold it.
    var patterns: [PathPattern] {
        switch self {
        case .file(let path): Self.isPlain(path) ? [PathPattern(exactly: path)] : []
        case .hashedFolder(let path): PathPattern("\(path)/*.?").map { [$0] } ?? []
        case .javaCacerts: Self.patterns(["**/lib/security/cacerts"])
        case .certifi: Self.patterns(Self.packageFolders.map { "**/\($0)/certifi/cacert.pem" })
        // What tells it is asked of every image (``FactFile/registryPatterns(for:)``).
        case .nodeBuild: []
        }
    }

    static let packageFolders = ["site-packages", "dist-packages"]

    /// `..` means nothing before links are followed, and whose home `~` is, only a running container tells.
    static func isPlain(_ path: String) -> Bool {
        path.hasPrefix("/") && !path.split(separator: "/").contains { $0 == ".." }
    }

    private static func patterns(_ texts: [String]) -> [PathPattern] { texts.compactMap { PathPattern($0) } }
}

extension RegistryError {
    /// Whether another image of the same registry would fare no better.
    fileprivate var isAboutRegistry: Bool {
        switch self {
        case .connectionRefused, .unreachable, .untrustedServer, .notTLS, .proxy, .timeout, .notRegistry: true
        default: false
        }
    }

    /// As a gap of the report. Closed, like both lists.
    var gapReason: GapReason {
        switch self {
        case .unauthorized, .forbidden, .helperNotFound, .helperFailed: .forbidden
        case .notFound: .notFound
        case .timeout: .timeout
        case .rateLimited: .rateLimited
        case .connectionRefused, .unreachable, .untrustedServer, .notTLS, .proxy, .cancelled, .redirectRefused,
            .serverFailure, .unexpectedStatus, .notRegistry:
            .unavailable
        case .unreadableFile: .unreadableFile
        case .unsupportedManifest: .unsupportedFormat
        case .invalidReference, .notPullable, .malformedCredentials, .incompleteBody, .digestMismatch, .malformedImage,
            .noPlatform:
            .incomplete
        }
    }
}

extension RegistryGap.Reason {
    var gapReason: GapReason {
        switch self {
        case .layerUnreachable(let error): error.gapReason
        case .layerTooLarge, .imageTooLarge, .fileTooLarge, .filesTooLarge: .tooLarge
        case .unsupportedLayer, .notAFile: .unsupportedFormat
        case .notForEveryone: .unreadableFile
        case .layerDamaged, .sparseFile, .linkLoop, .brokenHardLink, .tooManyRounds: .incomplete
        }
    }
}
