import Kubernetes
import ScanModel

/// The passwords of trust stores that the settings of a container name, or that stand beside a store.
struct ContainerPasswords {
    private(set) var keys = StoreKeys()
    private let environment: ContainerEnvironment

    /// - Parameters:
    ///   - container: whose command and arguments are looked at as they are.
    ///   - environment: its variables, raw.
    ///   - fileWords: what the configuration files that it mounts say.
    init(_ container: Container, _ environment: ContainerEnvironment, fileWords: [PasswordWords.Word]) {
        self.environment = environment
        for (name, value) in environment.values { take(name, value) }
        for unread in environment.unread.compactMap(\.name) where PasswordWords.names(unread) {
            noteUnread(variable: unread)
        }
        for word in container.command + container.args {
            let flag = "-D\(PasswordWords.property)="
            if word.hasPrefix(flag) {
                // One argument, whatever blanks are in it.
                take(PasswordWords.Word(value: String(word.dropFirst(flag.count)), isOfJVM: true))
            } else {
                PasswordWords.words(in: word).forEach { take($0) }
            }
        }
        fileWords.forEach { take($0) }
    }

    private mutating func take(_ name: String, _ value: String) {
        if PasswordWords.names(name) { take(PasswordWords.Word(value: value, isOfJVM: false)) }
        PasswordWords.words(in: value).forEach { take($0) }
    }

    private mutating func take(_ word: PasswordWords.Word) {
        switch resolved(word.value) {
        case .success(let password):
            if !word.isOfJVM {
                keys.add([password])
            } else if !keys.own.contains(password) {
                keys.own.append(password)
            }
        case .failure(let why): if word.isOfJVM { keys.unread = why.words }
        }
    }

    private mutating func noteUnread(variable: String) {
        keys.unread = keys.unread ?? Unknown(variable, in: environment).words
    }

    /// Why a password is not known.
    private struct Unknown: Error {
        var words: String

        init(words: String) { self.words = words }

        init(_ variable: String, in environment: ContainerEnvironment) {
            let known = environment.unread.first { $0.name == variable } ?? environment.unread.first { $0.name == nil }
            let place = known.map { "comes from \($0.object), which was not read" } ?? "is not known"
            words = "its password \(place)"
        }
    }

    /// The text itself, or that of the variable that it refers to: `$(NAME)`, `${NAME}`, `${NAME:default}`, `$NAME`.
    private func resolved(_ value: String) -> Result<StorePassword, Unknown> {
        let text = expandedVariables(value) { environment.value(of: $0) }
        guard text != Credentials.mark else { return .failure(Unknown(words: "its password is not in the recording")) }
        guard let reference = Self.reference(in: text) else {
            return StorePassword(text).map { .success($0) }
                ?? .failure(Unknown(words: "its password is empty or too long"))
        }
        if let password = (environment.value(of: reference.name) ?? reference.otherwise).flatMap({ StorePassword($0) })
        {
            return .success(password)
        }
        return .failure(Unknown(reference.name, in: environment))
    }

    private static func reference(in text: String) -> (name: String, otherwise: String?)? {
        guard text.hasPrefix("$") else { return nil }
        var name = text.dropFirst()
        var otherwise: String?
        if let open = name.first, open == "(" || open == "{" {
            guard name.last == (open == "(" ? ")" : "}") else { return nil }
            let parts = name.dropFirst().dropLast().split(separator: ":", maxSplits: 1)
            name = parts.first ?? ""
            otherwise = parts.count > 1 ? String(parts[1].drop { $0 == "-" }) : nil
        }
        let isName = !name.isEmpty && name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
        return isName ? (String(name), otherwise) : nil
    }
}
