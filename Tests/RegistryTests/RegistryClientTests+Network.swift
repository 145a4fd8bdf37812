import Synchronization
import Testing

@testable import Registry

extension RegistryClientTests {
    // MARK: Redirects

    @Test func aBlobIsFollowedToItsStoreWithoutTheCredential() async throws {
        let image = FakeImage(upper)
        serve(image, to: ["Basic dTpw"], challenge: ["www-authenticate": "Basic realm=r"])
        registry.reply(image.blob(upper), .init(status: 307, location: "https://store.io/blob?sig=1"))
        registry.reply("https://store.io/blob?sig=1", .init(status: 302, location: "https://store.io/other"))
        registry.reply("https://store.io/other", .init(body: upper.blob))
        #expect(texts(try await read(client(keyring: try keyring("u")))) == ["/etc/b": "B"])
        let atStore = registry.seen.filter { $0.url.contains("store.io") }
        #expect(atStore.count == 2)
        #expect(atStore.allSatisfy { $0.authorization == nil })
    }

    @Test(arguments: [
        ("http://store.io/blob", "http://store.io:80", "it leads to plain HTTP"),
        ("http://127.0.0.1:9/blob", "http://127.0.0.1:9", "it leads to plain HTTP"),
        ("file:///etc/passwd", "https://reg.io:443", "it leads to no http or https address"),
        ("https://u:p@store.io/", "https://reg.io:443", "it leads to no http or https address"),
        ("https://reg.io/v2/a/b/manifests/latest", "https://reg.io:443", "there are more than 5 of them"),
    ])
    func otherRedirectsAreNotFollowed(location: String, server: String, reason: String) async throws {
        let image = FakeImage(upper)
        registry.reply(image.url("manifests/latest"), .init(status: 302, location: location))
        await #expect(throws: RegistryError.redirectRefused(server: server, reason: reason)) {
            try await read(client())
        }
    }

    @Test func aStoresRefusalIsNotTheRegistrys() async throws {
        let image = FakeImage(upper)
        image.serve(registry)
        registry.reply(image.blob(upper), .init(status: 307, location: "https://store.io/blob"))
        registry.reply("https://store.io/blob", .init(status: 403))
        #expect(
            try await read(client()).files.gaps.map(\.reason)
                == [.layerUnreachable(.unexpectedStatus(server: "https://store.io:443", status: 403))])
    }

    // MARK: Retries

    @Test func aBusyRegistryIsAskedAgainWhenItSays() async throws {
        let image = FakeImage(upper)
        image.serve(registry)
        let (waits, calls) = (WaitLog(), Calls())
        registry.rule(image.url("manifests/latest")) { _ in
            let call = calls.next()
            return .success(
                call < 3
                    ? .init(status: 429, headers: ["retry-after": "\(call)"])
                    : .init(headers: FakeImage.type, body: image.manifest))
        }
        _ = try await read(client(waits: waits))
        #expect(waits.seconds == [1, 2])
    }

    @Test func aRegistryThatStaysBusyIsNamed() async throws {
        registry.reply(FakeImage().url("manifests/latest"), .init(status: 429))
        let waits = WaitLog()
        await #expect(throws: RegistryError.rateLimited(server: "https://reg.io:443", attempts: 4)) {
            try await read(client(waits: waits))
        }
        #expect(waits.seconds == [0.5, 1, 2])
    }

    @Test func aWaitThatIsTooLongIsNotWaited() async throws {
        registry.reply(FakeImage().url("manifests/latest"), .init(status: 429, headers: ["retry-after": "3600"]))
        let waits = WaitLog()
        await #expect(throws: RegistryError.rateLimited(server: "https://reg.io:443", attempts: 1)) {
            try await read(client(waits: waits))
        }
        #expect(waits.seconds.isEmpty)
    }

    @Test(
        arguments: [
            (500, .serverFailure(server: "https://reg.io:443", status: 500), 4),
            (403, .forbidden(image: "reg.io/a/b:latest"), 1),
            (404, .notFound(image: "reg.io/a/b:latest"), 1), (401, .unauthorized(image: "reg.io/a/b:latest"), 1),
            (418, .unexpectedStatus(server: "https://reg.io:443", status: 418), 1),
        ] as [(Int, RegistryError, Int)])
    func everyStatusHasItsError(status: Int, error: RegistryError, attempts: Int) async throws {
        registry.reply(FakeImage().url("manifests/latest"), .init(status: status))
        await #expect(throws: error) { try await read(client()) }
        #expect(registry.urls.count == attempts)
    }

    @Test func aLayerThatBreaksOffIsReadAgain() async throws {
        let image = FakeImage(upper)
        image.serve(registry)
        let (calls, blob) = (Calls(), upper.blob)
        registry.rule(image.blob(upper)) { _ in
            calls.next() == 1 ? .failure(.incompleteBody(server: "s")) : .success(.init(body: blob))
        }
        #expect(texts(try await read(client())) == ["/etc/b": "B"])
    }

    // MARK: Where the registry is

    @Test func loopbackMaySpeakPlainHTTP() async throws {
        var image = FakeImage(upper)
        image.base = "http://127.0.0.1:5000/v2/a/b"
        image.serve(registry)
        registry.rule("https://127.0.0.1:5000/v2/") { _ in .failure(.notTLS(server: "https://127.0.0.1:5000")) }
        let client = client()
        _ = try await read(client, "127.0.0.1:5000/a/b")
        _ = try await read(client, "127.0.0.1:5000/a/b")
        #expect(registry.urls.filter { $0 == "https://127.0.0.1:5000/v2/" }.count == 1)
    }

    @Test func aBadCertificateIsNoReasonToGoWithout() async throws {
        let error = RegistryError.untrustedServer(server: "s", reason: "r")
        registry.rule("https://127.0.0.1:5000/v2/") { _ in .failure(error) }
        await #expect(throws: error) { try await read(client(), "127.0.0.1:5000/a/b") }
    }

    @Test func anotherHostIsNeverAskedInPlainHTTP() async throws {
        let error = RegistryError.notTLS(server: "https://reg.io:443")
        registry.rule(FakeImage().url("manifests/latest")) { _ in .failure(error) }
        await #expect(throws: error) { try await read(client()) }
        #expect(registry.urls.allSatisfy { $0.hasPrefix("https://") })
    }

    @Test func theConfigurationAloneNeedsNoLayer() async throws {
        let image = FakeImage(lower)
        image.serve(registry)
        let configuration = try await client().configuration(of: ImageReference("reg.io/a/b"), request())
        #expect(configuration.environment == ["A": "1"])
        #expect(registry.urls.count == 2)
    }
}
