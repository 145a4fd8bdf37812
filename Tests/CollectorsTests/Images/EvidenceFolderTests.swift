import Foundation
import Kubernetes
import ScanModel
import Testing

@testable import Collectors

@Suite struct EvidenceFolderTests {
    private static let now = Date(timeIntervalSince1970: 1_780_000_000)
    private static let pem = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
    private static let key = "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n"

    private let folder: TemporaryFolder
    private let file = WantedFile.file(path: "/srv/ca.pem")

    init() throws { folder = try TemporaryFolder() }

    private func cache(after seconds: Double = 0, maxAge: Double = 3600) -> EvidenceFolder {
        EvidenceFolder(cache: "\(folder.path)/cache", maxAge: maxAge, now: Self.now + seconds)
    }

    private func imageClass(
        _ image: String = "reg.io/a@sha256:\(String(repeating: "a", count: 64))", mounts: [String] = [],
        user: Int? = nil
    ) -> ImageClass {
        ImageClass(
            imageID: image,
            mounts: mounts.map { PlannedMount(path: $0, usesSubPath: false, source: .opaque(kind: "hostPath")) },
            user: SecurityContext(runAsUser: user), folders: [])
    }

    private func answer(_ text: String = Self.pem) -> ImageAnswer {
        ImageAnswer(
            found: [
                file: [.bytes(Array(text.utf8), path: "/srv/ca.pem")], .certifi: [.absent],
                .hashedFolder(path: "/etc/ssl/certs"): [.folder(["0a.0": Array(Self.pem.utf8)])],
            ],
            origin: StoreOrigin(via: .exec, place: "pod shop/web container app", at: "2026-05-28T20:26:40Z"))
    }

    private func files() throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".evidence") }
    }

    @Test func whatWasKeptIsReadBack() throws {
        #expect(cache().keep(answer(), for: imageClass()))
        let known = try #require(
            cache().answer(for: imageClass(), [file, .certifi, .hashedFolder(path: "/etc/ssl/certs")]))
        #expect(known.found[.certifi] == [.absent])
        #expect(
            known.found[.hashedFolder(path: "/etc/ssl/certs")] == answer().found[.hashedFolder(path: "/etc/ssl/certs")])
        guard case .bytes(let bytes, "/srv/ca.pem")? = known.found[file]?.first else {
            Issue.record("\(known.found)")
            return
        }
        #expect(String(decoding: bytes, as: UTF8.self).contains("AAAA"))
        #expect(known.origin == answer().origin)
        // A part is no answer.
        #expect(cache().answer(for: imageClass(), [file, .javaCacerts]) == nil)
    }

    @Test func anotherClassKnowsNothing() {
        #expect(cache().keep(answer(), for: imageClass()))
        #expect(cache().answer(for: imageClass(mounts: ["/data"]), [file]) == nil)
        #expect(cache().answer(for: imageClass(user: 1000), [file]) == nil)
        #expect(cache().answer(for: imageClass("reg.io/a@sha256:\(String(repeating: "b", count: 64))"), [file]) == nil)
    }

    @Test func aTagIsNoName() throws {
        #expect(cache().keep(answer(), for: imageClass("reg.io/a:1")))
        #expect(try files().isEmpty)
    }

    @Test func whatIsTooOldCountsForNothing() {
        #expect(cache().keep(answer(), for: imageClass()))
        #expect(cache(after: 3599).answer(for: imageClass(), [file]) != nil)
        #expect(cache(after: 3601).answer(for: imageClass(), [file]) == nil)
        #expect(cache(maxAge: 0).answer(for: imageClass(), [file]) == nil)
    }

    @Test func keysAreNeverWritten() throws {
        #expect(cache().keep(answer(Self.key + Self.pem), for: imageClass()))
        for name in try files() {
            let text = try String(contentsOfFile: "\(folder.path)/\(name)", encoding: .utf8)
            #expect(!text.contains(Data("c2VjcmV0".utf8).base64EncodedString()))
            let record = try JSONDecoder().decode(EvidenceRecord.self, from: Data(text.utf8))
            for file in record.entries.values.flatMap(\.found).flatMap(\.files) {
                #expect(!String(decoding: file.data, as: UTF8.self).contains("c2VjcmV0"))
            }
        }
        // What cannot be told from a key is not kept at all.
        #expect(cache().keep(answer("\u{1}\u{2}"), for: imageClass(user: 7)))
        #expect(cache().answer(for: imageClass(user: 7), [file]) == nil)
    }

    @Test func whatAVolumeMayHoldIsNotKept() {
        let mounted = imageClass(mounts: ["/srv"])
        #expect(cache().keep(answer(), for: mounted))
        #expect(cache().answer(for: mounted, [file]) == nil)
        #expect(cache().answer(for: mounted, [.certifi]) != nil)
    }

    @Test func aDamagedFileIsReadAnew() throws {
        #expect(cache().keep(answer(), for: imageClass()))
        let path = "\(folder.path)/\(try #require(files().first))"
        let whole = try String(contentsOfFile: path, encoding: .utf8)
        let damaged = [
            String(whole.dropLast(9)), whole.replacing("trustsweep-evidence/1", with: "trustsweep-evidence/9"), "",
            whole.replacing(Data("-----BEGIN".utf8).base64EncodedString().prefix(8), with: "AAAAAAAA"),
        ]
        for text in damaged {
            try text.write(toFile: path, atomically: true, encoding: .utf8)
            #expect(cache().answer(for: imageClass(), [file]) == nil)
        }
        #expect(cache().keep(answer(), for: imageClass()))
        #expect(cache().answer(for: imageClass(), [file]) != nil)
    }

    @Test func failuresAreKeptInRecordingsAlone() throws {
        let failed = ImageAnswer(failure: ImageFailure(reason: .noShell, detail: "no sh"))
        #expect(cache().keep(failed, for: imageClass()))
        #expect(try files().isEmpty)
        let recording = EvidenceFolder(recording: "\(folder.path)/recording")
        #expect(recording.keep(failed, for: imageClass()))
        #expect(recording.answer(for: imageClass(), [file])?.failure == failed.failure)
    }

    @Test func aFolderThatCannotBeWrittenIsSaid() throws {
        try "file".write(toFile: "\(folder.path)/cache", atomically: true, encoding: .utf8)
        #expect(!cache().keep(answer(), for: imageClass()))
    }

    @Test func oldFilesGo() throws {
        #expect(cache().keep(answer(), for: imageClass()))
        cache(after: Date.now.timeIntervalSince(Self.now)).prune()
        #expect(try files().count == 1)
        cache(after: Date.now.timeIntervalSince(Self.now) + 7200).prune()
        #expect(try files().isEmpty)
    }
}
