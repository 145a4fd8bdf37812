import Foundation
import Testing

@testable import Kubernetes

/// `Tests/Double/apiserver.py`, running for one test.
final class APIServerDouble {
    let folder: TemporaryFolder
    let port: Int
    private let process: Process
    private let input: Pipe

    static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Double/apiserver.py").path

    /// The certificates, made once for all tests of a run.
    static let pki: String = {
        let folder = NSTemporaryDirectory() + "trustsweep-pki-\(ProcessInfo.processInfo.processIdentifier)"
        _ = try? APIServerDouble(routes: "[]", pki: folder)
        return folder
    }()

    init(routes: String, arguments: [String] = [], files: [String: Data] = [:], pki: String? = nil) throws {
        folder = try TemporaryFolder()
        try folder.write("routes.json", routes)
        for (name, data) in files { try data.write(to: URL(fileURLWithPath: "\(folder.path)/\(name)")) }
        process = Process()
        input = Pipe()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", Self.script, folder.path, "--pki", pki ?? Self.pki] + arguments
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        port = try #require(Int(line.split(whereSeparator: \.isWhitespace).last ?? ""))
    }

    deinit {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    func configuration(
        authority: String? = "ca.crt", host: String = "127.0.0.1", tlsServerName: String? = nil,
        credential: Credential = Credential(), isInsecure: Bool = false, proxy: String? = nil
    ) throws -> ClusterConfiguration {
        ClusterConfiguration(
            server: try #require(ServerAddress("https://\(host):\(port)", assumingTLS: true)),
            certificateAuthority: try authority.map(Self.pem), isInsecure: isInsecure, tlsServerName: tlsServerName,
            proxy: proxy, credential: credential, context: "double")
    }

    func client(
        _ configuration: ClusterConfiguration? = nil, limits: ClientLimits = ClientLimits(), pace: Pace = .test(),
        requestTimeout: Double? = 20
    ) throws -> KubernetesClient {
        let configuration = try configuration ?? self.configuration()
        return KubernetesClient(
            configuration: configuration, transport: configuration.transport(requestTimeout: requestTimeout),
            execTransport: configuration.execTransport(), limits: limits, userAgent: "trustsweep/test (linux/amd64)",
            pace: pace)
    }

    static func pem(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(pki)/\(name)")))
    }

    static func identity(_ name: String) throws -> ClientIdentity {
        ClientIdentity(certificate: try pem("\(name).crt"), key: try pem("\(name).key"))
    }

    /// What was asked, in order.
    func requests() throws -> [Entry] {
        try folder.read("requests.log").split(separator: "\n").map {
            try JSONDecoder().decode(Entry.self, from: Data($0.utf8))
        }
    }

    /// Requests that no route was written for; expected empty.
    func unknown() throws -> String { try folder.read("unknown.log") }

    struct Entry: Decodable {
        var method: String
        var path: String
        var query: [String: String]
        var headers: [String: String]
        var client: String?
        /// Of a command in a container: namespace/pod/container.
        var exec: String?
        var command: [String]?
    }
}

extension Pace {
    /// The real clock without the waiting; `slept` sees how long it would have been.
    static func test(now: @escaping @Sendable () -> Double = { 1_790_000_000 }, slept: SleepLog = SleepLog()) -> Pace {
        Pace(now: now, sleep: { slept.add($0) }, random: { 0.5 })
    }
}
