import Foundation
import ScanModel
import Testing

@testable import Collectors
@testable import Kubernetes

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
        try run(EvidenceScript.command(wanted), environment: environment)
    }

    private func run(_ command: [String], environment: [String: String]) throws -> [UInt8] {
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
        let found = try EvidenceStream.read(try run(wanted), count: 3).files
        #expect(
            found == [
                [.bytes(binary, path: paths[0])], [.bytes([], path: paths[1])], [.bytes([10, 10], path: paths[2])],
            ])
    }

    /// Some images have no `stat`: their files come without a time.
    @Test func imagesWithoutStatAreRead() throws {
        let tools = folder.appending(path: "tools")
        try FileManager.default.createDirectory(at: tools, withIntermediateDirectories: true)
        for tool in ["cat", "wc", "sha256sum"] {
            try FileManager.default.createSymbolicLink(
                atPath: tools.appending(path: tool).path, withDestinationPath: "/usr/bin/\(tool)")
        }
        let path = try write("a.pem", Array("a\n".utf8))
        for (search, isDated) in [(tools.path, false), ("/usr/bin", true)] {
            let output = try run([.file(path: path)], environment: ["PATH": search])
            let evidence = try EvidenceStream.read(output, count: 1)
            #expect(evidence.files == [[.bytes(Array("a\n".utf8), path: path)]])
            #expect((evidence.changes[path] != nil) == isDated)
        }
    }

    @Test func whatIsNotThereIsSaid() throws {
        let wanted: [WantedFile] = [
            .file(path: folder.appending(path: "none").path), .file(path: folder.path),
            .hashedFolder(path: folder.path), .hashedFolder(path: "/none"),
        ]
        let found = try EvidenceStream.read(try run(wanted), count: 4).files
        #expect(found == [[.absent], [.isFolder], [.absent], [.absent]])
    }

    @Test func aHashedFolderIsReadByName() throws {
        _ = try write("certs/12345678.0", [1, 2, 3])
        _ = try write("certs/12345678.1", [4])
        _ = try write("certs/other.pem", [9])
        let path = folder.appending(path: "certs").path
        let found = try EvidenceStream.read(try run([.hashedFolder(path: path)]), count: 1).files
        #expect(found == [[.folder(["12345678.0": [1, 2, 3], "12345678.1": [4]])]])
        try FileManager.default.removeItem(atPath: "\(path)/12345678.1")
        #expect(
            try EvidenceStream.read(try run([.hashedFolder(path: path)]), count: 1).files
                == [[.folder(["12345678.0": [1, 2, 3]])]], "wc writes no total for one file")
    }

    @Test func aHomeFolderIsTheUsers() throws {
        let path = try write("root.crt", [7])
        let found = try EvidenceStream.read(
            try run([.file(path: "~/root.crt")], environment: ["HOME": folder.path]), count: 1
        ).files
        #expect(found == [[.bytes([7], path: path)]])
    }

    @Test func theJREIsFoundByItsHome() throws {
        let home = folder.appending(path: "jdk/lib/security")
        try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
        try Data([1, 2]).write(to: home.appending(path: "cacerts"))
        let environment = ["JAVA_HOME": folder.appending(path: "jdk").path, "PATH": "\(folder.path)/bin"]
        let tools = folder.appending(path: "bin")
        try FileManager.default.createDirectory(at: tools, withIntermediateDirectories: true)
        for tool in ["wc", "cat", "sha256sum", "readlink", "sed"] {
            try FileManager.default.createSymbolicLink(
                atPath: tools.appending(path: tool).path, withDestinationPath: "/usr/bin/\(tool)")
        }
        try Data("IMPLEMENTOR=\"Eclipse Adoptium\"\nJAVA_VERSION=\"17.0.9\"\n".utf8).write(
            to: folder.appending(path: "jdk/release"))
        let evidence = try EvidenceStream.read(try run([.javaCacerts], environment: environment), count: 1)
        let release = folder.appending(path: "jdk/release").path
        #expect(
            evidence.facts.filter { $0.source == release }.map { "\($0.name) \($0.value)" }
                == ["java 17.0.9", "java-vendor Eclipse Adoptium"])
        #expect(evidence.files == [[.bytes([1, 2], path: home.appending(path: "cacerts").path)]])
    }

    /// The script as it would run in a container whose root is another folder.
    private func image(_ files: [String: String], shell: [String], variables: [String: String] = [:]) throws
        -> ImageEvidence
    {
        for (path, text) in files {
            let file = folder.appending(path: "root\(path)")
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        var command = EvidenceScript.command([.certifi])
        let root = folder.appending(path: "root").path
        for top in ["/etc/", "/usr/", "/var/", "/lib/apk"] {
            command[2] = command[2].replacing(" \(top)", with: " \(root)\(top)")
        }
        let output = try run(shell + Array(command.dropFirst()), environment: variables)
        let text = String(decoding: output, as: UTF8.self).replacing(root, with: "")
        return try EvidenceStream.read(Array(text.utf8), count: 1)
    }

    private static let shells = [["dash"], ["busybox", "sh"], ["bash"]]

    @Test(arguments: shells)
    func versionsComeAlong(shell: [String]) throws {
        let evidence = try image(
            [
                "/etc/os-release": "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nVERSION_ID=\"12\"\nID=debian\n",
                "/var/lib/dpkg/status": """
                Package: base
                Status: install ok installed
                Version: 9

                Package: ca-certificates
                Status: install ok installed
                Description: with ‘quotes’
                Version: 20230311

                Package: nodejs
                Status: install ok installed
                Version: 18.19.0+dfsg-6

                Package: last
                Version: 1
                """,
                "/lib/apk/db/installed":
                    "C:Q1\nP:ca-certificates-bundle\nV:20240226-r0\nF:etc\n\nP:zlib\nV:1\n\nP:nodejs\nV:22.1.0-r0\nF:usr",
                "/usr/local/include/node/node_version.h": """
                #ifndef SRC_NODE_VERSION_H_
                #define NODE_MAJOR_VERSION 20
                #define NODE_MINOR_VERSION 9
                #define NODE_PATCH_VERSION 0
                """,
                "/usr/share/dotnet/shared/Microsoft.NETCore.App/8.0.1/x.dll": "",
                "/usr/local/lib/python3.12/site-packages/certifi/cacert.pem": "pem",
                "/usr/local/lib/python3.12/site-packages/certifi-2024.2.2.dist-info/METADATA": "",
            ], shell: shell,
            variables: ["NODE_OPTIONS": "--use-openssl-ca --title=it's", "NODE_EXTRA_CA_CERTS": "/app/ca.pem"])
        #expect(
            evidence.facts.map { "\($0.name) = \($0.value)" } == [
                "NODE_EXTRA_CA_CERTS = /app/ca.pem", "NODE_OPTIONS = --use-openssl-ca --title=it's",
                "ca-certificates = 20240226-r0", "ca-certificates = 20230311", "certifi = 2024.2.2", "dotnet = 8.0.1",
                "node = 22.1.0-r0", "node = 20.9.0", "node = 18.19.0+dfsg-6",
                "os = Debian GNU/Linux 12 (bookworm)", "os-id = debian", "os-version = 12",
            ])
        #expect(evidence.changes.count == 1)
    }

    @Test(arguments: shells)
    func whatIsNotThereTellsNothing(shell: [String]) throws {
        let evidence = try image(["/etc/none": ""], shell: shell)
        #expect(evidence.facts.isEmpty && evidence.files == [[.absent]])
    }

    /// nginx, in front of an API server, refuses a longer line of a request.
    @Test func theCommandFitsIntoAURL() {
        let store = CollectedStore(reference: .builtIn(.operatingSystem), location: nil, content: .notLookedAt)
        let wanted = (ImageStores.wanted(for: store) ?? []) + [.javaCacerts, .certifi]
        let path = ExecRequest(
            namespace: "shop", pod: "web-1", container: "app", command: EvidenceScript.command(wanted)
        ).path
        #expect(path.utf8.count < 8000)
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
