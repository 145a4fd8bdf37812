import FoundationEssentials
import Kubernetes
import ScanModel
import Testing

@testable import Collectors

struct SnapshotTests {
    private static let certificate = "-----BEGIN CERTIFICATE-----\\nMIIB\\n-----END CERTIFICATE-----\\n"
    private static let key = "-----BEGIN PRIVATE KEY-----\\ncanary-key\\n-----END PRIVATE KEY-----\\n"

    /// A namespace with everything that holds a secret somewhere.
    private static let fleet =
        deployment(
            "web", labels: "{app: web}",
            containers: """
                [{name: app, image: "app:1", command: [sh, -c, "export PGPASSWORD=canary-shell\\nexec psql 'postgres://u:canary-arg@$(PGHOST)/d?sslmode=require'"],
                  env: [{name: DB_USER, value: u}, {name: DB_PASSWORD, value: canary-env}, {name: AUTH, value: "u:canary-auth"},
                        {name: DATABASE_URL, value: "postgres://$(AUTH)@$(PGHOST)/d"}, {name: PLAIN, value: canary-plain},
                        {name: PGHOST, valueFrom: {configMapKeyRef: {name: settings, key: primary}}},
                        {name: LITERAL_URL, value: "x$$(PGHOST)"}, {name: VAULT_URL, valueFrom: {secretKeyRef: {name: vault, key: url}}}],
                  envFrom: [{configMapRef: {name: settings}}],
                  volumeMounts: [{name: ca, mountPath: /ca}, {name: conf, mountPath: /conf}, {name: shared, mountPath: /shared}]}]
                """,
            volumes:
                "[{name: ca, configMap: {name: ca}}, {name: conf, configMap: {name: conf}}, {name: shared, emptyDir: {}}]",
            initContainers:
                "[{name: copy, image: \"b:1\", command: [sh, -c, \"mkdir /shared/x\\ncp /ca/* /shared/x\"], volumeMounts: [{name: ca, mountPath: /ca}, {name: shared, mountPath: /shared}]}]"
        ) + """
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: settings, namespace: shop}
            data: {primary: db-01, URL: "postgres://u:canary-url@h/d", MOTTO: canary-motto, API_TOKEN: canary-token}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: ca, namespace: shop}
            data: {ca.pem: "password=canary-between\\n\(certificate)\(key)"}
            binaryData: {trust.p12: "MIIBAgEDMIIB"}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: conf, namespace: shop}
            data:
              application.yml: "spring:\\n  datasource: {url: 'jdbc:postgresql://h/d?sslmode=verify-full', password: canary-yaml}\\nmotto: canary-yaml2\\n"
              app.properties: "db.url=jdbc:postgresql://p/d?password=canary-prop\\nmotto=canary-prop2\\n"
              broken.json: "{\\"url\\": \\"canary-broken\\""
              pg_service.conf: "[orders]\\nhost=db\\nsslmode=verify-ca\\npassword=canary-ini\\n"
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: scripts
              namespace: shop
              labels: {trust.cert-manager.io/bundle: corp, team: canary-label}
              annotations: {meta.helm.sh/release-name: web, kubectl.kubernetes.io/last-applied-configuration: canary-applied}
              ownerReferences: [{apiVersion: trust.cert-manager.io/v1alpha1, kind: Bundle, name: corp, controller: true}]
            immutable: true
            data:
              where: /shared/tls
              init.sh: "#!/bin/sh\\n# canary-comment\\ncurl -H 'X: canary-header' https://u:canary-login@pki.example/x?canary=1 -o /out/curl.pem\\ncat /ca/ca.pem >/out/of-a-file.pem\\n"
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: unrelated, namespace: shop}
            data: {x: canary-unrelated}
            ---
            apiVersion: v1
            kind: Secret
            metadata: {name: vault, namespace: shop}
            stringData: {url: "postgres://u:canary-secret@h/d"}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: web-1, namespace: shop, ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: web-a, controller: true}]}
            spec: {containers: [{name: app, image: "app:0", env: [{name: DATABASE_URL, value: "postgres://u:canary-pod@h/d"}]}, {name: mesh, image: "mesh:1"}]}
            status: {phase: Running, containerStatuses: [{name: app, imageID: "sha256:1"}]}
            ---
            apiVersion: apps/v1
            kind: ReplicaSet
            metadata: {name: web-a, namespace: shop, ownerReferences: [{apiVersion: apps/v1, kind: Deployment, name: web, controller: true}]}
            spec: {replicas: 0, template: {spec: {containers: [{name: app, image: "app:0"}]}}}
            ---
            apiVersion: batch/v1
            kind: CronJob
            metadata: {name: nightly, namespace: shop}
            spec: {jobTemplate: {spec: {template: {spec: {containers: [{name: c, image: "c:1", env: [{name: PGHOST, value: h}]}]}}}}}

            """

