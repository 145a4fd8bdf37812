import Foundation
import Testing

@testable import Collectors

/// The script in a real shell, on real files.
@Suite struct EvidenceScriptTests {
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "evidence-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder.appending(path: "certs"), withIntermediateDirectories: true)
    }

    private func write(_ name: String, _ bytes: [UInt8]) throws -> String {
        let file = folder.appending(path: name)
        try Data(bytes).write(to: file)
        return file.path
    }

    private func run(_ wanted: [WantedFile], environment: [String: String] = [:]) throws -> [UInt8] {
        let command = EvidenceScript.command(wanted)
        let process = Process()
        process.executableURL = URL(filePath: "/bin/\(command[0])")
        process.arguments = Array(command.dropFirst())
        process.environment = ["PATH": "/usr/bin:/bin"].merging(environment) { $1 }
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let output = try #require(try pipe.fileHandleForReading.readToEnd())
        process.waitUntilExit()
        return [UInt8](output)
    }

    @Test func filesComeBackByteForByte() throws {
        let binary = (0...255).map { UInt8($0) } + Array("\nend 1\nsum 0\n".utf8)
        let paths = [try write("a.pem", binary), try write("empty", []), try write("with space", [10, 10])]
        let wanted = paths.map { WantedFile.file(path: $0) }
        let found = try EvidenceStream.read(try run(wanted), count: 3)
        #expect(
            found == [
                [.bytes(binary, path: paths[0])], [.bytes([], path: paths[1])], [.bytes([10, 10], path: paths[2])],
            ])
    }

    @Test func whatIsNotThereIsSaid() throws {
        let wanted: [WantedFile] = [
            .file(path: folder.appending(path: "none").path), .file(path: folder.path),
            .hashedFolder(path: folder.path), .hashedFolder(path: "/none"),
        ]
        let found = try EvidenceStream.read(try run(wanted), count: 4)
        #expect(found == [[.absent], [.isFolder], [.absent], [.absent]])
    }

    @Test func aHashedFolderIsReadByName() throws {
        _ = try write("certs/12345678.0", [1, 2, 3])
        _ = try write("certs/12345678.1", [4])
        _ = try write("certs/other.pem", [9])
        let path = folder.appending(path: "certs").path
        let found = try EvidenceStream.read(try run([.hashedFolder(path: path)]), count: 1)
        #expect(found == [[.folder(["12345678.0": [1, 2, 3], "12345678.1": [4]])]])
        try FileManager.default.removeItem(atPath: "\(path)/12345678.1")
        #expect(
            try EvidenceStream.read(try run([.hashedFolder(path: path)]), count: 1)
                == [[.folder(["12345678.0": [1, 2, 3]])]], "wc writes no total for one file")
    }

    @Test func aHomeFolderIsTheUsers() throws {
        let path = try write("root.crt", [7])
        let found = try EvidenceStream.read(
            try run([.file(path: "~/root.crt")], environment: ["HOME": folder.path]), count: 1)
        #expect(found == [[.bytes([7], path: path)]])
    }

    @Test func theJREIsFoundByItsHome() throws {
        let home = folder.appending(path: "jdk/lib/security")
        try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
        try Data([1, 2]).write(to: home.appending(path: "cacerts"))
        let environment = ["JAVA_HOME": folder.appending(path: "jdk").path, "PATH": "\(folder.path)/bin"]
        let tools = folder.appending(path: "bin")
        try FileManager.default.createDirectory(at: tools, withIntermediateDirectories: true)
        for tool in ["wc", "cat", "sha256sum", "readlink"] {
            try FileManager.default.createSymbolicLink(
                atPath: tools.appending(path: tool).path, withDestinationPath: "/usr/bin/\(tool)")
        }
        let found = try EvidenceStream.read(try run([.javaCacerts], environment: environment), count: 1)
        #expect(found == [[.bytes([1, 2], path: home.appending(path: "cacerts").path)]])
    }

    /// A `cat` that stops early, writes more or writes other bytes.
    @Test(arguments: ["head -c 2 \"$@\"", "/bin/cat \"$@\"; echo more", "/bin/cat \"$@\" | tr a b"])
    func aLyingCatIsNotBelieved(program: String) throws {
        let path = try write("a.pem", Array("aaaa".utf8))
        let tools = folder.appending(path: "liar")
        try FileManager.default.createDirectory(at: tools, withIntermediateDirectories: true)
        try Data("#!/bin/sh\n\(program)\n".utf8).write(to: tools.appending(path: "cat"))
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: tools.appending(path: "cat").path)
        let output = try run([.file(path: path)], environment: ["PATH": "\(tools.path):/usr/bin:/bin"])
        #expect(throws: EvidenceError.self) { try EvidenceStream.read(output, count: 1) }
    }
}
