import ScanModel

extension ScriptRun {
    /// `keytool -importcert` and `-importkeystore`: a key store grows by what is imported (JDK manual, "keytool").
    mutating func keytool(_ words: [ShellText]) {
        let options = CommandOptions(words, valued: Self.keytoolOptions, clustersFlags: false)
        if options.has("-importcert", "-import") {
            // Of a file of several certificates keytool takes the first.
            let file = options.value("-file").map { read($0) } ?? end("keytool reads")
            grow(
                options, target: options.value("-keystore"), type: options.value("-storetype"),
                by: file.made(.firstCertificate))
        } else if options.has("-importkeystore") {
            let source = options.value("-srckeystore").map { read($0) } ?? end("keytool reads")
            grow(options, target: options.value("-destkeystore"), type: options.value("-deststoretype"), by: source)
        } else {
            for option in ["-keystore", "-file"] {
                guard !options.has("-list", "-printcert", "-exportcert") || option == "-file" else { continue }
                options.value(option).map { spoil($0, how: "that keytool writes in \(who)") }
            }
        }
    }

    private static let keytoolOptions: Set<String> = [
        "-file", "-keystore", "-alias", "-storepass", "-storetype", "-keypass", "-srckeystore", "-destkeystore",
        "-srcstoretype", "-deststoretype", "-srcstorepass", "-deststorepass", "-srcalias", "-destalias", "-srckeypass",
        "-destkeypass", "-providername", "-providerclass", "-providerpath", "-providerarg", "-dname", "-keyalg",
        "-keysize", "-validity", "-ext", "-sigalg", "-storepass:env", "-storepass:file", "-srcstorepass:env",
        "-srcstorepass:file", "-deststorepass:env", "-deststorepass:file",
    ]

    private mutating func grow(
        _ options: CommandOptions, target: ShellText?, type: ShellText?, by addition: FileContent
    ) {
        var target = target
        if options.has("-cacerts") { target = .javaCacerts }
        guard let target else { return }
        guard target.isKnown || target.isBuiltInStore,
            let path = target.isBuiltInStore ? target.text : absolute(target.text)
        else { return spoil(target, how: "that keytool writes in \(who)") }
        if options.has("-importcert", "-import") {
            // A name that is there already makes keytool fail, and leaves the store as it was.
            let alias = options.value("-alias") ?? ShellText("mykey")
            let isNew = keyStoreAliases[path, default: []].insert(alias.text.lowercased()).inserted
            if alias.isKnown, !isNew { return }
        }
        switch (files.content(at: path), addition) {
        case (nil, .known(let added)):
            // From JDK 9 on a new one is PKCS #12, unless the command says otherwise.
            let isJKS = type?.text.lowercased() == "jks"
            files.write(.known([.made(.keyStore(isJKS ? .jks : .pkcs12), of: added)]), at: path)
        case (.known(let before), .known(let added)):
            if case .made(.keyStore(let kind), let parts)? = before.first, before.count == 1 {
                files.write(.known([.made(.keyStore(kind), of: parts + added)]), at: path)
            } else {
                files.write(.known([.made(.keyStore(.likeTheFirst), of: before + added)]), at: path)
            }
        case (.unknown?, _): break
        case (_, .unknown): files.write(addition, at: path)
        }
    }

    /// `openssl x509`: the first certificate of a file, as PEM where nothing else is asked for.
    mutating func openssl(_ words: [ShellText], input: FileContent?) -> FileContent {
        let valued: Set<String> = [
            "-in", "-out", "-inform", "-outform", "-connect", "-CAfile", "-CApath", "-servername", "-starttls",
            "-passin",
            "-passout", "-host", "-port", "-name", "-caname", "-certfile", "-inkey", "-untrusted", "-checkend",
        ]
        let options = CommandOptions(Array(words.dropFirst()), valued: valued, clustersFlags: false)
        let command = words.first?.text ?? ""
        var printed: FileContent
        switch command {
        case "x509" where options.has("-noout", "-text", "-trustout", "-x509toreq"): printed = end("openssl prints")
        case "x509":
            let source = options.value("-in").map { read($0) } ?? input ?? end("openssl reads")
            let isPEM = options.value("-outform").map { $0.text.lowercased() == "pem" } ?? true
            printed = isPEM ? source.made(.firstCertificate) : end("openssl converts to another format")
        case "s_client":
            let server = options.value("-connect")?.text ?? "a server"
            printed = .unknown(how: "that \(who) asks \(server.prefix(256)) for")
        case "verify", "version", "rehash", "dgst": printed = end("openssl prints")
        default: printed = end("openssl writes")
        }
        guard let file = options.value("-out") else { return printed }
        write(printed, to: file)
        return .nothing
    }

