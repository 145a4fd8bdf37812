import Synchronization
import Testing

@testable import Registry

/// Registries and what stands around them, as a table of answers. A request that is not in it fails the test.
final class FakeRegistry: RegistryTransport {
    struct Reply: Sendable {
        var status = 200
        var headers: [String: String] = [:]
        var location: String?
        var body: [UInt8] = []
    }

    struct Seen: Sendable, Equatable {
        var url: String
        var authorization: String?
        var form: String?
    }

    typealias Rule = @Sendable (RegistryRequest) -> Result<Reply, RegistryError>

    private let rules = Mutex<[String: Rule]>([:])
    private let log = Mutex<[Seen]>([])

    var seen: [Seen] { log.withLock { $0 } }
    var urls: [String] { seen.map(\.url) }

    func rule(_ url: String, _ rule: @escaping Rule) { rules.withLock { $0[url] = rule } }
    func reply(_ url: String, _ reply: Reply) { rule(url) { _ in .success(reply) } }

    func send<Reader: BodyReader>(
        _ request: RegistryRequest, reading make: @escaping @Sendable () -> Reader
    ) async throws(RegistryError) -> RegistryAnswer<Reader.Value> {
        let url = request.address.url.value.replacing(":443/", with: "/")
        log.withLock {
            $0.append(Seen(url: url, authorization: request.authorization?.value, form: request.form?.value))
        }
        guard let rule = rules.withLock({ $0[url] }) else {
            Issue.record("unknown request: \(url)")
            throw .unreachable(server: url, reason: "it is not in the table")
        }
        let reply = try rule(request).get()
        guard reply.status == 200 else {
            return RegistryAnswer(status: reply.status, headers: reply.headers, location: reply.location, value: nil)
        }
        var reader = make()
        var rest = reply.body[...]
        while !rest.isEmpty, rest.prefix(1000).withUnsafeBytes({ reader.take($0) }) { rest = rest.dropFirst(1000) }
        return RegistryAnswer(status: 200, headers: reply.headers, location: nil, value: reader.finish())
    }
}

/// An image in a ``FakeRegistry``.
struct FakeImage {
    var layers: [SampleLayer]
    var diffIDs: [ImageDigest]
    var history = "[]"
    var base = "https://reg.io/v2/a/b"

    init(_ layers: SampleLayer...) {
        self.layers = layers
        diffIDs = layers.map(\.diffID)
    }

    var configuration: [UInt8] {
        let diffIDs = diffIDs.map { "\"\($0)\"" }.joined(separator: ",")
        return Array(
            #"{"os":"linux","architecture":"amd64","config":{"Env":["A=1","B=2"]},"rootfs":{"diff_ids":[\#(diffIDs)]},"history":\#(history)}"#
                .utf8)
    }

    var manifest: [UInt8] {
        let layers = layers.map {
            #"{"mediaType":"\#($0.mediaType)","digest":"\#($0.digest)","size":\#($0.blob.count)}"#
        }
        let config = SampleLayer.digest(configuration)
        return Array(
            #"{"schemaVersion":2,"config":{"digest":"\#(config)","size":\#(configuration.count)},"layers":[\#(layers.joined(separator: ","))]}"#
                .utf8)
    }

    static let type = ["content-type": "application/vnd.oci.image.manifest.v1+json; charset=utf-8"]

    func url(_ path: String) -> String { "\(base)/\(path)" }
    func blob(_ layer: SampleLayer) -> String { url("blobs/\(layer.digest)") }

    /// Serves all of it to everybody, or by a rule of the test's own.
    func serve(_ registry: FakeRegistry, tag: String = "latest") {
        for version in [tag, "\(SampleLayer.digest(manifest))"] {
            registry.reply(url("manifests/\(version)"), .init(headers: Self.type, body: manifest))
        }
        registry.reply(url("blobs/\(SampleLayer.digest(configuration))"), .init(body: configuration))
        for layer in layers { registry.reply(blob(layer), .init(body: layer.blob)) }
    }
}
