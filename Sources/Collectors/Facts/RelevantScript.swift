import ScanModel

/// A shell script reduced to what may hold a TLS fact and to what writes files; the rest to commands and paths.
///
/// A reduced script reduces to itself, so that a recording reads as the cluster does.
struct RelevantScript {
    let text: String

    init(_ script: String) { text = Self.relevantLines(Credentials.removed(from: script)) }

    /// Whether a configuration entry is a shell script.
    static func isScript(_ text: String, key: String) -> Bool {
        if key.hasSuffix(".sh") { return true }
        guard text.hasPrefix("#!"), let line = text.textLines.first else { return false }
        return line.hasSuffix("sh") || line.contains("sh ")
    }

    /// What starts a program that may talk to a database, and what decides which files are written.
    private static let programs = [
        "psql", "pg_", "pgbouncer", "java", "node", "npm", "python", "gunicorn", "uvicorn", "dotnet", "rails", "php",
        "exec ", "export ", "cp ", "cat ", "install ", "mkdir ", "mv ", "keytool", "openssl", "update-ca-", "ln ",
        "tee ",
        "base64", "cd ", "touch ", "rm ", "printf ", "exit", "<<",
    ]

    /// Words of the shell's own grammar: a line without them would be another script.
    private static let grammar: Set<String> = [
        "if", "then", "else", "elif", "fi", "for", "do", "done", "while", "until", "case", "esac", "{", "}", "function",
    ]

    /// A text without credentials, line by line; a line that goes on behind a backslash is one.
    static func relevantLines(_ script: String) -> String {
        var lines: [String] = []
        var pending: [String] = []
        var isCertificate = false
        func close() {
            guard !pending.isEmpty else { return }
            let isWhole = pending.contains(where: keeps)
            lines +=
                isWhole ? pending : [reduced(pending.map { $0.hasSuffix("\\") ? String($0.dropLast()) : $0 }.joined())]
            pending = []
        }
        for line in script.textLines {
            let line = line.trimmed
            if line.contains("-----BEGIN ") { isCertificate = true }
            if isCertificate {
                close()
                lines.append(line)
            } else {
                pending.append(line)
                if !line.hasSuffix("\\") { close() }
            }
            if line.contains("-----END ") { isCertificate = false }
        }
        close()
        return lines.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    private static func keeps(_ line: String) -> Bool {
        if isDownload(line) { return false }
        if Relevance.keeps(name: "", value: line) || programs.contains(where: { line.contains($0) }) { return true }
        if line.contains("echo "), line.contains(where: { $0 == ">" || $0 == "|" }) { return true }
        let words = line.split { $0.isWhitespace || $0 == ";" }
        if words.contains(where: { grammar.contains(String($0)) }) { return true }
        let assigned = line.prefix { $0 != "=" && !$0.isWhitespace }
        return assigned.count < line.count && Relevance.keeps(name: String(assigned), value: "")
    }

    /// Of a download only where from and where to: headers and queries are nobody's business.
    private static func isDownload(_ line: String) -> Bool {
        line.split(whereSeparator: \.isWhitespace).contains { $0 == "curl" || $0 == "wget" }
    }

    private static func reduced(_ line: String) -> String {
        let isDownload = isDownload(line)
        // What a download is piped into is a command as any other.
        if isDownload, let pipe = line.firstRange(of: " | ") {
            let rest = String(line[pipe.upperBound...])
            return reduced(String(line[..<pipe.lowerBound])) + " | " + (keeps(rest) ? rest : reduced(rest))
        }
        var startsCommand = true
        let tokens = line.split(whereSeparator: \.isWhitespace).compactMap { token -> String? in
            defer { startsCommand = ["&&", "||", "|", ";"].contains(token) || token.hasSuffix(";") }
            if isDownload, let host = ScriptRun.host(String(token)) { return "https://\(host)/" + fileName(of: token) }
            if isDownload, token.hasPrefix("-") { return namesOutput(token) ? String(token) : nil }
            let isCommand = startsCommand && !token.contains("=")
            let isPath = ["/", "\"/", "'/", "\"$", "$", ">", "&&", "||", ";", "|"].contains { token.hasPrefix($0) }
            let isAssignment = token.firstIndex(of: "=").map { token[$0...].contains("/") } ?? false
            let isTool = isDownload && (token == "curl" || token == "wget")
            return isCommand || isPath || isAssignment || isTool ? String(token) : nil
        }
        let text = tokens.joined(separator: " ")
        // A quote whose other half is gone would swallow the lines behind.
        return ["\"", "'"].reduce(text) { text, quote in
            text.split(separator: quote, omittingEmptySubsequences: false).count.isMultiple(of: 2)
                ? text.replacing(quote, with: "") : text
        }
    }

    /// Of the options of curl and wget those that say where the file goes.
    private static func namesOutput(_ option: Substring) -> Bool {
        if option.hasPrefix("--") {
            return ["--output", "--output-document", "--output-dir", "--remote-name", "--directory-prefix"].contains(
                option)
        }
        return option.dropFirst().allSatisfy(\.isLetter) && option.last.map { "oOP".contains($0) } == true
    }

    /// The last component of a URL's path, under which `curl -O` and `wget` write.
    private static func fileName(of url: Substring) -> String {
        let path = url.prefix { $0 != "?" && $0 != "#" }.filter { $0 != "\"" && $0 != "'" }
        let name = path.split(separator: "/").dropFirst(2).last.map(String.init) ?? ""
        return name.allSatisfy { $0.isLetter || $0.isNumber || "._-".contains($0) } ? name : ""
    }
}