    /// Adds the certificates of the folders for local ones to the system's bundle (Debian and Alpine
    /// `update-ca-certificates`, RHEL `update-ca-trust`, SUSE).
    mutating func updateSystemStore() {
        let folders = [
            "/usr/local/share/ca-certificates", "/etc/pki/ca-trust/source/anchors", "/etc/pki/ca-trust/source",
            "/etc/pki/trust/anchors",
        ]
        var added: Set<String> = []
        for folder in folders { added.formUnion(files.files(in: folder).paths) }
        let isRedHat = added.contains { $0.hasPrefix("/etc/pki/ca-trust") }
        let bundle =
            isRedHat ? "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem" : "/etc/ssl/certs/ca-certificates.crt"
        for path in added.sorted() {
            // Debian and Alpine take files of this name alone.
            guard isRedHat || path.hasPrefix("/etc/pki") || path.hasSuffix(".crt") else { continue }
            guard let content = files.content(at: path) else { continue }
            // Over an empty volume the image's own certificates are still what it is made of.
            let image = FileContent.known([.container(files.container, path: "/usr/share/ca-certificates")])
            files.write((files.content(at: bundle) ?? image) + content, at: bundle)
            if case .known(let parts) = content { installed.formUnion(parts) }
        }
    }

    /// `curl` and `wget`: what a server sends is not known; which server it is, is.
    mutating func download(_ name: String, _ words: [ShellText]) -> FileContent {
        let valued: Set<String> =
            name == "curl"
            ? [
                "-o", "--output", "-H", "--header", "-u", "--user", "-d", "--data", "-X", "--request", "--cacert", "-x",
                "--proxy", "-m", "--max-time", "--retry", "--connect-timeout", "-A", "-e", "-b", "-c", "--output-dir",
                "-T",
            ]
            : [
                "-O", "--output-document", "-P", "--directory-prefix", "-o", "--output-file", "-t", "--tries", "-T",
                "--timeout", "--header", "--ca-certificate", "--user", "-U",
            ]
        let options = CommandOptions(words, valued: valued)
        let host = options.operands.lazy.compactMap { Self.host($0.text) }.first
        let content = FileContent.unknown(how: "that \(who) downloads\(host.map { " from \($0)" } ?? "")")
        let named =
            options.value("-o", "--output").flatMap { name == "curl" ? $0 : nil }
            ?? options.value("-O", "--output-document")
        if let named {
            if named.text == "-" { return content }
            let folder = options.value("--output-dir")
            write(content, to: folder.map { ShellText(ContainerPath.join($0.text, named.text)) } ?? named)
            return .nothing
        }
        guard name == "wget" || options.has("-O", "--remote-name") else { return content }
        for url in options.operands {
            let file = ContainerPath.lastPart(String(url.text.prefix { $0 != "?" }))
            let place = options.value("-P", "--directory-prefix", "--output-dir")
            write(content, to: place.map { ShellText(ContainerPath.join($0.text, file)) } ?? ShellText(file))
        }
        return .nothing
    }

    /// The server of a URL, without user, password, path and query.
    static func host(_ url: String) -> String? {
        guard let scheme = url.firstRange(of: "://") else { return nil }
        let authority = url[scheme.upperBound...].prefix { !"/?#".contains($0) && !$0.isWhitespace }
        let host = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
        let isPlain = host.allSatisfy { $0.isLetter || $0.isNumber || ".-:[]_".contains($0) }
        return host.isEmpty || !isPlain ? nil : String(host.prefix(256))
    }
}

extension ShellText {
    /// Where `keytool -cacerts` looks.
    static let javaCacerts: ShellText = {
        var text = ShellText("$JAVA_HOME/lib/security/cacerts")
        text.pattern = "*/lib/security/cacerts"
        text.isKnown = false
        return text
    }()
}
