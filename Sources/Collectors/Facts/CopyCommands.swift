import Kubernetes
import ScanModel

/// Follows the files that containers copy into `emptyDir` volumes before the application starts.
///
/// Understands `cp`, `install`, `mv`, `cat … > FILE` and `mkdir`. What it does not understand makes the files it names
/// unknown: a store is then "not read", never a wrong one.
struct CopyCommands {
    /// By volume: what is known to be in it.
    private(set) var copied: [String: [CopiedFile]] = [:]

    /// Follows the commands of a container through its mounts.
    mutating func run(
        _ container: Container, id: ContainerID, environment: ContainerEnvironment, mounts: [PlannedMount]
    ) {
        guard mounts.contains(where: { if case .emptyDirectory = $0.source { true } else { false } }) else { return }
        let words = (container.command + container.args).map(environment.expanded)
        let commands: [ShellCommand]
        if let first = words.first, ["sh", "bash", "ash", "dash"].contains(ContainerPath.lastPart(first)) {
            guard let flag = words.firstIndex(where: { $0.hasPrefix("-") && $0.hasSuffix("c") }), flag + 1 < words.count
            else { return }
            let script = words[flag + 1]
            commands = shellCommands(script) { name in
                Credentials.isCredentialName(name) ? nil : environment.value(of: name)
            }
        } else {
            commands = [ShellCommand(words: words)]
        }
        var run = Run(copied: copied, mounts: mounts, container: id)
        for command in commands { run.apply(command) }
        copied = run.copied
    }

    /// The commands of one container.
    private struct Run {
        var copied: [String: [CopiedFile]]
        let mounts: [PlannedMount]
        let container: ContainerID
        var folders: Set<String> = []

        init(copied: [String: [CopiedFile]], mounts: [PlannedMount], container: ContainerID) {
            self.copied = copied
            self.mounts = mounts
            self.container = container
        }

        mutating func apply(_ command: ShellCommand) {
            let name = command.words.first.map(ContainerPath.lastPart) ?? ""
            let operands = command.words.dropFirst().filter { !$0.hasPrefix("-") }
            switch name {
            case "cat" where command.output != nil:
                write(operands.map { [$0] }.flatMap(\.self), to: command.output ?? "", appends: command.appends)
            case "cp", "mv", "install": copy(command, operands)
            case "mkdir": folders.formUnion(operands.map(ContainerPath.normalized))
            case "chmod", "chown", "echo", "ls", "set", "test", "[", "sleep", "true", "exec":
                if let output = command.output { forget(output) }
            default: for word in command.words.dropFirst() + [command.output ?? ""] { forget(word) }
            }
        }

        private mutating func copy(_ command: ShellCommand, _ operands: [String]) {
            var sources = operands
            var target: String?
            if let flag = command.words.firstIndex(where: { $0 == "-t" || $0 == "-m" || $0 == "-o" || $0 == "-g" }),
                flag + 1 < command.words.count
            {
                let value = command.words[flag + 1]
                if let position = sources.firstIndex(of: value) { sources.remove(at: position) }
                if command.words[flag] == "-t" { target = value }
            }
            guard let destination = target ?? sources.popLast(), !sources.isEmpty else { return }
            let path = ContainerPath.normalized(destination)
            let isFolder =
                target != nil || sources.count > 1 || destination.hasSuffix("/") || destination.hasSuffix("/.")
                || folders.contains(path) || mounts.contains { $0.path == path } || sources[0].contains("*")
            for source in sources { copy(source, to: path, intoFolder: isFolder) }
        }

        private mutating func copy(_ source: String, to target: String, intoFolder: Bool) {
            let path = ContainerPath.normalized(source)
            let last = ContainerPath.lastPart(path)
            if last.contains("*") || last.contains("?") {
                for file in files(in: ContainerPath.folder(path)) where !file.contains("/") && Glob(last).matches(file)
                {
                    place([ContainerPath.join(ContainerPath.folder(path), file)], at: ContainerPath.join(target, file))
                }
                return
            }
            let inside = files(in: path)
            guard inside.isEmpty else {
                // `cp -r a b` makes b/a where b exists; `a/.` means the content.
                let base = intoFolder && !source.hasSuffix("/.") ? ContainerPath.join(target, last) : target
                for file in inside { place([ContainerPath.join(path, file)], at: ContainerPath.join(base, file)) }
                return
            }
            place([path], at: intoFolder ? ContainerPath.join(target, last) : target)
        }

        private mutating func write(_ sources: [String], to target: String, appends: Bool) {
            let named = sources.flatMap { source -> [String] in
                let last = ContainerPath.lastPart(source)
                guard last.contains("*") else { return [source] }
                let folder = ContainerPath.folder(ContainerPath.normalized(source))
                let found = files(in: folder).filter { !$0.contains("/") && Glob(last).matches($0) }
                return found.isEmpty ? [source] : found.map { ContainerPath.join(folder, $0) }
            }
            place(named, at: target, appends: appends)
        }

        /// The files a mount is known to show below a folder.
        private func files(in folder: String) -> [String] {
            guard let (mount, relative) = FileLocator(current, operatingSystem: .linux).mount(of: folder) else {
                return []
            }
            let paths: [String] =
                switch mount.source {
                case .files(let files, _): files.map(\.path)
                case .unreadObject(_, let known): known.map(\.path)
                case .emptyDirectory(_, let base, let copied):
                    copied.compactMap { ContainerPath.relative($0.path, to: base) }
                case .opaque: []
                }
            return paths.compactMap { ContainerPath.relative($0, to: relative) }.filter { !$0.isEmpty }
        }

        private mutating func place(_ sources: [String], at target: String, appends: Bool = false) {
            guard let (volume, path) = volumePath(target) else { return }
            let locator = FileLocator(current, operatingSystem: .linux)
            var locations: [TrustStoreLocation] = []
            var isKnown = !appends || (copied[volume] ?? []).contains { $0.path == path }
            for source in sources {
                switch locator.locate(source) {
                case .at(let found, _): locations += found
                case .outside where ContainerPath.normalized(source).hasPrefix("/") && !source.contains("$"):
                    locations.append(.container(container, path: ContainerPath.normalized(source)))
                default: isKnown = false
                }
            }
            if !appends || !isKnown { copied[volume]?.removeAll { $0.path == path } }
            guard isKnown else { return }
            copied[volume, default: []] += locations.map { CopiedFile(path: path, location: $0) }
        }

        private mutating func forget(_ word: String) {
            guard let (volume, path) = volumePath(word) else { return }
            copied[volume]?.removeAll { ContainerPath.relative($0.path, to: path) != nil }
        }

        /// The volume and the path in it, where a path is on an `emptyDir`.
        private func volumePath(_ path: String) -> (String, String)? {
            guard let (mount, relative) = FileLocator(mounts, operatingSystem: .linux).mount(of: path),
                case .emptyDirectory(let volume, let base, _) = mount.source
            else { return nil }
            return (volume, ContainerPath.join(base, relative))
        }

        /// The mounts with what was copied so far.
        private var current: [PlannedMount] {
            mounts.map { mount in
                guard case .emptyDirectory(let volume, let base, _) = mount.source else { return mount }
                var mount = mount
                mount.source = .emptyDirectory(volume: volume, base: base, copied: copied[volume] ?? [])
                return mount
            }
        }
    }
}
