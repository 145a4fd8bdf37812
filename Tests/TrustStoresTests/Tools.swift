import Foundation
import Testing

/// The programs that make and list key stores, as they are on this machine.
func run(_ command: String...) throws -> String {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = command
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "\(command.joined(separator: " ")): \(text)")
    return text
}

func keytool(_ arguments: String...) throws {
    _ = try run("sh", "-c", (["keytool"] + arguments.map { "'\($0)'" }).joined(separator: " "))
}

/// The SHA-256 fingerprints of the entries that keytool lists.
func listedByKeytool(_ file: String, password: String = "changeit") throws -> [String] {
    try run("keytool", "-list", "-keystore", file, "-storepass", password)
        .split(separator: "\n").compactMap { $0.split(separator: "(SHA-256): ").dropFirst().first }
        .map { $0.lowercased().replacingOccurrences(of: ":", with: "") }
}

/// Runs with a folder that is gone afterwards.
func withTemporaryFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "trustsweep-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
}