    /// What set-up scripts make, out of files, variables and texts.
    private static let scripts = deployment(
        "scripts",
        containers: """
            [{name: app, image: "a:1", command: [bash, -c, "update-ca-certificates; echo \\"$LINE_CA\\" > /tmp/ca.pem\\nexec app"],
              env: [{name: PGHOST, value: h}, {name: PGSSLROOTCERT, value: /run/tls/of-a-file.pem}, {name: LINE_CA, value: "\(certificate)\(key)"}],
              volumeMounts: [{name: out, mountPath: /run/tls}, {name: pod, mountPath: /pod, subPathExpr: $(POD_NAME)},
                             {name: ca, mountPath: /usr/local/share/ca-certificates/own.crt, subPath: ca.pem}]}]
            """,
        volumes:
            "[{name: out, emptyDir: {}}, {name: ca, configMap: {name: ca}}, {name: s, configMap: {name: scripts}}, {name: pod, configMap: {name: ca}}]",
        initContainers: """
            [{name: one, image: "b:1", command: [/s/init.sh], volumeMounts: [{name: out, mountPath: /out}, {name: ca, mountPath: /ca}, {name: s, mountPath: /s}]},
             {name: two, image: "b:1", workingDir: /out, command: [sh, -ec],
              args: ["if [ -n \\"$MODE\\" ]; then\\n  cp /ca/ca.pem cond.pem\\nfi\\nfor f in /ca/*.pem; do\\n  cat $f >>all.pem\\ndone\\nkeytool -importcert \\\\\\n  -storepass canary-store -file /ca/ca.pem -keystore ts.jks\\ncat > text.pem <<E\\n\(certificate)E\\nmkdir -p $WHERE/in\\ncp /ca/ca.pem $WHERE/in/\\nprint canary-word > /dev/null\\n"],
              env: [{name: MODE, value: canary-mode}, {name: WHERE, valueFrom: {configMapKeyRef: {name: scripts, key: where}}}],
              volumeMounts: [{name: out, mountPath: /out}, {name: ca, mountPath: /ca}, {name: out, mountPath: /shared}]}]
            """)

    private static let scope = ScanScope(allNamespaces: true)

