import Kubernetes
import ScanModel
import Synchronization
import Testing

@testable import Collectors
@testable import Registry

/// A registry with a table of images; counts what it is asked.
final class TableRegistry: ImageFileSource {
    private let images: [String: Result<ImageContents, RegistryError>]
    private let log = Mutex<[String]>([])

    init(_ images: [String: Result<ImageContents, RegistryError>]) { self.images = images }

    var asked: [String] { log.withLock { $0 } }

    func read(
        _ image: ImageReference, _ request: ImageRequest, pullSecrets: RegistryKeyring
    ) async throws(RegistryError) -> ImageContents {
        log.withLock { $0.append("\(image) \(request.platform)") }
        guard let result = images["\(image)"] else { throw .notFound(image: "\(image)") }
        return try result.get()
    }

    static func contents(
        _ files: [String: String], symlinks: [String: String] = [:], gaps: [RegistryGap] = [],
        environment: [String: String] = [:]
    ) -> ImageContents {
        var found = ImageFiles()
        found.files = files.mapValues { Array($0.utf8) }
        found.symlinks = symlinks
        found.gaps = gaps
        return ImageContents(
            digest: "sha256:0",
            configuration: ImageConfiguration(
                platform: ImagePlatform(architecture: "amd64"), entrypoint: [], command: [], environment: environment),
            files: found)
    }
}

@Suite struct RegistryFilesTests {
    private func read(_ registry: TableRegistry, _ image: String) async -> Result<ImageFilesView, ImageFailure> {
        await RegistryFiles(source: registry).read([.javaCacerts], of: ImageName(reference: image))
    }

    @Test func theOtherUsualProcessorIsTriedWhereTheFirstIsNotBuilt() async {
        let registry = TableRegistry([
            "reg.io/a:1": .failure(.noPlatform(image: "reg.io/a:1", wanted: "linux/amd64", known: ["linux/arm64"]))
        ])
        guard case .failure(let failure) = await read(registry, "reg.io/a:1") else {
            Issue.record("an image for no platform was read")
            return
        }
        #expect(failure.reason == .incomplete)
        #expect(registry.asked == ["reg.io/a:1 linux/amd64", "reg.io/a:1 linux/arm64"])
    }

    @Test func aRegistryThatIsSilentIsAskedOnce() async {
        let registry = TableRegistry([
            "reg.io/a:1": .failure(.connectionRefused(server: "reg.io")),
            "reg.io/b:1": .success(TableRegistry.contents([:])), "other.io/b:1": .success(TableRegistry.contents([:])),
        ])
        let files = RegistryFiles(source: registry)
        for image in ["reg.io/a:1", "reg.io/b:1"] {
            guard case .failure(let failure) = await files.read([.certifi], of: ImageName(reference: image)) else {
                Issue.record("\(image) was read")
                continue
            }
            #expect(failure.reason == .unavailable)
        }
        guard case .success = await files.read([.certifi], of: ImageName(reference: "other.io/b:1")) else {
            Issue.record("the other registry was not asked")
            return
        }
        #expect(registry.asked == ["reg.io/a:1 linux/amd64", "other.io/b:1 linux/amd64"])
    }

    @Test func anImageThatANodeHasBuiltItselfIsInNoRegistry() async {
        let registry = TableRegistry([:])
        let image = "sha256:" + String(repeating: "a", count: 64)
        guard case .failure(let failure) = await read(registry, image) else {
            Issue.record("a bare digest was read")
            return
        }
        #expect(failure.detail.contains("registry: "))
        #expect(registry.asked.isEmpty)
    }

    @Test func everyFailureHasAReason() {
        let cases: [(RegistryError, GapReason)] = [
            (.unauthorized(image: "a"), .forbidden), (.notFound(image: "a"), .notFound),
            (.timeout(server: "s", seconds: 1), .timeout), (.rateLimited(server: "s", attempts: 3), .rateLimited),
            (.unreachable(server: "s", reason: ""), .unavailable),
            (.digestMismatch(image: "a", digest: ""), .incomplete),
            (.unsupportedManifest(image: "a", mediaType: ""), .unsupportedFormat),
        ]
        for (error, reason) in cases { #expect(error.gapReason == reason) }
        #expect(RegistryGap.Reason.layerUnreachable(.unauthorized(image: "a")).gapReason == .forbidden)
        #expect(RegistryGap.Reason.fileTooLarge(size: 2, limit: 1).gapReason == .tooLarge)
        #expect(RegistryGap.Reason.notForEveryone.gapReason == .unreadableFile)
        #expect(RegistryGap.Reason.layerDamaged(.truncated).gapReason == .incomplete)
    }
}
