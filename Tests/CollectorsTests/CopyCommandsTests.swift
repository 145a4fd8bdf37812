import Kubernetes
import ScanModel
import Testing

@testable import Collectors

/// What scripts write, as `path: content`: the key of the ConfigMap `ca`, `image:PATH`, `text`, or `?` with the reason.
struct CopyCommandsTests {
    private static let workload = WorkloadID(namespace: "shop", kind: "Deployment", name: "a")
    private static let id = ContainerID(workload: workload, name: "setup")
    private static let certificate = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"
    private static let shelf = ObjectShelf(slots: [
        ObjectKey(kind: .configMap, namespace: "shop", name: "ca"): .present([
            "a.pem": .text(certificate), "b.pem": .text(certificate), "ts.jks": .bytes([1]),
            "run.sh": .text("#!/bin/sh\ncp /ca/a.pem /shared/x\n"), "b64": .text("TUlJQg=="),
        ]),
        ObjectKey(kind: .secret, namespace: "shop", name: "vault"): .unread(.notRequested, "not read"),
    ])
    private static let mounts = [
        PlannedMount(
            path: "/shared", usesSubPath: false, source: .emptyDirectory(volume: "v", base: "", copied: [])),
        PlannedMount(
            path: "/usr/local/share/ca-certificates/own.crt", usesSubPath: true,
            source: .files([MountedFile(path: "", location: location("a.pem"))], absence: "")),
        PlannedMount(
            path: "/ca", usesSubPath: false,
            source: .files(
                ["a.pem", "b.pem", "ts.jks", "run.sh"].map { MountedFile(path: $0, location: location($0)) },
                absence: "ConfigMap shop/ca has no such key")),
        PlannedMount(path: "/host", usesSubPath: false, source: .opaque(kind: "hostPath")),
    ]

    private static func location(_ key: String) -> TrustStoreLocation {
        .configMap(namespace: "shop", name: "ca", key: key)
    }

    private func follow(
        _ command: [String], role: ContainerFacts.Role = .initialization, folder: String? = nil
    ) -> CopyCommands {
        let container = Container(
            name: "setup", command: command, workingDir: folder,
            env: [
                EnvVar(name: "DEST", value: "/shared"),
                EnvVar(name: "CA", valueFrom: EnvVarSource(configMapKeyRef: KeySelector(name: "ca", key: "a.pem"))),
                EnvVar(name: "CA_B64", valueFrom: EnvVarSource(configMapKeyRef: KeySelector(name: "ca", key: "b64"))),
                EnvVar(name: "VAULT_CA", valueFrom: EnvVarSource(secretKeyRef: KeySelector(name: "vault", key: "ca"))),
                EnvVar(name: "ONE_LINE_CA", value: Self.certificate.replacing("\n", with: "\\n")),
            ])
        let environment = ContainerEnvironment(container, namespace: "shop", shelf: Self.shelf)
        var copies = CopyCommands()
        copies.run(
            container, words: CommandWords(container, environment).words, role: role, id: Self.id,
            environment: environment, mounts: Self.mounts, content: Self.shelf.content)
        return copies
    }

    private func words(_ location: TrustStoreLocation) -> String {
        switch location {
        case .configMap(_, _, let key): key
        case .secret(_, let name, let key): "secret \(name)/\(key)"
        case .container(_, let path): "image:\(path)"
        case .literal(let text, _): text.trimmed.isEmpty ? "" : "text"
        case .written(let how): "? \(how)"
        case .made(.decodedBase64, let parts): "decoded(\(words(parts)))"
        case .made(.resolvedEscapes, let parts): "unescaped(\(words(parts)))"
        case .made(.firstCertificate, let parts): "first(\(words(parts)))"
        case .made(.keyStore(let kind), let parts): "\(kind)(\(words(parts)))"
        default: location.words
        }
    }

    private func words(_ locations: [TrustStoreLocation]) -> String {
        locations.map(words).filter { !$0.isEmpty }.joined(separator: "+")
    }

    private func written(_ files: [CopiedFile]) -> [String: String] {
        Dictionary(grouping: files, by: \.path).mapValues { words($0.map(\.location)) }
    }

