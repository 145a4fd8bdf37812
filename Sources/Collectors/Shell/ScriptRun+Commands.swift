import ScanModel

extension ScriptRun {
    /// One command, its words known as far as they can be.
    ///
    /// - Returns: what it prints.
    mutating func run(_ name: String, _ words: [ShellText], input: FileContent?) -> FileContent {
        switch name {
        case "cat": return concatenated(CommandOptions(words).operands, input: input)
        case "tee":
            let options = CommandOptions(words)
            let content = input ?? end("tee reads")
            for file in options.operands { write(content, to: file, appends: options.has("-a", "--append")) }
            return content
        case "base64":
            let options = CommandOptions(words)
            let content = concatenated(options.operands, input: input)
            return options.has("-d", "-D", "--decode") ? content.made(.decodedBase64) : end("base64 makes")
        case "cp", "mv", "install": copy(name, words)
        case "ln": link(words)
        case "mkdir":
            for path in CommandOptions(words, valued: ["-m", "--mode"]).operands where path.isKnown {
                absolute(path.text).map { files.makeFolder($0) }
            }
        case "rm", "unlink", "rmdir":
            for path in CommandOptions(words).operands {
                if path.isKnown, !path.isGlob, let path = absolute(path.text) {
                    files.remove(path)
                } else {
                    spoil(path, how: "that \(who) removes")
                }
            }
        case "touch":
            for file in CommandOptions(words, valued: ["-d", "-r", "-t"]).operands where file.isKnown {
                if let path = absolute(file.text), files.content(at: path) == nil { files.write(.nothing, at: path) }
            }
        case "cd", "pushd": folder = words.last.flatMap { $0.isKnown ? absolute($0.text) : nil }
        case "popd": folder = nil
        case "curl", "wget": return download(name, words)
        case "keytool": keytool(words)
        case "openssl": return openssl(words, input: input)
        case "update-ca-certificates", "update-ca-trust": updateSystemStore()
        case "sh", "bash", "ash", "dash": return nested(words)
        default:
            guard !Self.harmless.contains(name) else { return end("\(name) prints") }
            if isProgram, isLastCommand || Self.runtimes.contains(where: name.hasPrefix) {
                return end("\(name) prints")
            }
            files.hasStrangers = true
            for word in words { changed(word, by: name) }
            return end("\(name) writes")
        }
        return .nothing
    }

    /// Commands that write to no file that they name.
    private static let harmless: Set<String> = [
        "true", "false", ":", "set", "trap", "ulimit", "umask", "sleep", "wait", "ls", "chmod", "chown", "chgrp",
        "test",
        "[", "[[", "stat", "head", "tail", "wc", "grep", "diff", "cmp", "sha256sum", "md5sum", "id", "whoami", "pwd",
        "date", "hostname", "getent", "nc", "psql", "pg_isready", "c_rehash", "envsubst", "kubectl", "sync", "shift",
        "alias", "hash", "type", "which", "command", "du", "df", "file", "basename", "dirname", "return", "break",
        "continue", "exec", "tr", "cut",
    ]

    /// Beginnings of the names of programs that run an application, not those of a set-up.
    private static let runtimes = [
        "java", "node", "npm", "yarn", "pnpm", "python", "gunicorn", "uvicorn", "celery", "ruby", "rails", "bundle",
        "puma",
        "php", "dotnet", "nginx", "pgbouncer", "pgpool", "catalina",
    ]

    /// A path among the words of a command may be what it writes; so may the value of an option.
    private mutating func changed(_ word: ShellText, by name: String) {
        let how = "that \(name) changes in \(who)"
        guard word.isFlag else {
            if word.text.contains("/") || word.text.contains(".") {
                spoil(word, how: how)
            } else {
                // A bare word is a file only where there is one of that name.
                files.spoil(matching: absolute(word.pattern) ?? "*/" + word.pattern, how: how)
            }
            return
        }
        if let equals = word.text.firstIndex(of: "="), word.isKnown {
            spoil(ShellText(String(word.text[word.text.index(after: equals)...])), how: how)
        }
    }

    private func concatenated(_ operands: [ShellText], input: FileContent?) -> FileContent {
        let standard = input ?? end("cat reads from nowhere")
        guard !operands.isEmpty else { return standard }
        return operands.reduce(.nothing) { $0 + ($1.text == "-" ? standard : read($1)) }
    }

