import Foundation
import TrustAssessment

/// `assess --batch`: lines in, lines out, each as soon as it is there.
struct BatchRun {
    let path: String

    /// - Throws: ``FatalError`` where there is no such file, or where a line could not be answered.
    func run() throws {
        let isStandardInput = path == "-"
        guard let input = isStandardInput ? fdopen(STDIN_FILENO, "r") : fopen(path, "r") else {
            throw FatalError(
                "cannot read \(path)", hint: "give a file of JSON objects, one a line, or - for standard input")
        }
        defer { fclose(input) }
        let folder = isStandardInput ? "." : (path as NSString).deletingLastPathComponent
        var files = StoreFiles(relativeTo: folder.isEmpty ? "." : folder)
        var batch = Batch(now: Date.now)
        var line: UnsafeMutablePointer<CChar>?
        var capacity = 0
        defer { free(line) }
        while true {
            let length = getline(&line, &capacity, input)
            guard length >= 0, let start = line else { break }
            let text = String(
                decoding: UnsafeRawBufferPointer(start: start, count: length), as: UTF8.self
            ).trimmingCharacters(in: Self.around)
            guard !text.isEmpty else { continue }
            Terminal.write(batch.answer(text) { files.file($0) } + "\n")
        }
        guard batch.errors == 0 else {
            let lines = batch.errors == 1 ? "1 line was" : "\(batch.errors) lines were"
            throw FatalError("\(lines) not answered", hint: "each has an \"error\" in its place")
        }
    }

    private static let around = CharacterSet.whitespacesAndNewlines.union(CharacterSet(charactersIn: "\u{FEFF}"))
}
