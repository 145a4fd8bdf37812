import ScanModel
import Testing

@testable import Dialects

struct PoolersTests {
    private func words(_ facts: ContainerFacts) -> [String] {
        ConnectionDiscovery.connections(in: ContainerSettings(facts)).map { connection in
            let options = connection.options.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value.value)" }.joined()
            let hosts = connection.hosts.map(\.words).joined(separator: ",")
            return "\(connection.name) \(connection.driver ?? "-") \(hosts)\(options)"
        }
    }

    @Test func everyEntryOfPgBouncersDatabasesIsAConnection() {
        let ini: [(name: String, value: String)] = [
            ("databases.*", "host=h"), ("databases.app", "host=a,b port=6432 dbname=x user=u"),
            ("databases.local", "dbname=x"), ("pgbouncer.server_tls_sslmode", "verify-full"),
            ("pgbouncer.server_tls_ca_file", "/ca.pem"),
        ]
        #expect(
            words(.sample(files: ini, file: "/etc/pgbouncer/pgbouncer.ini"))
                == ["databases.* pgbouncer h", "databases.app pgbouncer a:6432,b:6432"])
        // Its section tells what a file of another name is.
        #expect(words(.sample(files: ini, file: "/etc/x/config.ini")).count == 2)
        #expect(
            clientWords(.sample(image: "registry.example/pool:1", files: ini, file: "/etc/x/config.ini")).first
                == "databases.* pgbouncer h verify-full /ca.pem")
        #expect(
            words(.sample(["PGBOUNCER_DSN_0": "app=host=h port=5432 dbname=x"])) == ["PGBOUNCER_DSN_0 pgbouncer h:5432"]
        )
    }

    @Test func pgbouncersDefaultIsKnownWhereItsFileIsRead() {
        let facts = ContainerFacts.sample(files: [("databases.*", "host=h")], file: "/etc/pgbouncer/pgbouncer.ini")
        #expect(clientWords(facts) == ["databases.* pgbouncer h disable -"])
    }

    @Test func everyBackendOfPgpoolIsAConnection() {
        let conf: [(name: String, value: String)] = [
            ("backend_hostname0", "a"), ("backend_port0", "5433"), ("backend_hostname1", "b"),
            ("backend_hostname2", "/var/run/postgresql"), ("ssl", "on"), ("ssl_ca_cert", "/ca.pem"),
        ]
        #expect(
            words(.sample(files: conf, file: "/etc/pgpool2/pgpool.conf")) == [
                "backend_hostname0 pgpool a:5433 ssl=on sslrootcert=/ca.pem",
                "backend_hostname1 pgpool b ssl=on sslrootcert=/ca.pem",
            ])
        #expect(
            words(
                .sample([
                    "PGPOOL_PARAMS_BACKEND_HOSTNAME0": "a", "PGPOOL_PARAMS_BACKEND_PORT0": "5432",
                    "PGPOOL_PARAMS_SSL": "on",
                ])) == ["PGPOOL_PARAMS_BACKEND_HOSTNAME0 pgpool a:5432 ssl=on"])
        #expect(
            words(.sample(["PGPOOL_BACKEND_NODES": "0:pg-0:5432,1:pg-1:5433"])) == [
                "PGPOOL_BACKEND_NODES pgpool pg-0:5432,pg-1:5433"
            ])
        #expect(words(.sample(files: conf, file: "/etc/other.conf")) == [])
    }

    @Test func aServiceFileMayHaveAnyName() {
        let entries: [(name: String, value: String)] = [
            ("billing.host", "h"), ("billing.sslmode", "verify-ca"), ("billing.sslrootcert", "/ca.pem"),
        ]
        let facts = ContainerFacts.sample(
            ["PGSERVICE": "billing", "PGSERVICEFILE": "/etc/pg/services", "PGSSLMODE": "disable"], image: "postgres:16",
            files: entries, file: "/etc/pg/services")
        #expect(words(facts) == ["PGSERVICE - h service=billing sslmode=verify-ca sslrootcert=/ca.pem"])
        #expect(
            words(
                .sample(
                    ["U": "jdbc:postgresql://?service=billing"], files: entries, file: "/root/.pg_service.conf"))
                == ["U - h service=billing sslmode=verify-ca sslrootcert=/ca.pem"])
    }
}
