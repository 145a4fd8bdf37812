import ArgumentParser
import Crypto
import Foundation
import Registry

/// Reads images through the target `Registry` and prints what came of each, one JSON object a line, in the order given.
@main
struct ReadImage: AsyncParsableCommand {
    @Option(name: .customLong("want"), help: "A file, folder/ or pattern whose bytes are wanted.")
    var contents: [String] = []
    @Option(name: .customLong("list"), help: "A pattern of files whose sizes are.")
    var listed: [String] = []
    @Option(name: .customLong("env"), help: "A variable to keep.")
    var environmentNames: [String] = []
    @Option var platform = "linux/amd64"
    @Option var fileLimit = 1 << 20
    @Option var totalLimit = 8 << 20
    @Option(help: "Bytes of one uncompressed layer.")
    var layerLimit = 64 << 20
    @Option(help: "Seconds for one layer.")
    var layerSeconds = 60
    @Option(help: "PEM, trusted beside the system's authorities.")
    var certificateAuthority: String?
    @Option(name: .customLong("insecure"), help: "A registry that may be without TLS.")
    var insecureRegistries: [String] = []
    @Option(help: "A .dockerconfigjson.")
    var pullSecret: [String] = []
    @Option(help: "A .dockercfg.")
    var oldPullSecret: [String] = []
    @Option(help: "How many images at a time.")
    var parallel = 1
    @Option(help: "Ends the reading after so many seconds.")
    var cancelAfter: Double?
    @Argument var images: [String]

    func run() async throws {
        let process = ProcessInfo.processInfo
        let environment = RegistryEnvironment(
            variables: process.environment, homeDirectory: process.environment["HOME"] ?? "/")
        var options = RegistryOptions(insecureRegistries: Set(insecureRegistries))
        options.limits.layer = layerLimit
        options.limits.layerSeconds = layerSeconds
        options.certificateAuthority = try certificateAuthority.map { try bytes($0) }
        var pullSecrets = RegistryKeyring()
        for path in pullSecret { try pullSecrets.add(dockerConfigJSON: bytes(path), source: path) }
        for path in oldPullSecret { try pullSecrets.add(dockerCfg: bytes(path), source: path) }
        let client = RegistryClient(
            options: options, environment: environment, keyring: try RegistryKeyring.ofUser(environment))
        let request = try request()
        let secrets = pullSecrets

        let work = Task {
            await withTaskGroup(of: (Int, String).self) { group in
                var lines = [String](repeating: "", count: images.count)
                for (index, image) in images.enumerated() {
                    if index >= parallel, let (done, line) = await group.next() { lines[done] = line }
                    group.addTask { (index, await Self.read(image, client, request, secrets)) }
                }
                for await (done, line) in group { lines[done] = line }
                return lines
            }
        }
        if let cancelAfter {
            try await Task.sleep(for: .seconds(cancelAfter))
            work.cancel()
        }
        for line in await work.value { print(line) }
    }

    private func bytes(_ path: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(fileURLWithPath: path))) }

    private func request() throws -> ImageRequest {
        let parts = platform.split(separator: "/").map(String.init)
        return ImageRequest(
            wanted: WantedFiles(
                contents: try contents.map(pattern), listed: try listed.map(pattern), fileLimit: fileLimit,
                totalLimit: totalLimit),
            platform: ImagePlatform(
                os: parts[0], architecture: parts[1], variant: parts.count > 2 ? parts[2] : nil),
            environmentNames: Set(environmentNames))
    }

    private func pattern(_ text: String) throws -> PathPattern {
        guard let pattern = PathPattern(text) else { throw ValidationError("no pattern: \(text)") }
        return pattern
    }

    private static func read(
        _ image: String, _ client: RegistryClient, _ request: ImageRequest, _ secrets: RegistryKeyring
    ) async -> String {
        var line = Line(image: image)
        do throws(RegistryError) {
            let contents = try await client.read(ImageReference(image), request, pullSecrets: secrets)
            line.digest = contents.digest
            line.platform = "\(contents.configuration.platform)"
            line.entrypoint = contents.configuration.entrypoint
            line.command = contents.configuration.command
            line.environment = contents.configuration.environment
            line.files = contents.files.files.mapValues { bytes in
                SHA256.hash(data: bytes).map { String(format: "%02x", $0) }.joined()
            }
            line.symlinks = contents.files.symlinks
            line.listed = contents.files.listed
            line.gaps = contents.files.gaps.map { Gap(path: $0.path, layer: $0.layer, reason: $0.reason.words) }
        } catch {
            line.error = "\(error)"
            line.hint = error.hint
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(line)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }

    private struct Line: Encodable {
        var image: String
        var digest: String?
        var platform: String?
        var entrypoint: [String]?
        var command: [String]?
        var environment: [String: String]?
        var files: [String: String]?
        var symlinks: [String: String]?
        var listed: [String: Int]?
        var gaps: [Gap]?
        var error: String?
        var hint: String?
    }

    private struct Gap: Encodable {
        var path: String
        var layer: String?
        var reason: String
    }
}
