import ArgumentParser
import Collectors
import Foundation
import Kubernetes

/// A mistake in how the program was called (exit 64).
struct UsageError: Error {
    var message: String
    var hint: String

    init(_ message: String, hint: String) {
        self.message = message
        self.hint = hint
    }
}

/// The program could not do its work (exit 1): one line of what, one of what to do.
struct FatalError: Error {
    var message: String
    var hint: String

    init(_ message: String, hint: String) {
        self.message = message
        self.hint = hint
    }
}

/// The one place that speaks to people on stderr.
///
/// Rules of speech: lower-case, no full stop, `error:` for what happened and `hint:` for what to do; nothing secret.
enum Terminal {
    /// Writes one line to stderr; control characters of foreign text are made visible.
    static func say(_ line: String) {
        let visible = line.unicodeScalars.map { scalar in
            scalar.value < 0x20 || scalar.value == 0x7F ? "\\u{\(String(scalar.value, radix: 16))}" : String(scalar)
        }
        FileHandle.standardError.write(Data((visible.joined() + "\n").utf8))
    }

    static func write(_ text: String) {
        FileHandle.standardOutput.write(Data(text.utf8))
    }

    static var isInteractive: Bool { isatty(STDERR_FILENO) == 1 }

    /// The width of the terminal on stdout; nil where stdout is a file or a pipe.
    static var width: Int? {
        guard isatty(STDOUT_FILENO) == 1 else { return nil }
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 20 else { return 100 }
        return Int(size.ws_col)
    }

    /// Ends the program. Nothing of it needs an exit handler, and those take down what threads that still wind up use: libdispatch
    /// aborted in one of some thousand runs.
    static func end(_ status: Int32) -> Never {
        fflush(nil)
        _exit(status)
    }

    /// Says what went wrong and ends the program with the status of product.md.
    static func exit(for error: any Error) -> Never {
        switch error {
        case let error as UsageError:
            say("error: \(error.message)")
            say("hint: \(error.hint)")
            end(64)
        case let error as FatalError:
            say("error: \(error.message)")
            say("hint: \(error.hint)")
            end(1)
        case let error as KubernetesError:
            say("error: \(error)")
            say("hint: \(error.hint)")
            end(1)
        case let error as RecordingError:
            say("error: \(error)")
            say("hint: \(error.hint)")
            end(1)
        default:
            // Usage errors, --help and --version are ArgumentParser's.
            let code = Trustsweep.exitCode(for: error)
            let text = Trustsweep.fullMessage(for: error)
            guard code != .success else {
                write(text.trimmingCharacters(in: .newlines) + "\n")
                end(0)
            }
            say("error: \(oneLine(Trustsweep.message(for: error)))")
            say("hint: see \(helpCommand(in: text))")
            end(code.rawValue)
        }
    }

    /// ArgumentParser's words in our manner of speech.
    private static func oneLine(_ message: String) -> String {
        var line = message.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
            .joined(separator: " ").replacing(". Please provide ", with: ": give ")
        if line.hasSuffix(".") { line.removeLast() }
        return line.prefix(1).lowercased() + line.dropFirst()
    }

    /// The command that ArgumentParser's last line names, `  See 'trustsweep scan --help' for more information.`
    private static func helpCommand(in text: String) -> String {
        text.split(separator: "  See '").last?.split(separator: "'").first.map(String.init)
            .flatMap { $0.hasSuffix("--help") ? $0 : nil } ?? "\(Invocation.current.commandName) --help"
    }
}
