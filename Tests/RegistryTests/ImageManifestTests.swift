import Testing

@testable import Registry

@Suite struct ImageManifestTests {
    private static let oci = "application/vnd.oci.image.manifest.v1+json"
    private static let index = "application/vnd.oci.image.index.v1+json"
    private static let list = "application/vnd.docker.distribution.manifest.list.v2+json"
    private static let digest = "sha256:" + String(repeating: "ab", count: 32)

    private func read(_ text: String, as type: String = oci) throws -> ManifestDocument {
        try ManifestDocument(Array(text.utf8), contentType: type)
    }

    private static func descriptor(_ more: String = "") -> String {
        #"{"mediaType":"t","digest":"\#(digest)","size":7\#(more)}"#
    }

    @Test(arguments: [oci, "application/vnd.docker.distribution.manifest.v2+json"])
    func aManifestNamesItsLayers(type: String) throws {
        let text =
            #"{"schemaVersion":2,"mediaType":"\#(type)","config":\#(Self.descriptor()),"layers":[\#(Self.descriptor())]}"#
        guard case .manifest(let manifest) = try read(text, as: "text/plain") else {
            Issue.record("expected a manifest")
            return
        }
        #expect(manifest.layers.map(\.size) == [7])
        #expect("\(manifest.configuration.digest)" == Self.digest)
    }

    @Test func theContentTypeCountsWhereTheManifestNamesNone() throws {
        let text = #"{"schemaVersion":2,"config":\#(Self.descriptor()),"layers":[]}"#
        #expect(throws: Never.self) { try read(text) }
        #expect(throws: DocumentProblem.unsupported(mediaType: "text/html")) { try read(text, as: "text/html") }
    }

    private func entry(_ platforms: String..., for platform: ImagePlatform, type: String = index) throws -> String? {
        let entries = platforms.enumerated().map { number, platform in
            #"{"mediaType":"\#(number)","digest":"\#(Self.digest)","size":\#(number)\#(platform)}"#
        }
        let text = #"{"schemaVersion":2,"mediaType":"\#(type)","manifests":[\#(entries.joined(separator: ","))]}"#
        guard case .index(let index) = try read(text) else { return nil }
        return index.entry(for: platform)?.descriptor.mediaType
    }

    private static let amd64 = #","platform":{"os":"linux","architecture":"amd64"}"#
    private static let amd64v3 = #","platform":{"os":"linux","architecture":"amd64","variant":"v3"}"#
    private static let arm64 = #","platform":{"os":"linux","architecture":"arm64","variant":"v8"}"#
    private static let windows = #","platform":{"os":"windows","architecture":"amd64"}"#
    private static let attestation =
        #","platform":{"os":"unknown","architecture":"unknown"},"annotations":{"vnd.docker.reference.type":"attestation-manifest"}"#

    @Test(arguments: [index, list])
    func theManifestOfThePlatformIsChosen(type: String) throws {
        let all = (Self.windows, Self.arm64, Self.amd64, Self.amd64v3, Self.attestation)
        func chosen(_ platform: ImagePlatform) throws -> String? {
            try entry(all.0, all.1, all.2, all.3, all.4, for: platform, type: type)
        }
        #expect(try chosen(ImagePlatform(architecture: "amd64")) == "2")
        #expect(try chosen(ImagePlatform(architecture: "amd64", variant: "v3")) == "3")
        #expect(try chosen(ImagePlatform(architecture: "arm64")) == "1")
        #expect(try chosen(ImagePlatform(os: "windows", architecture: "amd64")) == "0")
        #expect(try chosen(ImagePlatform(architecture: "s390x")) == nil)
    }

    @Test func armRunsWhatIsOlder() throws {
        let variants = ["v5", "v6", "v7"].map { #","platform":{"os":"linux","architecture":"arm","variant":"\#($0)"}"# }
        func chosen(_ variant: String?) throws -> String? {
            try entry(variants[2], variants[0], variants[1], for: ImagePlatform(architecture: "arm", variant: variant))
        }
        #expect(try chosen(nil) == "0")
        #expect(try chosen("v6") == "2")
        #expect(try chosen("v4") == nil)
    }

    @Test func anOnlyEntryWithoutAPlatformIsTaken() throws {
        let platform = ImagePlatform(architecture: "amd64")
        #expect(try entry("", for: platform) == "0")
        #expect(try entry("", Self.attestation, for: platform) == "0")
        #expect(try entry("", "", for: platform) == nil)
        #expect(try entry(Self.arm64, for: platform) == nil)
    }

    @Test func whatIsNoManifestIsRefused() {
        #expect(throws: DocumentProblem.self) { try read("<html>") }
        #expect(throws: DocumentProblem.self) { try read("[]") }
        #expect(
            throws: DocumentProblem.unsupported(mediaType: "application/vnd.docker.distribution.manifest.v1+prettyjws")
        ) {
            try read(#"{"schemaVersion":1}"#, as: "application/vnd.docker.distribution.manifest.v1+prettyjws")
        }
        let noDigest = #"{"schemaVersion":2,"config":\#(Self.descriptor()),"layers":[{"size":1,"digest":"md5:1"}]}"#
        #expect(throws: DocumentProblem.malformed("its manifest has a layer without a digest or a size")) {
            try read(noDigest)
        }
        let negative = noDigest.replacing(#""size":1,"digest":"md5:1""#, with: #""size":-1,"digest":"\#(Self.digest)""#)
        #expect(throws: DocumentProblem.self) { try read(negative) }
        let many = [String](repeating: Self.descriptor(), count: 513).joined(separator: ",")
        #expect(throws: DocumentProblem.malformed("it has 513 layers")) {
            try read(#"{"schemaVersion":2,"config":\#(Self.descriptor()),"layers":[\#(many)]}"#)
        }
    }

    @Test func everyCutIsRefused() throws {
        let text = #"{"schemaVersion":2,"config":\#(Self.descriptor()),"layers":[\#(Self.descriptor())]}"#
        for length in text.indices { #expect(throws: DocumentProblem.self) { try read(String(text[..<length])) } }
    }
}
