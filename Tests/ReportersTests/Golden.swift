import Foundation
import Testing

/// A text that must equal the committed file of that name; `RECORD=1` writes the file instead.
func expectGolden(
    _ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let file = testFolder.appending(path: "Golden/\(name)")
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
        try Data(text.utf8).write(to: file)
        return
    }
    let expected = try String(contentsOf: file, encoding: .utf8)
    #expect(text == expected, "Golden/\(name) differs", sourceLocation: sourceLocation)
}

let testFolder = URL(filePath: #filePath).deletingLastPathComponent()

/// The folder `Sources/Reporters`.
let sourceFolder = testFolder.appending(path: "../../Sources/Reporters").standardizedFileURL
