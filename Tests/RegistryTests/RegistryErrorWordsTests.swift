import Testing

@testable import Registry

@Suite struct RegistryErrorWordsTests {
    private static let errors: [RegistryError] = [
        .invalidReference("A", .repository), .notPullable("sha256:1"), .unreadableFile(path: "/a", reason: "r"),
        .malformedCredentials(source: "s", reason: "r"), .helperNotFound("h"), .helperFailed("h", reason: "r"),
        .connectionRefused(server: "s"), .unreachable(server: "s", reason: "r"),
        .untrustedServer(server: "s", reason: "expired"),
        .untrustedServer(server: "s", reason: "r"), .notTLS(server: "s"), .proxy(reason: "r"),
        .timeout(server: "s", seconds: 5),
        .cancelled(server: "s"), .redirectRefused(server: "s", reason: "r"), .unauthorized(image: "i"),
        .forbidden(image: "i"),
        .notFound(image: "i"), .rateLimited(server: "s", attempts: 4), .serverFailure(server: "s", status: 503),
        .unexpectedStatus(server: "s", status: 418), .incompleteBody(server: "s"),
        .notRegistry(server: "s", reason: "r"),
        .digestMismatch(image: "i", digest: "d"), .malformedImage(image: "i", reason: "r"),
        .unsupportedManifest(image: "i", mediaType: "m"), .noPlatform(image: "i", wanted: "w", known: []),
    ]

    @Test(arguments: errors)
    func everyErrorHasALineAndAHint(error: RegistryError) {
        for text in ["\(error)", error.hint] {
            #expect(!text.isEmpty)
            #expect(!text.contains("\n"))
            #expect(text.last != ".")
            #expect(text.first?.isUppercase == false)
        }
    }

    @Test func theWordsSayWhatWhereAndWhy() {
        #expect(
            "\(RegistryError.noPlatform(image: "a.io/b:1", wanted: "linux/s390x", known: ["linux/amd64", "linux/arm64"]))"
                == "image a.io/b:1 is not built for linux/s390x, only for linux/amd64, linux/arm64")
        #expect(
            "\(RegistryGap(path: "/etc/a", layer: "sha256:1", reason: .fileTooLarge(size: 9, limit: 5)))"
                == "cannot read /etc/a in layer sha256:1: the file has 9 bytes, more than 5")
    }

    @Test(
        arguments: [
            .layerUnreachable(.notFound(image: "i")), .layerDamaged(.digestMismatch), .layerTooLarge(limit: 1),
            .imageTooLarge(limit: 1),
            .unsupportedLayer(mediaType: "m"), .filesTooLarge(limit: 1), .sparseFile, .notAFile, .linkLoop,
            .brokenHardLink, .tooManyRounds,
            .layerDamaged(.contentMismatch), .layerDamaged(.truncated), .layerDamaged(.badCompression),
            .layerDamaged(.unknownCompression("xz")), .layerDamaged(.badHeader), .layerDamaged(.badNumber),
            .layerDamaged(.badExtendedHeader), .layerDamaged(.nameTooLong), .layerDamaged(.outsideRoot),
            .layerDamaged(.unknownEntry(1)), .layerDamaged(.tooManyEntries(limit: 1)), .layerDamaged(.tooManyNames),
        ] as [RegistryGap.Reason])
    func everyReasonHasWords(reason: RegistryGap.Reason) {
        #expect(!reason.words.isEmpty)
        #expect(reason.words.last != ".")
    }
}