    /// `sh -c SCRIPT`
    private mutating func nested(_ words: [ShellText]) -> FileContent {
        guard let flag = words.firstIndex(where: { $0.isFlag && $0.text.hasSuffix("c") }), flag + 1 < words.count,
            words[flag + 1].isKnown
        else {
            for word in words { changed(word, by: "a script") }
            return end("a script prints")
        }
        return run(ShellParser.statements(of: words[flag + 1].text))
    }

    private mutating func copy(_ name: String, _ words: [ShellText]) {
        let valued: Set<String> =
            name == "install"
            ? ["-m", "-o", "-g", "-t", "--mode", "--owner", "--group", "--target-directory"]
            : ["-t", "--target-directory", "-S", "--suffix"]
        let options = CommandOptions(words, valued: valued)
        var sources = options.operands
        if name == "install", options.has("-d") {
            for path in sources where path.isKnown { absolute(path.text).map { files.makeFolder($0) } }
            return
        }
        let folder = options.value("-t", "--target-directory")
        guard let target = folder ?? sources.popLast(), !sources.isEmpty else { return }
        guard target.isKnown, let path = absolute(target.text) else {
            return spoil(target, how: "that \(who) copies")
        }
        let isFolder =
            folder != nil || sources.count > 1 || target.text.hasSuffix("/") || target.text.hasSuffix("/.")
            || !options.has("-T", "--no-target-directory") && files.isFolder(path)
        // What is there already stays with these.
        let keeps = options.has("-n", "-u", "-i", "--no-clobber", "--update")
        for source in sources { copy(source, to: path, intoFolder: isFolder, keeps: keeps, moves: name == "mv") }
    }

    private mutating func copy(_ source: ShellText, to target: String, intoFolder: Bool, keeps: Bool, moves: Bool) {
        guard source.isKnown || source.isBuiltInStore,
            let path = source.isBuiltInStore ? source.text : absolute(source.text)
        else {
            let how = "that \(who) copies from \(source.text), which is not known"
            let name = source.pattern.split(separator: "/").last.map(String.init) ?? "*"
            let place = intoFolder ? ContainerPath.join(target, name) : target
            return name.contains("*") && intoFolder
                ? files.spoil(matching: place, how: how) : files.spoil(place, how: how)
        }
        let (inside, isComplete) = files.files(in: path)
        guard inside.isEmpty || !files.isFolder(path) else {
            // `cp -r a b` makes b/a where b exists; `a/.` means the content.
            let keepsName = intoFolder && !source.text.hasSuffix("/.")
            let base = keepsName ? ContainerPath.join(target, ContainerPath.lastPart(path)) : target
            if !isComplete { files.spoil(base, how: "that \(who) copies from \(path)") }
            for file in inside {
                let relative = ContainerPath.relative(file, to: path) ?? ""
                put(file, at: ContainerPath.join(base, relative), keeps: keeps)
            }
            if moves { files.remove(path) }
            return
        }
        put(path, at: intoFolder ? ContainerPath.join(target, ContainerPath.lastPart(path)) : target, keeps: keeps)
        if moves { files.remove(path) }
    }

    private mutating func put(_ source: String, at target: String, keeps: Bool) {
        let content = files.content(at: source)
        if keeps, let before = files.content(at: target), before != content {
            return files.spoil(target, how: "that \(who) copies only where there is none yet")
        }
        files.write(content ?? .unknown(how: "copied from \(source), of which nothing is known"), at: target)
    }

    /// A link leads to another path in each container; a copy stands for it where both see the same.
    private mutating func link(_ words: [ShellText]) {
        let options = CommandOptions(words, valued: ["-t", "--target-directory", "-S"])
        var sources = options.operands
        guard let last = options.value("-t", "--target-directory") ?? (sources.count > 1 ? sources.popLast() : nil),
            last.isKnown, let path = absolute(last.text)
        else {
            for word in options.operands { spoil(word, how: "that is a link") }
            return
        }
        for source in sources where source.isKnown {
            let link = files.isFolder(path) ? ContainerPath.join(path, ContainerPath.lastPart(source.text)) : path
            let start = ContainerPath.folder(link)
            let target = ContainerPath.normalized(
                source.text.hasPrefix("/") ? source.text : ContainerPath.join(start, source.text))
            var isShared = false
            if case .volume(let volume, _) = files.place(of: link) {
                if case .volume(volume, _) = files.place(of: target) { isShared = true }
            } else {
                isShared = true
            }
            let content = isShared ? files.content(at: target) : nil
            files.write(content ?? .unknown(how: "that is a link to \(target)"), at: link)
        }
    }
}
