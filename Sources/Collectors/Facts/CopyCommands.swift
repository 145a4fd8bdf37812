import Kubernetes
import ScanModel

/// Follows the files that containers write into `emptyDir` volumes, and into their own file system, before the application
/// starts.
///
/// What it does not understand makes the files that it names unknown: a store is then "not read", never a wrong one.
struct CopyCommands {
    /// By volume and path in it.
    private var volumes: [String: [String: FileContent]] = [:]
    private var hasStrangers = false
    /// What the last container wrote to its own file system, as mounts of single files.
    private(set) var ownMounts: [PlannedMount] = []
    /// What the last container added to files of its image.
    private(set) var additions: [StoreAddition] = []
    /// Whether the last container may have written to its own file system.
    private(set) var changesOwnFiles = false

    /// By volume: what is known to be in it.
    var copied: [String: [CopiedFile]] {
        volumes.mapValues { files in
            files.sorted { $0.key < $1.key }.flatMap { path, content in
                content.locations.map { CopiedFile(path: path, location: $0) }
            }
        }
    }

    /// Follows the commands of a container through its mounts.
    ///
    /// `words` are its command line, without credentials; of an application's commands the last is the program that it is
    /// there for. `content` is what was read at a location.
    mutating func run(
        _ container: Container, words: [String], role: ContainerFacts.Role, id: ContainerID,
        environment: ContainerEnvironment, mounts: [PlannedMount],
        content: @escaping (TrustStoreLocation) -> CollectedStore.Content
    ) {
        (ownMounts, additions, changesOwnFiles) = ([], [], false)
        let isProgram = role != .initialization
        guard !words.isEmpty else {
            // The image's own program, whatever it does.
            hasStrangers = hasStrangers || !isProgram
            return
        }
        var run = ScriptRun(
            files: ContainerFiles(mounts: mounts, container: id, volumes: volumes, hasStrangers: hasStrangers),
            environment: environment,
            folder: container.workingDir, isProgram: isProgram, content: content)
        if let script = Self.script(words, run) {
            var statements = ShellParser.statements(of: script)
            let last = statements.popLast()
            _ = run.run(statements)
            run.isLastCommand = true
            if let last { _ = run.run([last]) }
        } else if !isProgram {
            _ = run.run([ShellStatement(pipeline: [ShellCommand(literal: words)])])
        }
        volumes = run.files.volumes
        hasStrangers = run.files.hasStrangers
        changesOwnFiles = !run.files.own.isEmpty || hasStrangers
        for (path, content) in run.files.own.sorted(by: { $0.key < $1.key }) { keep(path, content, id, run.installed) }
    }

    private static let shells: Set<String> = ["sh", "bash", "ash", "dash"]

    /// The script that the command line runs: behind `-c`, or a file that a mount shows; nil where it runs a program.
    private static func script(_ words: [String], _ run: ScriptRun) -> String? {
        let shell = words.firstIndex { shells.contains(ContainerPath.lastPart($0)) }
        // Not `app --shell sh`, but `tini -- sh -c …`.
        if let shell, words[..<shell].allSatisfy({ isLauncher($0) }) {
            let rest = words[(shell + 1)...]
            let isFlag = { (word: String) in word.hasPrefix("-") && !word.hasPrefix("--") }
            if let flag = rest.firstIndex(where: { isFlag($0) && $0.hasSuffix("c") }), flag + 1 < words.count {
                return words[flag + 1]
            }
            return rest.first { !$0.hasPrefix("-") }.flatMap { file($0, run) }
        }
        guard let first = words.first, let text = file(first, run), text.hasPrefix("#!") else { return nil }
        let interpreter = text.textLines.first?.split { $0 == "/" || $0.isWhitespace }.last.map(String.init) ?? ""
        return shells.contains(interpreter) ? text : nil
    }

    private static func isLauncher(_ word: String) -> Bool {
        word.hasPrefix("-")
            || ["tini", "dumb-init", "env", "busybox", "catatonit"].contains(ContainerPath.lastPart(word))
    }

    private static func file(_ path: String, _ run: ScriptRun) -> String? {
        guard path.hasPrefix("/"), case .known(let parts)? = run.files.content(at: path), parts.count == 1 else {
            return nil
        }
        return run.text(at: parts[0]).map { RelevantScript($0).text }
    }

    /// Keeps a file that the container wrote to its own file system, where it may be a store.
    private mutating func keep(
        _ path: String, _ content: FileContent, _ id: ContainerID, _ installed: Set<TrustStoreLocation>
    ) {
        let image = TrustStoreLocation.container(id, path: path)
        if case .known(let parts) = content, let first = parts.first {
            if first == image {
                let added = Array(parts.dropFirst())
                guard !added.isEmpty else { return }
                additions.append(
                    StoreAddition(path: path, parts: added, isInstalled: added.allSatisfy(installed.contains)))
                return
            }
            if case .made(.keyStore(.likeTheFirst), let inner) = first, inner.first == image {
                additions.append(
                    StoreAddition(path: path, parts: [.made(.keyStore(.jks), of: Array(inner.dropFirst()))]))
                return
            }
        }
        guard Self.isStoreName(path) else { return }
        ownMounts.append(
            PlannedMount(
                path: path, usesSubPath: false,
                source: .emptyDirectory(
                    volume: "", base: "", copied: content.locations.map { CopiedFile(path: "", location: $0) })))
    }

    private static func isStoreName(_ path: String) -> Bool {
        let name = ContainerPath.lastPart(path).lowercased()
        let ends = ["pem", "crt", "cer", "der", "jks", "jceks", "p12", "pfx", "ks", "bks", "p7b", "pkcs12"]
        let words = ["cacert", "trust", "bundle", "root", "cert", "keystore"]
        return name == "ca" || ends.contains { name.hasSuffix(".\($0)") } || words.contains { name.contains($0) }
    }
}