    private func run(_ script: String, folder: String? = nil) -> [String: String] {
        written(follow(["sh", "-ec", script], folder: folder).copied["v"] ?? [])
    }

    @Test(arguments: [
        ("cp /ca/a.pem /shared/root.crt", ["root.crt": "a.pem"]),
        ("set -e; cp -v /ca/a.pem /ca/b.pem /shared/", ["a.pem": "a.pem", "b.pem": "b.pem"]),
        ("cp /ca/*.pem /shared", ["a.pem": "a.pem", "b.pem": "b.pem"]),
        (
            "cp -r /ca /shared",
            ["ca/a.pem": "a.pem", "ca/b.pem": "b.pem", "ca/ts.jks": "ts.jks", "ca/run.sh": "run.sh"]
        ),
        ("cp -rL /ca/. /shared && rm /shared/run.sh /shared/*.jks", ["a.pem": "a.pem", "b.pem": "b.pem"]),
        ("mkdir -p /shared/x && cp /ca/a.pem /shared/x", ["x/a.pem": "a.pem"]),
        ("install -m 0644 /ca/a.pem \"$DEST/root.crt\"", ["root.crt": "a.pem"]),
        ("install -D -m0644 -o root -t /shared/x /ca/a.pem", ["x/a.pem": "a.pem"]),
        ("cp -t /shared /ca/a.pem /ca/b.pem", ["a.pem": "a.pem", "b.pem": "b.pem"]),
        ("cp /ca/a.pem /shared/x && mv /shared/x /shared/y", ["y": "a.pem"]),
        ("cat /ca/a.pem /ca/b.pem > ${DEST}/all.pem", ["all.pem": "a.pem+b.pem"]),
        ("cat /ca/a.pem > /shared/x\ncat /ca/b.pem >> /shared/x", ["x": "a.pem+b.pem"]),
        ("{ cat /ca/a.pem; echo; cat /ca/b.pem; } > /shared/x", ["x": "a.pem+b.pem"]),
        ("(cd /ca && cat a.pem b.pem) > /shared/x; cat /ca/b.pem > /shared/y", ["x": "a.pem+b.pem", "y": "b.pem"]),
        ("cat /ca/a.pem | tee /shared/x /shared/y >/dev/null 2>&1", ["x": "a.pem", "y": "a.pem"]),
        ("cat < /ca/a.pem >/shared/x", ["x": "a.pem"]),
        ("cd /shared; cp /ca/a.pem ca.pem", ["ca.pem": "a.pem"]),
        ("F=/ca/a.pem; T=$DEST/certs\nmkdir -p $T; cp \"$F\" \"${T}/\"", ["certs/a.pem": "a.pem"]),
        ("for f in /ca/*.pem; do cat \"$f\" >> /shared/all.pem; done", ["all.pem": "a.pem+b.pem"]),
        ("for f in a b\ndo\n  cp /ca/$f.pem /shared/\ndone", ["a.pem": "a.pem", "b.pem": "b.pem"]),
        ("put() {\n  cp /ca/a.pem /shared/x\n}\nput", ["x": "a.pem"]),
        ("cp \\\n  /ca/a.pem \\\n  /shared/x", ["x": "a.pem"]),
        ("busybox cp /ca/a.pem /shared/x; sh -c 'cp /ca/b.pem /shared/y'", ["x": "a.pem", "y": "b.pem"]),
        (
            "ln -s a.pem /shared/link; cp /ca/a.pem /shared/a.pem; ln -sf /shared/a.pem /shared/root.crt",
            ["link": "? that is a link to /shared/a.pem", "a.pem": "a.pem", "root.crt": "a.pem"]
        ),
        ("ln -s /ca/a.pem /shared/x", ["x": "? that is a link to /ca/a.pem"]),
        ("cp /ca/a.pem /elsewhere/x", [:]), ("touch /shared/x", ["x": ""]),
        ("cp /ca/a.pem /shared/x || exit 1", ["x": "a.pem"]),
        ("cp /etc/ssl/cert.pem /shared/x", ["x": "image:/etc/ssl/cert.pem"]),
    ])
    func copiesAreFollowed(script: String, expected: [String: String]) {
        #expect(run(script) == expected)
    }

