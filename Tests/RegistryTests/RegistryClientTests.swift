import Synchronization
import Testing

@testable import Registry

@Suite struct RegistryClientTests {
    let registry = FakeRegistry()
    let lower = SampleLayer("etc/", "etc/a=A", "etc/link -> ../opt/x", "opt/x=X")
    let upper = SampleLayer("etc/b=B", "etc/.wh.a")

    func client(
        keyring: RegistryKeyring = RegistryKeyring(), options: RegistryOptions = RegistryOptions(),
        cache: LayerCache = LayerCache(), waits: WaitLog = WaitLog()
    ) -> RegistryClient {
        RegistryClient(
            RegistryConnection(
                options, RegistryEnvironment(), transport: registry,
                pace: RetryPace(now: { 1000 }, sleep: { waits.add($0) })), keyring: keyring, cache: cache)
    }

    final class WaitLog: Sendable {
        let list = Mutex<[Double]>([])
        var seconds: [Double] { list.withLock { $0 } }
        func add(_ seconds: Double) { list.withLock { $0.append(seconds) } }
    }

    /// Counts the calls of a rule, from 1 on.
    final class Calls: Sendable {
        let number = Mutex(0)
        func next() -> Int {
            number.withLock {
                $0 += 1
                return $0
            }
        }
    }

    func request(_ contents: [String] = ["/etc/**"], platform: String = "amd64") throws -> ImageRequest {
        ImageRequest(
            wanted: try SampleLayer.wanted(contents), platform: ImagePlatform(architecture: platform),
            environmentNames: ["A"])
    }

    func keyring(_ users: String...) throws -> RegistryKeyring {
        var keyring = RegistryKeyring()
        for user in users {
            try keyring.add(
                dockerConfigJSON: Array(#"{"auths":{"reg.io":{"username":"\#(user)","password":"p"}}}"#.utf8),
                source: "s")
        }
        return keyring
    }

    func read(
        _ client: RegistryClient, _ image: String = "reg.io/a/b", _ request: ImageRequest? = nil
    ) async throws(RegistryError) -> ImageContents {
        let known: ImageRequest
        do { known = try request ?? self.request() } catch { throw .malformedImage(image: image, reason: "test") }
        return try await client.read(ImageReference(image), known)
    }

    func texts(_ contents: ImageContents) -> [String: String] {
        contents.files.files.mapValues { String(decoding: $0, as: UTF8.self) }
    }

    @Test func anImageIsRead() async throws {
        let image = FakeImage(lower, upper)
        image.serve(registry)
        let contents = try await read(client())
        #expect(texts(contents) == ["/etc/b": "B", "/etc/link": "X"])
        #expect(contents.digest == "\(SampleLayer.digest(image.manifest))")
        #expect(contents.configuration.environment == ["A": "1"])
        #expect(contents.files.gaps.isEmpty)
        // The lower layer once more, as its link leads to a file that was not kept.
        #expect(registry.urls.filter { $0 == image.blob(lower) }.count == 2)
        #expect(registry.urls.filter { $0 == image.blob(upper) }.count == 1)
    }

    @Test func aSharedLayerIsReadOnce() async throws {
        let (first, second) = (FakeImage(lower), FakeImage(lower, upper))
        first.serve(registry)
        second.serve(registry, tag: "2")
        let client = client()
        _ = try await read(client)
        #expect(texts(try await read(client, "reg.io/a/b:2")) == ["/etc/b": "B", "/etc/link": "X"])
        #expect(registry.urls.filter { $0 == first.blob(lower) }.count == 2)
    }

    @Test func aManifestMustBeWhatItsDigestSays() async throws {
        let image = FakeImage(lower)
        image.serve(registry)
        let digest = SampleLayer.digest(image.manifest)
        #expect(try await read(client(), "reg.io/a/b@\(digest)").digest == "\(digest)")
        let other = SampleLayer.digest([1])
        registry.reply(image.url("manifests/\(other)"), .init(headers: FakeImage.type, body: image.manifest))
        let name = "reg.io/a/b@\(other)"
        await #expect(throws: RegistryError.digestMismatch(image: name, digest: "\(other)")) {
            try await read(client(), name)
        }
    }

