import Foundation
import ScanModel
import Testing

@testable import TrustStores

/// What the fuzzer found worth keeping, and what it began with (`Tests/Fuzz/run`).
enum FuzzCorpus {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../Fuzz/Corpus").standardizedFileURL

    static var targets: [String] { get throws { try names(in: folder) } }

    static func files(of target: String) throws -> [URL] {
        let folder = folder.appending(path: target)
        return try names(in: folder).map { folder.appending(path: $0) }
    }

    private static func names(in folder: URL) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { !$0.hasPrefix(".") }.sorted()
    }
}

@Suite struct FuzzCorpusTests {
    @Test func everyFormatThatIsReadHasATarget() throws {
        let read = trustStoreFormats.filter { !($0 is any KnownFormat.Type) && $0 != PrivateKey.self }
        #expect(Set(try FuzzCorpus.targets) == Set(read.map { "\($0)".lowercased() } + ["readers"]))
    }

    @Test(arguments: try FuzzCorpus.targets)
    func everyParserComesBackFromEveryFile(target: String) throws {
        let files = try FuzzCorpus.files(of: target)
        #expect(!files.isEmpty)
        for file in files {
            let bytes = [UInt8](try Data(contentsOf: file))
            for format in trustStoreFormats {
                var certificates = CertificateReader()
                let store = format.parse(bytes, passwords: StorePasswords.candidates([]), &certificates)
                #expect(store.format == format.name)
            }
            guard case .read(let store) = parseTrustStore(bytes) else {
                Issue.record("\(file.lastPathComponent) was not read")
                continue
            }
            for reader in ChainRules.FileReader.allCases { _ = store.reading(by: reader) }
        }
    }

    @Test func theCorpusStaysSmall() throws {
        let files = try FuzzCorpus.targets.flatMap(FuzzCorpus.files)
        let sizes = try files.map { try $0.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0 }
        #expect(sizes.reduce(0, +) < 2_000_000)
    }
}