    @Test(arguments: [
        ("cp /ca/a.pem /shared/x && sed -i s/a/b/ /shared/x", "? that sed changes in container setup"),
        ("cp /ca/a.pem /shared/x; cd /shared && sed -i s/a/b/ x", "? that sed changes in container setup"),
        ("cp /ca/a.pem /shared/x; awk 1 /ca/b.pem > /shared/x", "? that awk writes in container setup"),
        ("cp /ca/a.pem /shared/x; envsubst < /ca/b.pem > /shared/x", "? that envsubst prints in container setup"),
        (
            "cp /ca/none.pem /shared/x",
            "? copied from what does not exist: /ca/none.pem: ConfigMap shop/ca has no such key"
        ),
        (
            "cp /host/ca.pem /shared/x",
            "? copied from what is not known: /host/ca.pem is on a volume (hostPath) whose content the API does not show"
        ),
        (
            "cp /ca/a.pem /shared/x; cp $UNSET /shared/x",
            "? that container setup copies from $UNSET, which is not known"
        ),
        ("cp /ca/a.pem /shared/x; cp /ca/b.pem /shared/$NAME", "? that container setup copies"),
        ("cp /ca/a.pem /shared/x; cp /ca/b.pem $WHERE/x", "? that container setup copies"),
        (
            "cp /ca/a.pem /shared/x; if [ -n \"$B\" ]; then cp /ca/b.pem /shared/x; fi",
            "? that container setup writes under a condition"
        ),
        ("[ -f /ca/a.pem ] && cp /ca/a.pem /shared/x", "? that container setup writes under a condition"),
        ("cp /ca/a.pem /shared/x || cp /ca/b.pem /shared/x", "? that container setup writes under a condition"),
        (
            "case $E in prod) cp /ca/a.pem /shared/x ;; *) cp /ca/b.pem /shared/x ;; esac",
            "? that container setup writes under a condition"
        ),
        (
            "if test -e /done; then exit 0; fi\ncp /ca/a.pem /shared/x",
            "? that container setup writes under a condition"
        ),
        ("for f in $(ls /ca); do cp /ca/$f /shared/x; done", "? that container setup writes under a condition"),
        ("while read l; do echo $l >> /shared/x; done < /ca/a.pem", "? that container setup writes under a condition"),
        (
            "tar xf /ca/a.pem -C /shared x; cp -n /ca/a.pem /shared/x; unzip /a.zip -d /shared/x",
            "? that unzip changes in container setup"
        ),
        (
            "cp /ca/a.pem /shared/x; cp -n /ca/ts.jks /shared/x",
            "? that container setup copies only where there is none yet"
        ),
        (
            "curl -fsSL https://u:canary@pki.example:8443/ca.pem?sig=1 -o /shared/x",
            "? that container setup downloads from pki.example:8443"
        ),
        ("wget -qO /shared/x \"http://pki.example/x.pem\"", "? that container setup downloads from pki.example"),
        ("cd /shared && curl -sSO https://pki.example/x", "? that container setup downloads from pki.example"),
        ("wget -P /shared https://pki.example/x", "? that container setup downloads from pki.example"),
        (
            "curl -s https://pki.example/x.der | openssl x509 -inform der > /shared/x",
            "? that container setup downloads from pki.example"
        ),
        ("curl -s $URL > /shared/x", "? that container setup downloads"),
        (
            "echo | openssl s_client -connect db.example:5432 -starttls postgres 2>/dev/null | openssl x509 -out /shared/x",
            "? that container setup asks db.example:5432 for"
        ),
        (
            "kubectl get secret ca -o jsonpath='{.data.ca}' | base64 -d > /shared/x",
            "? that kubectl prints in container setup"
        ),
        ("vault-agent --out=/shared/x", "? that vault-agent changes in container setup"),
    ])
    func whatIsNotUnderstoodIsUnknownWithItsReason(script: String, expected: String) {
        #expect(run(script)["x"] == expected)
    }