    @Test func aConfigurationMustBeWhatItsDigestSays() async throws {
        let image = FakeImage(lower)
        image.serve(registry)
        let digest = SampleLayer.digest(image.configuration)
        registry.reply(image.url("blobs/\(digest)"), .init(body: image.configuration.map { $0 == 0x41 ? 0x42 : $0 }))
        await #expect(throws: RegistryError.digestMismatch(image: "reg.io/a/b:latest", digest: "\(digest)")) {
            try await read(client())
        }
    }

    @Test func aLayerOfOtherBytesIsAGapForAllItMayHide() async throws {
        let image = FakeImage(lower, upper)
        image.serve(registry)
        registry.reply(image.blob(upper), .init(body: lower.blob))
        let contents = try await read(client())
        #expect(contents.files.files.isEmpty)
        #expect(
            contents.files.gaps
                == [RegistryGap(path: "/etc/**", layer: "\(upper.digest)", reason: .layerDamaged(.digestMismatch))])
    }

    @Test func aLayerThatTheConfigurationNamesOtherwiseIsAGap() async throws {
        var image = FakeImage(lower)
        image.diffIDs = [upper.diffID]
        image.serve(registry)
        #expect(try await read(client()).files.gaps.map(\.reason) == [.layerDamaged(.contentMismatch)])
    }

    @Test func aLayerThatIsNotServedIsAGap() async throws {
        let image = FakeImage(lower)
        image.serve(registry)
        registry.reply(image.blob(lower), .init(status: 404))
        #expect(
            try await read(client()).files.gaps.map(\.reason)
                == [.layerUnreachable(.notFound(image: "reg.io/a/b:latest"))])
    }

    @Test func aLayerOfAnotherKindIsAGap() async throws {
        var encrypted = lower
        encrypted.mediaType = "application/vnd.oci.image.layer.v1.tar+gzip+encrypted"
        let image = FakeImage(encrypted)
        image.serve(registry)
        #expect(
            try await read(client()).files.gaps.map(\.reason) == [.unsupportedLayer(mediaType: encrypted.mediaType)])
        #expect(!registry.urls.contains(image.blob(lower)))
    }

    @Test func anImageThatIsTooLargeIsAGap() async throws {
        let image = FakeImage(lower, upper)
        image.serve(registry)
        let options = RegistryOptions(limits: RegistryLimits(image: lower.tar.count))
        #expect(
            try await read(client(options: options)).files.gaps.map(\.reason) == [
                .imageTooLarge(limit: lower.tar.count)
            ])
    }

    @Test func aCopyToElsewhereIsNotFetched() async throws {
        var image = FakeImage(lower, SampleLayer("app/", "app/x"))
        image.history = #"[{"created_by":"ADD rootfs / # buildkit"},{"created_by":"COPY x /app/ # buildkit"}]"#
        image.serve(registry)
        let contents = try await read(client())
        #expect(texts(contents) == ["/etc/a": "A", "/etc/link": "X"])
        #expect(!registry.urls.contains(image.blob(image.layers[1])))
    }

    @Test func aCopyIsFetchedWhereALinkLeadsThere() async throws {
        var image = FakeImage(SampleLayer("etc/a -> /app/x"), SampleLayer("app/", "app/x=A"))
        image.history = #"[{"created_by":"ADD rootfs / # buildkit"},{"created_by":"COPY x /app/ # buildkit"}]"#
        image.serve(registry)
        #expect(texts(try await read(client())) == ["/etc/a": "A"])
    }

    /// A link into a layer that was left out, which holds a link into the next.
    func chain(_ length: Int) -> FakeImage {
        var image = FakeImage(SampleLayer("etc/a -> /c1/x"))
        var history = [#"{"created_by":"ADD rootfs / # buildkit"}"#]
        for number in 1...length {
            let next = number == length ? "c\(number)/x=A" : "c\(number)/x -> /c\(number + 1)/x"
            image.layers.append(SampleLayer("c\(number)/", next))
            history.append(#"{"created_by":"COPY x /c\#(number)/ # buildkit"}"#)
        }
        image.diffIDs = image.layers.map(\.diffID)
        image.history = "[\(history.joined(separator: ","))]"
        return image
    }

    @Test func linksThatLeadOnAreFollowedSomeWay() async throws {
        chain(3).serve(registry)
        #expect(texts(try await read(client())) == ["/etc/a": "A"])
    }

    @Test func linksThatLeadOnAndOnAreAGap() async throws {
        let image = chain(8)
        image.serve(registry)
        let contents = try await read(client())
        #expect(contents.files.files.isEmpty)
        #expect(contents.files.gaps.map(\.reason) == [.tooManyRounds])
    }

    // MARK: Indexes

    @Test func theManifestOfThePlatformIsRead() async throws {
        let image = FakeImage(lower)
        image.serve(registry)
        let digest = SampleLayer.digest(image.manifest)
        let index = Array(
            #"{"schemaVersion":2,"manifests":[{"digest":"\#(digest)","size":1,"platform":{"os":"linux","architecture":"amd64"}}]}"#
                .utf8)
        let type = ["content-type": "application/vnd.oci.image.index.v1+json"]
        registry.reply(image.url("manifests/latest"), .init(headers: type, body: index))
        #expect(try await read(client()).digest == "\(digest)")
        await #expect(
            throws: RegistryError.noPlatform(image: "reg.io/a/b:latest", wanted: "linux/arm64", known: ["linux/amd64"])
        ) { try await read(client(), "reg.io/a/b", request(platform: "arm64")) }
    }

    @Test func indexesThatLeadOnEnd() async throws {
        let image = FakeImage()
        let type = ["content-type": "application/vnd.oci.image.index.v1+json"]
        var next = SampleLayer.digest(image.manifest)
        image.serve(registry)
        for _ in 0..<8 {
            let index = Array(#"{"schemaVersion":2,"manifests":[{"digest":"\#(next)","size":1}]}"#.utf8)
            next = SampleLayer.digest(index)
            registry.reply(image.url("manifests/\(next)"), .init(headers: type, body: index))
        }
        let name = "reg.io/a/b@\(next)"
        await #expect(throws: RegistryError.malformedImage(image: name, reason: "its indexes lead on and on")) {
            try await read(client(), name)
        }
    }

    // MARK: Authorization

    static let bearer = ["www-authenticate": #"Bearer realm="https://auth.io/token",service="reg""#]
    static let realm = "https://auth.io/token?service=reg&scope=repository%3Aa%2Fb%3Apull"

    /// Serves an image to those who have one of these headers.
    func serve(_ image: FakeImage, to allowed: Set<String>, challenge: [String: String]) {
        image.serve(registry)
        let open: [(String, [UInt8])] =
            [
                (image.url("manifests/latest"), image.manifest),
                (image.url("blobs/\(SampleLayer.digest(image.configuration))"), image.configuration),
            ] + image.layers.map { (image.blob($0), $0.blob) }
        for (url, body) in open {
            registry.rule(url) { request in
                guard let header = request.authorization?.value else {
                    return .success(.init(status: 401, headers: challenge))
                }
                return .success(
                    allowed.contains(header) ? .init(headers: FakeImage.type, body: body) : .init(status: 403))
            }
        }
    }

    @Test func aTokenIsFetchedOnceForARepository() async throws {
        serve(FakeImage(upper), to: ["Bearer t"], challenge: Self.bearer)
        registry.reply(Self.realm, .init(body: Array(#"{"token":"t","expires_in":300}"#.utf8)))
        let client = client()
        _ = try await read(client)
        _ = try await read(client)
        let tokens = registry.seen.filter { $0.url.hasPrefix("https://auth.io") }
        #expect(tokens == [.init(url: Self.realm, authorization: nil, form: nil)])
    }

    @Test func aTokenThatEndsIsFetchedAgain() async throws {
        serve(FakeImage(upper), to: ["Bearer t"], challenge: Self.bearer)
        registry.reply(Self.realm, .init(body: Array(#"{"token":"t","expires_in":5}"#.utf8)))
        _ = try await read(client())
        #expect(registry.urls.filter { $0.hasPrefix("https://auth.io") }.count > 1)
    }

    @Test func aPasswordGoesToTheAuthorizationServerAlone() async throws {
        serve(FakeImage(upper), to: ["Bearer t"], challenge: Self.bearer)
        registry.rule(Self.realm) {
            .success(
                $0.authorization?.value == "Basic dTpw"
                    ? .init(body: Array(#"{"access_token":"t"}"#.utf8)) : .init(status: 401))
        }
        _ = try await read(client(keyring: try keyring("u")))
        #expect(
            registry.seen.filter { $0.url.contains("reg.io") }.allSatisfy {
                $0.authorization?.hasPrefix("Basic") != true
            })
    }

    @Test func aRefreshTokenIsPosted() async throws {
        serve(FakeImage(upper), to: ["Bearer t"], challenge: Self.bearer)
        registry.reply("https://auth.io/token", .init(body: Array(#"{"access_token":"t"}"#.utf8)))
        var keyring = RegistryKeyring()
        try keyring.add(dockerConfigJSON: Array(#"{"auths":{"reg.io":{"identitytoken":"refresh"}}}"#.utf8), source: "s")
        _ = try await read(client(keyring: keyring))
        #expect(registry.seen.contains { $0.form?.hasSuffix("&refresh_token=refresh") == true })
    }

    @Test func aPasswordIsSentWhereBasicIsAskedFor() async throws {
        serve(FakeImage(upper), to: ["Basic dTpw"], challenge: ["www-authenticate": #"Basic realm="r""#])
        _ = try await read(client(keyring: try keyring("u")))
        await #expect(throws: RegistryError.unauthorized(image: "reg.io/a/b:latest")) { try await read(client()) }
    }

    @Test func oneCredentialAfterTheOtherIsTried() async throws {
        serve(FakeImage(upper), to: ["Basic cmlnaHQ6cA=="], challenge: ["www-authenticate": #"Basic realm="r""#])
        _ = try await read(client(keyring: try keyring("wrong", "right", "never")))
        #expect(!registry.seen.contains { $0.authorization == "Basic bmV2ZXI6cA==" })
        await #expect(throws: RegistryError.forbidden(image: "reg.io/a/b:latest")) {
            try await read(client(keyring: try keyring("wrong")))
        }
    }

    @Test func aPublicImageIsReadInSpiteOfAWrongCredential() async throws {
        let image = FakeImage(upper)
        image.serve(registry)
        registry.rule(image.url("manifests/latest")) {
            $0.authorization == nil && self.registry.seen.count > 1
                ? .success(.init(headers: FakeImage.type, body: image.manifest))
                : .success(.init(status: 401, headers: ["www-authenticate": "Basic realm=r"]))
        }
        #expect(texts(try await read(client(keyring: try keyring("wrong")))) == ["/etc/b": "B"])
    }

    @Test func pullSecretsAreTriedFirst() async throws {
        serve(FakeImage(upper), to: ["Basic c2VjcmV0OnA="], challenge: ["www-authenticate": "Basic realm=r"])
        _ = try await client(keyring: try keyring("own")).read(
            ImageReference("reg.io/a/b"), request(), pullSecrets: try keyring("secret"))
        #expect(!registry.seen.contains { $0.authorization == "Basic b3duOnA=" })
    }

    @Test(arguments: [
        "http://auth.io/token", "ftp://auth.io/token", "https://u:p@auth.io/token", "", "file:///etc/passwd",
    ])
    func aCredentialIsNotSentInPlainText(realm: String) async throws {
        serve(FakeImage(upper), to: [], challenge: ["www-authenticate": "Bearer realm=\"\(realm)\",service=\"reg\""])
        await #expect(throws: RegistryError.self) { try await read(client(keyring: try keyring("u"))) }
        #expect(registry.urls.allSatisfy { $0.hasPrefix("https://reg.io") })
    }
}
