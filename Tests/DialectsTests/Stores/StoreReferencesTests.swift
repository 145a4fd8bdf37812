import FoundationEssentials
import ScanModel
import Testing

@testable import Dialects

struct StoreReferencesTests {
    private static let pem = "-----BEGIN CERTIFICATE-----\nMII=\n-----END CERTIFICATE-----"

    private func store(_ value: String, mounts: [Mount] = []) -> [StoreReference] {
        let url = "postgres://h/db?sslmode=verify-full"
        return tlsClients(in: .sample(["U": url, "PGSSLROOTCERT": value], image: "ruby:3", mounts: mounts)).flatMap(
            \.stores)
    }

    @Test(arguments: [
        (
            "/etc/ssl/certs/ca-certificates.crt",
            StoreReference.bundled(.operatingSystem, path: "/etc/ssl/certs/ca-certificates.crt")
        ),
        ("/etc/pki/tls/certs/ca-bundle.crt", .bundled(.operatingSystem, path: "/etc/pki/tls/certs/ca-bundle.crt")),
        (
            "/usr/lib/python3/dist-packages/certifi/cacert.pem",
            .bundled(.certifi, path: "/usr/lib/python3/dist-packages/certifi/cacert.pem")
        ),
        (
            "/opt/java/openjdk/lib/security/cacerts",
            .bundled(.javaCacerts, path: "/opt/java/openjdk/lib/security/cacerts")
        ),
        ("/etc/ssl/certs", .builtIn(.operatingSystem)),
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

    @Test func aTextOnOneLineHasLineEnds() {
        #expect(
            store("-----BEGIN CERTIFICATE-----\\nMII=\\r\\n-----END CERTIFICATE-----\\n") == [
                .inline(
                    pem: "-----BEGIN CERTIFICATE-----\nMII=\n-----END CERTIFICATE-----\n", setting: "PGSSLROOTCERT")
            ])
    }

    @Test(arguments: [
        "DB_CA_CERT_BASE64", "DB_SSL_ROOT_CERT_CONTENT", "DB_SSL_CA_PEM", "DB_CA_DATA", "DB_CA", "DB_CACERT",
    ])
    func theFormOfACertificateMayStandInItsName(_ name: String) {
        #expect(SettingName(name).tlsOption(after: ["db"]) == "sslrootcert")
    }

    private func nodeStores(_ environment: KeyValuePairs<String, String>, image: String = "node:20")
        -> [[StoreReference]]
    {
        tlsClients(in: .sample(environment, image: image)).map(\.stores)
    }

    @Test func aCertificateInAVariableIsWhatNodeIsGiven() {
        let pem = Self.pem
        let inline = StoreReference.inline(pem: pem, setting: "CA_CERT")
        let stores = nodeStores(["DATABASE_URL": "postgres://h.example/db", "CA_CERT": pem])
        #expect(!stores.isEmpty && stores.allSatisfy { $0 == [inline] })
        // The URL's own words win over the object that code passes.
        let named = nodeStores(["DATABASE_URL": "postgres://h.example/db?sslmode=require", "CA_CERT": pem])
        #expect(named.contains([.builtIn(.node)]) && !named.flatMap(\.self).contains(inline))
        // It is another service's, or no certificate.
        #expect(
            !nodeStores(["DATABASE_URL": "postgres://h.example/db", "REDIS_CA_CERT": pem]).flatMap(\.self).contains {
                $0 != .builtIn(.node)
            })
        let split = nodeStores(["DB_HOST": "h.example", "DB_SSL": "true", "DB_CA": pem])
        #expect(split.flatMap(\.self).contains(.inline(pem: pem, setting: "DB_CA")))
    }

    @Test(arguments: [["--ca-cert=\(pem)"], ["--ca-cert", pem], ["--ca-cert", Data(pem.utf8).base64EncodedString()]])
    func aCertificateMayBeAnArgument(_ arguments: [String]) {
        var facts = ContainerFacts.sample(["DATABASE_URL": "postgres://h.example/db"], image: "node:20")
        facts.commandLine = ["node", "server.js"] + arguments
        let stores = tlsClients(in: facts).map(\.stores)
        #expect(!stores.isEmpty && stores.allSatisfy { $0 == [.inline(pem: Self.pem, setting: "--ca-cert")] })
    }

    @Test func whatACommandAddsStandsBesideTheImagesStore() {
        var facts = ContainerFacts.sample(["U": "postgres://h/db?sslmode=verify-full"], image: "golang:1")
        facts.storeAdditions = [
            StoreAddition(path: "/etc/ssl/certs/ca-certificates.crt", parts: [], isInstalled: true),
            StoreAddition(path: "$JAVA_HOME/lib/security/cacerts", parts: []), StoreAddition(path: "/x", parts: []),
        ]
        let added = StoreReference.added(path: "/etc/ssl/certs/ca-certificates.crt")
        #expect(tlsClients(in: facts).first?.stores == [.builtIn(.operatingSystem), added])
        let lookup = OptionLookup(
            connection: Connection(name: "U", source: "env", kind: .variables, hosts: []),
            settings: ContainerSettings(facts))
        #expect(lookup.openSSLStores == [.builtIn(.operatingSystem), added])
        #expect(
            lookup.javaStores == [.builtIn(.javaCacerts), .added(path: "$JAVA_HOME/lib/security/cacerts")])
        facts.settings = [
            Setting(name: "JAVA_TOOL_OPTIONS", value: "-Djavax.net.ssl.trustStore=/ts.jks", source: .environment)
        ].compactMap(\.self)
        let own = OptionLookup(connection: lookup.connection, settings: ContainerSettings(facts))
        #expect(own.javaStores == [.named(path: "/ts.jks")])
    }

    /// Debian's OpenSSL reads the folder of hashed names, and a bundle that a command appends to is not in it.
    @Test func whatIsAppendedToABundleIsNotInOpenSSLsFolder() {
        let bundle = "/etc/ssl/certs/ca-certificates.crt"
        func facts(_ url: String, image: String, isInstalled: Bool) -> ContainerFacts {
            var facts = ContainerFacts.sample(["U": url], image: image)
            facts.storeAdditions = [StoreAddition(path: bundle, parts: [], isInstalled: isInstalled)]
            return facts
        }
        func stores(_ url: String, image: String, isInstalled: Bool) -> [StoreReference]? {
            tlsClients(in: facts(url, image: image, isInstalled: isInstalled)).first?.stores
        }
        func openSSL(isInstalled: Bool) -> [StoreReference] {
            OptionLookup(
                connection: Connection(name: "U", source: "env", kind: .variables, hosts: []),
                settings: ContainerSettings(facts("postgres://h/db", image: "ruby:3", isInstalled: isInstalled))
            ).openSSLStores
        }
        let system = StoreReference.builtIn(.operatingSystem)
        let added = StoreReference.added(path: bundle)
        #expect(openSSL(isInstalled: true) == [system, added])
        #expect(openSSL(isInstalled: false) == [system])
        let byName = "postgres://h/db?sslmode=verify-full&sslrootcert=\(bundle)"
        #expect(
            stores(byName, image: "ruby:3", isInstalled: true) == [.bundled(.operatingSystem, path: bundle), added])
        #expect(stores(byName, image: "ruby:3", isInstalled: false) == [.named(path: bundle)])
        let go = "postgres://h/db?sslmode=verify-full"
        #expect(stores(go, image: "golang:1", isInstalled: false) == [system, added])
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