    private func snapshot(_ source: any ClusterSource) async throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        _ = try await writeSnapshot(
            source: source, scope: Self.scope, to: folder.path, recordedAt: "2026-01-01T00:00:00Z")
        return folder
    }

    // MARK: Images

    private static let spec = """
        {securityContext: {runAsUser: 1000}, volumes: [{name: data, emptyDir: {}}], containers: [{name: app, image: "app:1", \
        volumeMounts: [{name: data, mountPath: /data}], env: [{name: JAVA_HOME, value: /opt/jre}, {name: DATABASE_URL, \
        value: "jdbc:postgresql://a.postgres.database.azure.com/d?sslmode=verify-full&sslrootcert=/srv/ca.pem"}]}]}
        """

    private static func pod(_ name: String, owner: Bool, image: String, state: String) -> String {
        let references = "[{apiVersion: apps/v1, kind: ReplicaSet, name: web, controller: true}]"
        return """
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: \(name), namespace: shop, ownerReferences: \(owner ? references : "[]")}
            spec: \(spec)
            status: {phase: Running, containerStatuses: [{name: app, imageID: "\(image)", state: {\(state)}}]}

            """
    }

    /// Three pods that run two images, and one that does not run.
    private static let running =
        """
        apiVersion: apps/v1
        kind: ReplicaSet
        metadata: {name: web, namespace: shop}
        spec: {replicas: 3, template: {spec: \(spec)}}

        """ + pod("web-1", owner: true, image: "r/a@sha256:2", state: "running: {}")
        + pod("web-2", owner: true, image: "r/a@sha256:1", state: "running: {}")
        + pod("web-3", owner: true, image: "r/a@sha256:2", state: "running: {}")
        + pod("down", owner: false, image: "r/b@sha256:3", state: "waiting: {reason: CrashLoopBackOff}")

    private func reading(_ source: any ClusterSource, _ scope: ScanScope) async throws -> (Discovery, ImageReading) {
        let collector = Collector(source: source, scope: scope)
        let (discovery, reading) = try await collector.lookIntoEveryImage(now: "2026-01-01T00:00:00Z")
        return (discovery, try #require(reading))
    }

    @Test func whatLiesInImagesIsRecordedWithItsGaps() async throws {
        let pem = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"
        let key = "-----BEGIN PRIVATE KEY-----\ncanary\n-----END PRIVATE KEY-----\n"
        var live = try FaultyCluster(Self.running)
        live.executor = ExecutorDouble { _, command in ExecutorDouble.output(key + pem, for: command) }
        var scope = Self.scope
        scope.exec = .auto
        let folder = try TemporaryFolder()
        let words = try await writeSnapshot(
            source: live, scope: scope, to: folder.path, recordedAt: "2026-01-01T00:00:00Z")
        #expect(words.contains("images: 2"))
        let recorded = try RecordedCluster(path: folder.path)
        #expect(recorded.gaps.isEmpty)

        let (before, one) = try await reading(live, scope)
        let (after, other) = try await reading(recorded, scope)
        #expect(before.workloads.map(\.id) == after.workloads.map(\.id))
        #expect(
            before.workloads.flatMap(\.containers).map(\.imageID)
                == after.workloads.flatMap(\.containers).map(\.imageID))
        #expect(one.imagesRead == 2 && other.imagesRead == 2 && other.imagesKnown == 2)
        #expect(one.gaps.map(\.reason) == [.notRunning])
        #expect(one.gaps == other.gaps)
        for (left, right) in zip(one.clients, other.clients) {
            #expect(left.stores.map(\.origin) == right.stores.map(\.origin))
            for (store, same) in zip(left.stores, right.stores) {
                guard case .bytes(let bytes) = same.content else {
                    #expect(left.client.container.workload.name == "down", "\(store.content) \(same.content)")
                    continue
                }
                #expect(String(decoding: bytes, as: UTF8.self) == pem)
            }
        }
        for file in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
            let data = FileManager.default.contents(atPath: "\(folder.path)/\(file)") ?? Data()
            #expect(!String(decoding: data, as: UTF8.self).contains("canary"), "\(file)")
        }
    }

    @Test func aRecordingWithoutImagesHasNoEvidence() async throws {
        let folder = try await snapshot(try FaultyCluster(Self.running))
        #expect(try RecordedCluster(path: folder.path).evidence == nil)
    }

    @Test func aScanOfTheSnapshotFindsTheSameFacts() async throws {
        let live = try FaultyCluster(Self.fleet + Self.scripts)
        let folder = try await snapshot(live)
        let before = try await Collector(source: live, scope: Self.scope).discover()
        let after = try await Collector(source: try RecordedCluster(path: folder.path), scope: Self.scope).discover()
        #expect(before.workloads.map(\.id) == after.workloads.map(\.id))
        for (one, other) in zip(before.workloads.flatMap(\.containers), after.workloads.flatMap(\.containers)) {
            #expect(one.settings == other.settings, "\(one.id.name)")
            #expect(one.unreadSettings == other.unreadSettings, "\(one.id.name)")
            #expect(one.mounts == other.mounts, "\(one.id.name)")
            #expect(one.commandLine == other.commandLine, "\(one.id.name)")
            #expect(one == other, "\(one.id.name)")
        }
        #expect(before.clients == after.clients)
        #expect(!before.clients.isEmpty)
        // The bytes but for private keys and what stands between the blocks.
        let certificates = { (discovery: Discovery) in
            discovery.stores.flatMap(\.self).map { PEMText.certificates(text($0)) }
        }
        #expect(certificates(before) == certificates(after))
        #expect(certificates(before).contains { !$0.isEmpty })
        #expect(before.stores.flatMap(\.self).map(\.location) == after.stores.flatMap(\.self).map(\.location))
        #expect(Set(before.gaps).isSubset(of: Set(after.gaps)))
        #expect(after.cluster == before.cluster)
    }

    @Test func noSecretIsInAnySnapshotFactOrGap() async throws {
        let live = try FaultyCluster(Self.fleet + Self.scripts)
        let folder = try await snapshot(live)
        let leaks = try folder.content.split(separator: "\n").filter { $0.contains("canary") }
        #expect(leaks.isEmpty)
        #expect(!live.log.all.contains { $0.contains("secrets") })
        var scope = Self.scope
        scope.readsSecrets = true
        let discovery = try await Collector(source: live, scope: scope).discover()
        #expect(discovery.gaps.contains { $0.detail.contains("broken.json, line 1: not JSON") }, "\(discovery.gaps)")
        for (name, value) in [
            ("workloads", "\(discovery.workloads)"), ("clients", "\(discovery.clients)"), ("gaps", "\(discovery.gaps)"),
        ] {
            #expect(!value.contains("canary"), "\(name)")
        }
        #expect(live.log.all.filter { $0.contains("secrets") } == ["get secrets shop/vault"])
    }

    /// Else the test above compares nothing with nothing.
    @Test func theScriptsOfTheFleetAreFollowed() async throws {
        let discovery = try await Collector(source: try FaultyCluster(Self.fleet + Self.scripts), scope: Self.scope)
            .discover()
        let facts = try #require(containers(discovery)["shop/Deployment/scripts/app"]?.first)
        let copied = facts.mounts.flatMap { mount -> [String] in
            guard case .emptyDirectory(_, let files) = mount.source else { return [] }
            return files.map { ContainerPath.join(mount.path, $0.path) }
        }
        let files = Set(copied).sorted()
        #expect(
            files == [
                "/run/tls/all.pem", "/run/tls/cond.pem", "/run/tls/curl.pem", "/run/tls/of-a-file.pem",
                "/run/tls/text.pem", "/run/tls/tls/in/ca.pem", "/run/tls/ts.jks", "/tmp/ca.pem",
            ])
        #expect(facts.storeAdditions.map(\.path) == ["/etc/ssl/certs/ca-certificates.crt"])
        #expect(discovery.stores.flatMap(\.self).contains { text($0).contains("MIIB") })
    }

    @Test func whoKeepsAnObjectIsRecorded() async throws {
        let folder = try await snapshot(try FaultyCluster(Self.fleet + Self.scripts))
        let map = try await RecordedCluster(path: folder.path).get(ConfigMap.self, name: "scripts", namespace: "shop")
        #expect(map.immutable == true)
        #expect(map.metadata.labels == ["trust.cert-manager.io/bundle": "corp"])
        #expect(map.metadata.annotations.values == ["meta.helm.sh/release-name": "web"])
        #expect(map.metadata.controller?.kind == "Bundle")
    }

    @Test func deniedKindsAreDeniedInTheSnapshotToo() async throws {
        let live = try FaultyCluster(Self.fleet, faults: ["configmaps": FaultyCluster.forbidden("configmaps")])
        let folder = try await snapshot(live)
        let recorded = try RecordedCluster(path: folder.path)
        let before = try await Collector(source: live, scope: Self.scope).discover()
        let after = try await Collector(source: recorded, scope: Self.scope).discover()
        #expect(before.workloads.flatMap(\.containers) == after.workloads.flatMap(\.containers))
        #expect(after.gaps.map(\.resource) == ["configmaps"] && after.gaps.map(\.reason) == [.forbidden])
    }

    @Test func storesThatMayHoldAPrivateKeyAreLeftOutAndToldSo() async throws {
        let folder = try await snapshot(try FaultyCluster(Self.fleet))
        let cluster = try RecordedCluster(path: folder.path)
        #expect(cluster.gaps.contains { $0.resource == "ConfigMap shop/ca" && $0.detail.contains("trust.p12") })
        let map = try await cluster.get(ConfigMap.self, name: "ca", namespace: "shop")
        #expect(map.storedValues["trust.p12"] == .omitted(.unsupportedFormat))
        #expect(map.data["ca.pem"]?.contains("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----") == true)
    }

    @Test func onlyAnEmptyFolderOrASnapshotIsWrittenTo() async throws {
        let folder = try await snapshot(try FaultyCluster(Self.fleet))
        let smaller = try FaultyCluster(deployment("only", namespace: "other", containers: "[{name: a, image: b}]"))
        _ = try await writeSnapshot(
            source: smaller, scope: Self.scope, to: folder.path, recordedAt: "2026-01-02T00:00:00Z")
        let again = try await Collector(source: try RecordedCluster(path: folder.path), scope: Self.scope).discover()
        #expect(again.workloads.map(\.id.name) == ["only"])
        let other = try TemporaryFolder()
        try other.write("notes.txt", "mine")
        await #expect(throws: RecordingError.notASnapshot(path: other.path)) {
            _ = try await writeSnapshot(source: smaller, scope: Self.scope, to: other.path, recordedAt: "")
        }
    }
}

