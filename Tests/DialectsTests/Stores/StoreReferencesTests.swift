import ScanModel
import Testing

@testable import Dialects

struct StoreReferencesTests {
    private func store(_ value: String, mounts: [Mount] = []) -> [StoreReference] {
        let url = "postgres://h/db?sslmode=verify-full"
        return tlsClients(in: .sample(["U": url, "PGSSLROOTCERT": value], image: "ruby:3", mounts: mounts)).flatMap(
            \.stores)
    }

    @Test(arguments: [
        ("/etc/ssl/certs/ca-certificates.crt", StoreReference.builtIn(.operatingSystem)),
        ("/etc/pki/tls/certs/ca-bundle.crt", .builtIn(.operatingSystem)),
        ("/usr/lib/python3/dist-packages/certifi/cacert.pem", .builtIn(.certifi)),
        ("/opt/java/openjdk/lib/security/cacerts", .builtIn(.javaCacerts)),
        ("/etc/tls/ca.pem", .named(path: "/etc/tls/ca.pem")),
        (
            "-----BEGIN CERTIFICATE-----\nMII=\n-----END CERTIFICATE-----",
            .inline(pem: "-----BEGIN CERTIFICATE-----\nMII=\n-----END CERTIFICATE-----", setting: "PGSSLROOTCERT")
        ),
        (
            "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t",
            .inline(pem: "-----BEGIN CERTIFICATE-----", setting: "PGSSLROOTCERT")
        ),
    ])
    func aNameIsTheStoreItMeans(_ value: String, _ expected: StoreReference) {
        #expect(store(value) == [expected])
    }

    @Test func aMountOverASystemBundleIsAFile() {
        let path = "/etc/ssl/certs/ca-certificates.crt"
        let mount = Mount(
            path: path, usesSubPath: true,
            source: .files([MountedFile(path: "", location: .configMap(namespace: "n", name: "c", key: "k"))]))
        #expect(store(path, mounts: [mount]) == [.named(path: path)])
    }

    @Test func filesMountedBesideTheSystemsBundleAreAdded() {
        let facts = ContainerFacts.sample(
            ["U": "postgres://h/db?sslmode=verify-full"], image: "golang:1",
            mounts: [
                Mount(
                    path: "/etc/ssl/certs/own.crt", usesSubPath: true,
                    source: .files([MountedFile(path: "", location: .configMap(namespace: "n", name: "c", key: "k"))]))
            ])
        #expect(
            tlsClients(in: facts).first?.stores == [.builtIn(.operatingSystem), .named(path: "/etc/ssl/certs/own.crt")])
    }

    private func lookup(_ environment: KeyValuePairs<String, String>, _ mounts: [Mount] = []) -> OptionLookup {
        OptionLookup(
            connection: Connection(name: "U", source: "env", kind: .variables, hosts: []),
            settings: ContainerSettings(.sample(environment, mounts: mounts)))
    }

    @Test func aFolderOfCertificatesReplacesTheSystemsFolder() {
        let mount = Mount.configMap(at: "/certs", "ca.pem", "c90bc37d.0")
        let own = lookup(["SSL_CERT_DIR": "/certs"], [mount])
        // Go reads every file beside its bundle, OpenSSL those that are named by a hash, and the system's folder no more.
        #expect(
            own.operatingSystemStores == [
                .builtIn(.operatingSystem), .named(path: "/certs/c90bc37d.0"), .named(path: "/certs/ca.pem"),
            ])
        #expect(own.openSSLStores == [.named(path: "/certs/c90bc37d.0")])
        let both = lookup(["SSL_CERT_FILE": "/a.pem", "SSL_CERT_DIR": "/etc/ssl/certs:/certs/"], [mount])
        #expect(
            both.openSSLStores == [
                .named(path: "/a.pem"), .builtIn(.operatingSystem), .named(path: "/certs/c90bc37d.0"),
            ])
        #expect(lookup(["SSL_CERT_FILE": "/a.pem"]).openSSLStores == [.named(path: "/a.pem")])
        #expect(lookup(["SSL_CERT_DIR": "/image/certs"]).openSSLStores == [.named(path: "/image/certs")])
        #expect(lookup([:]).openSSLStores == [.builtIn(.operatingSystem)])
        let beside = lookup([:], [.configMap(at: "/etc/ssl/certs/own.crt", "own.crt")])
        #expect(beside.openSSLStores == [.builtIn(.operatingSystem)])
    }

    @Test func aBundleForHTTPClientsIsSaidNotToBeUsed() {
        let url = "postgres://h/db?sslmode=verify-full"
        let evidence = { (more: KeyValuePairs<String, String>) -> String? in
            var facts = ContainerFacts.sample(["U": url, "REQUESTS_CA_BUNDLE": "/ca.pem"], image: "ruby:3")
            facts.settings += more.compactMap { Setting(name: $0.key, value: $0.value, source: .environment) }
            return tlsClients(in: facts).first?.evidence
        }
        #expect(evidence([:]) == "image ruby:3 (REQUESTS_CA_BUNDLE not used: it is for HTTP clients)")
        #expect(evidence(["PGSSLROOTCERT": "/x.pem"]) == "image ruby:3")
    }

    @Test func coverageIsThatOfTheLongestMount() {
        let facts = ContainerFacts.sample(mounts: [
            .configMap(at: "/a", "x"), Mount(path: "/a/b", source: .opaque(kind: "hostPath")),
            Mount(path: "/c", source: .emptyDirectory(name: "e", copied: [])),
        ])
        #expect(facts.coverage(of: "/a/x") == .present)
        #expect(facts.coverage(of: "/a/y") == .absent)
        #expect(facts.coverage(of: "/a/b/x") == .opaque)
        #expect(facts.coverage(of: "/c/x") == .opaque)
        #expect(facts.coverage(of: "/ab") == .image)
    }
}
