import ScanModel
import Testing

@testable import Collectors

/// Configuration files of frameworks and poolers, from ConfigMap to client, live and through a recording.
struct FrameworkFilesTests {
    private static let scope = ScanScope(allNamespaces: true)

    /// A Deployment of one container that mounts its own ConfigMap at `/etc/app`.
    private static func app(_ name: String, image: String, file: String, _ text: String, variables: String = "[]")
        -> String
    {
        let content = text.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)" }
            .joined(separator: "\n")
        return """
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: \(name), namespace: shop}
            spec: {template: {spec: {containers: [{name: app, image: '\(image)', env: \(variables), volumeMounts: [{name: c, mountPath: /etc/app}]}], volumes: [{name: c, configMap: {name: \(name)}}]}}}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: \(name), namespace: shop}
            data:
              \(file): |
            \(content)

            """
    }

    private static let fleet =
        app(
            "bouncer", image: "registry.example/pool:1", file: "pgbouncer.ini",
            "[databases]\n* = host=h1.example password=CANARY\n[pgbouncer]\nserver_tls_sslmode = verify-ca\nserver_tls_ca_file = /ca.pem"
        )
        + app(
            "django", image: "registry.example/web:1", file: "settings.py",
            """
            DATABASES = {'default': {
                'ENGINE': 'django.db.backends.postgresql', 'HOST': 'h2.example', 'PASSWORD': 'CANARY CANARY',
                'OPTIONS': {'sslmode': 'verify-full', 'sslrootcert': '/ca.pem'},
            }}
            """)
        + app(
            "pgpool", image: "registry.example/pool:2", file: "pgpool.conf",
            "backend_hostname0 = 'h3.example' # first\nsr_check_password = 'CANARY'\nssl = on\nssl_ca_cert = '/ca.pem'")
        + app(
            "rails", image: "ruby:3", file: "database.yml",
            """
            default: &default
              adapter: postgresql
              sslmode: verify-full
              password: CANARY
            production:
              <<: *default
              host: <%= ENV.fetch("DB_SERVER") { "h4.example" } %>
            """)
        + app(
            "service", image: "postgres:16", file: "services",
            "[billing]\nhost=h5.example\nsslmode=require\npassword=CANARY",
            variables: "[{name: PGSERVICE, value: billing}, {name: PGSERVICEFILE, value: /etc/app/services}]")

    private func words(_ discovery: Discovery) -> [String] {
        discovery.clients.map { client in
            "\(client.container.workload.name) \(client.name) \(client.endpoint?.host ?? "-") \(client.mode.value ?? "-")"
        }
    }

    @Test func filesOfFrameworksLeadToTheirClients() async throws {
        let live = try FaultyCluster(Self.fleet)
        let discovery = try await Collector(source: live, scope: Self.scope).discover()
        var seen: Set<String> = []
        #expect(
            words(discovery).filter { seen.insert($0).inserted } == [
                "bouncer pgbouncer h1.example verify-ca", "django libpq h2.example verify-full",
                "pgpool pgpool h3.example on", "rails libpq h4.example verify-full",
                "service libpq h5.example require",
            ])
        #expect(discovery.clients.allSatisfy { $0.undetermined.isEmpty })
        #expect(!"\(discovery.workloads) \(discovery.clients)".contains("CANARY"))
    }

    @Test func aRecordingOfThemReadsBackToTheSameClients() async throws {
        let live = try FaultyCluster(Self.fleet)
        let folder = try TemporaryFolder()
        _ = try await writeSnapshot(
            source: live, scope: Self.scope, to: folder.path, recordedAt: "2026-01-01T00:00:00Z")
        let content = try folder.content
        #expect(!content.contains("CANARY"))
        let before = try await Collector(source: live, scope: Self.scope).discover()
        let after = try await Collector(source: try RecordedCluster(path: folder.path), scope: Self.scope).discover()
        #expect(before.clients == after.clients)
        #expect(
            before.workloads.flatMap(\.containers).map(\.settings)
                == after.workloads.flatMap(\.containers).map(\.settings))
    }
}
