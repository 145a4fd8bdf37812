import Foundation
import Testing

@testable import CLI

@Suite struct PasswordFileTests {
    private func passwords(_ content: [UInt8], most: Int = 16) throws -> [String] {
        let file = FileManager.default.temporaryDirectory.appending(path: "passwords-\(UUID().uuidString)")
        try Data(content).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        return try PasswordFile.passwords(in: file.path, most: most)
    }

    @Test(arguments: ["a b\nc\n", "a b\r\nc\r\n", "a b\n\n\nc", "a b\nc\nlater\n"])
    func eachLineIsOne(content: String) throws {
        #expect(try passwords(Array(content.utf8), most: 2) == ["a b", "c"])
    }

    @Test func anEmptyFirstLineIsTheEmptyPassword() throws {
        #expect(try passwords(Array("\nx".utf8)) == ["", "x"])
    }

    @Test(arguments: [[0xFF, 0xFE], [UInt8](repeating: 0x61, count: 1025), [UInt8](repeating: 0x0A, count: 70_000)])
    func whatHoldsNoPasswordIsAnErrorThatQuotesNothing(content: [UInt8]) {
        let error = #expect(throws: FatalError.self) { try passwords(content) }
        #expect(error.map { "\($0)" }?.contains("aaaa") == false)
    }

    @Test func aFileThatIsNotThereIsAnError() {
        #expect(throws: FatalError.self) { try PasswordFile.passwords(in: "/nowhere", most: 1) }
    }
}