    @Test(arguments: [
        ("echo \"$CA\" > /shared/x", "a.pem"), ("printf '%s\\n' \"$CA\" > /shared/x", "a.pem"),
        ("echo \"$VAULT_CA\" > /shared/x", "secret vault/ca"), ("echo -n \"$CA\" > /shared/x", "a.pem"),
        ("printf '%s' \"$CA\" \"$VAULT_CA\" > /shared/x", "a.pem+secret vault/ca"),
        ("echo \"$CA\" \"$VAULT_CA\" > /shared/x", "? that echo prints in container setup"),
        ("printf 'ca: %s' \"$CA\" > /shared/x", "? that printf makes by a format in container setup"),
        (
            "for f in a b; do keytool -importcert -noprompt -storetype jks -alias own -file /ca/$f.pem -keystore /shared/x; done",
            "jks(first(a.pem))"
        ),
        ("echo $CA_B64 | base64 -d > /shared/x", "decoded(b64)"),
        ("base64 --decode <<< \"$CA_B64\" > /shared/x", "decoded(b64)"),
        ("echo $CA > /shared/x", "? that echo makes of $CA without quotes in container setup"),
        ("echo \"$ONE_LINE_CA\" > /shared/x", "? that echo makes of a text with \\n in container setup"),
        ("echo -e \"$ONE_LINE_CA\" > /shared/x", "unescaped(text)"),
        ("printf '%b' \"$ONE_LINE_CA\" > /shared/x", "unescaped(text)"),
        ("printf \"$CA\" > /shared/x", "unescaped(a.pem)"),
        ("echo \"$UNSET\" > /shared/x", "? that prints $UNSET in container setup"),
        ("cat <<EOF > /shared/x\n$CA\nEOF", "a.pem"),
        ("cat > /shared/x <<'EOF'\n-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\nEOF", "text"),
        ("openssl x509 -in /ca/a.pem -out /shared/x", "first(a.pem)"),
        (
            "openssl x509 -in /ca/a.pem -outform DER -out /shared/x",
            "? that openssl converts to another format in container setup"
        ),
        (
            "keytool -importcert -noprompt -alias a -file /ca/a.pem -keystore /shared/x -storepass changeit",
            "pkcs12(first(a.pem))"
        ),
        ("keytool -import -storetype JKS -file /ca/a.pem -keystore /shared/x -storepass changeit", "jks(first(a.pem))"),
        (
            "for f in a b; do keytool -importcert -noprompt -storetype jks -alias $f -file /ca/$f.pem -keystore /shared/x; done",
            "jks(first(a.pem)+first(b.pem))"
        ),
        (
            "cp /ca/ts.jks /shared/x\nkeytool -importcert -noprompt \\\n  -file /ca/a.pem \\\n  -keystore /shared/x",
            "likeTheFirst(ts.jks+first(a.pem))"
        ),
        (
            "cp $JAVA_HOME/lib/security/cacerts /shared/x && keytool -importcert -file /ca/a.pem -keystore /shared/x",
            "likeTheFirst(image:$JAVA_HOME/lib/security/cacerts+first(a.pem))"
        ),
        ("keytool -importkeystore -srckeystore /ca/ts.jks -destkeystore /shared/x -deststoretype JKS", "jks(ts.jks)"),
        ("keytool -genkeypair -alias a -keystore /shared/x", "? that keytool writes in container setup"),
        (
            "keytool -importcert -file /host/x.pem -keystore /shared/x",
            "? copied from what is not known: /host/x.pem is on a volume (hostPath) whose content the API does not show"
        ),
    ])
    func textsAndStoresAreMade(script: String, expected: String) {
        #expect(run(script)["x"] == expected)
    }

    @Test func filesThatAStrangerMayHaveLeftAreInNoList() {
        let script = "cp /ca/a.pem /shared/a.pem; for f in /shared/*.pem; do cat $f >> /shared/x; done"
        #expect(run(script)["x"] == "a.pem")
        #expect(run("make-certs; " + script)["x"] == "? that container setup writes under a condition")
        // What a ConfigMap shows stays all there is.
        #expect(run("make-certs; for f in /ca/*.pem; do cat $f >> /shared/x; done")["x"] == "a.pem+b.pem")
    }