struct BinaryStoreTests {
    /// A JKS store with one entry of a tag, as keytool lays it out.
    private func keyStore(tag: UInt8) -> [UInt8] {
        [0xFE, 0xED, 0xFE, 0xED, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, tag, 0, 1, 0x61] + [UInt8](repeating: 0, count: 8)
            + [0, 1, 0x58, 0, 0, 0, 2, 9, 9] + [UInt8](repeating: 7, count: 20)
    }

    @Test func onlyCertificatesPass() {
        #expect(BinaryStore.holdsCertificatesOnly(keyStore(tag: 2)))
        #expect(!BinaryStore.holdsCertificatesOnly(keyStore(tag: 1)))
        #expect(!BinaryStore.holdsCertificatesOnly(Array(keyStore(tag: 2).dropLast())))
        #expect(BinaryStore.holdsCertificatesOnly([0x30, 0x82, 1, 0, 0x30, 0x82, 0, 0x80, 0xA0, 3, 2, 1, 2]))
        #expect(!BinaryStore.holdsCertificatesOnly([0x30, 0x82, 1, 0, 0x02, 1, 3, 0x30, 0x82, 1]))
        #expect(!BinaryStore.holdsCertificatesOnly([0x30, 0x82, 1, 0, 0x30, 0x1B, 6, 9, 0x2A, 0x86]))
        #expect(!BinaryStore.holdsCertificatesOnly([]))
    }
}