    @Test func aRelativePathStartsInTheWorkingDirectory() {
        #expect(run("cp /ca/a.pem x", folder: "/shared") == ["x": "a.pem"])
        // The image's own folder may be the volume: what was known of such a file is not any more.
        #expect(run("cp /ca/a.pem /shared/x; cat /ca/b.pem > x") == ["x": "? that container setup writes"])
    }

    @Test func theSystemsBundleGrowsByWhatIsPutBesideIt() {
        let shared = run(
            "cp /ca/b.pem /usr/local/share/ca-certificates/b.crt; cp /ca/b.pem /usr/local/share/ca-certificates/\n"
                + "update-ca-certificates && cp /etc/ssl/certs/ca-certificates.crt /shared/x")
        #expect(shared == ["x": "image:/etc/ssl/certs/ca-certificates.crt+b.pem+a.pem"])
        let own = follow(["sh", "-c", "update-ca-certificates && exec app"], role: .application)
        #expect(own.additions.map(\.path) == ["/etc/ssl/certs/ca-certificates.crt"])
        #expect(own.additions.map { words($0.parts) } == ["a.pem"])
        #expect(own.additions.map(\.isInstalled) == [true])
        let redHat = follow(
            ["sh", "-c", "cp /ca/b.pem /etc/pki/ca-trust/source/anchors/; update-ca-trust; exec app"],
            role: .application)
        #expect(redHat.additions.map(\.path) == ["/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem"])
    }

    @Test func whatAnApplicationWritesToItsOwnFileSystemIsItsOwn() {
        let script = """
            echo "$CA" > /tmp/ca.pem
            keytool -importcert -noprompt -cacerts -file /ca/a.pem -storepass changeit
            cat /ca/b.pem >> /etc/ssl/certs/ca-certificates.crt
            cat /ca/b.pem > /tmp/notes.txt
            exec java -Djavax.net.ssl.trustStore=/tmp/ca.pem -jar /app.jar /shared/y
            """
        let own = follow(["/bin/bash", "-c", script], role: .application)
        #expect(own.ownMounts.map(\.path) == ["/tmp/ca.pem"])
        #expect(own.additions.map(\.path) == ["$JAVA_HOME/lib/security/cacerts", "/etc/ssl/certs/ca-certificates.crt"])
        #expect(own.additions.map { words($0.parts) } == ["jks(first(a.pem))", "b.pem"])
        #expect(own.additions.map(\.isInstalled) == [false, false])
        #expect(own.copied["v"] == nil)
        // A program without a shell only reads what its words name.
        #expect(follow(["app", "--out", "/shared/x"], role: .application).copied["v"] == nil)
        #expect(written(follow(["app", "--out", "/shared/x"]).copied["v"] ?? [])["x"]?.hasPrefix("? that app") == true)
    }

    @Test func whoChangesItsOwnFilesIsKnown() {
        func changes(_ command: [String]) -> Bool { follow(command, role: .application).changesOwnFiles }
        #expect(changes(["sh", "-c", "echo \"$CA\" > /tmp/ca.pem; exec app"]))
        #expect(changes(["sh", "-c", "/opt/setup --certificates; exec app"]))
        #expect(!changes(["sh", "-c", "cp /ca/a.pem /shared/x; exec java -jar /app.jar"]))
        #expect(!changes(["java", "-jar", "/app.jar"]) && !changes([]))
    }

    @Test func aScriptInAConfigMapIsRead() {
        for command in [
            ["/ca/run.sh"], ["sh", "/ca/run.sh"], ["/bin/bash", "-eu", "/ca/run.sh"],
            ["tini", "--", "sh", "/ca/run.sh"],
        ] {
            #expect(written(follow(command).copied["v"] ?? []) == ["x": "a.pem"], "\(command)")
        }
        #expect(follow(["/usr/bin/run.sh"]).copied["v"] == nil)
    }

    @Test func aScriptThatRunsForEverIsGivenUp() {
        let loops = "cp /ca/a.pem /shared/x; a() { a; a; }\na\ncp /ca/b.pem /shared/x"
        #expect(run(loops)["x"] == "? that container setup may write, by a script that is too long to be followed")
        let deep = String(repeating: "(", count: 5_000) + "cp /ca/a.pem /shared/x"
        _ = run(deep)
    }
}
