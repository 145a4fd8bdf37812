import ScanModel
import Testing

@testable import Collectors

@Suite struct OtherStoreTests {
    /// What decides in place of the store, as the image's variables and packages have it.
    private func other(
        _ store: StoreReference, _ set: [String: String] = [:], own: [String: String] = [:], bundle: String? = nil,
        packages: [ImageFact?] = []
    ) -> StoreReference? {
        let id = ContainerID(workload: WorkloadID(namespace: "shop", kind: "Deployment", name: "app"), name: "app")
        let settings = own.compactMap { Setting(name: $0.key, value: $0.value, source: .environment) }
        let container = PlannedContainer(facts: ContainerFacts(id: id, image: "a", settings: settings), mounts: [])
        let variables = set.compactMap { FactFile.fact(ofVariable: $0.key, $0.value) }
        var answer = ImageAnswer(facts: variables + packages.compactMap(\.self))
        if let bundle { answer.found[.file(path: bundle)] = [.bytes([1], path: bundle)] }
        return answer.store(
            inPlaceOf: CollectedStore(reference: store, location: nil, content: .notLookedAt), in: container)?.reference
    }

    private let bundle = "/etc/ssl/certs/ca-certificates.crt"

    @Test func aFileOrFolderOfTheImageTakesTheSystemsPlace() {
        let system = StoreReference.builtIn(.operatingSystem)
        #expect(other(system, ["SSL_CERT_FILE": "/opt/own.pem"], bundle: bundle) == .named(path: "/opt/own.pem"))
        #expect(other(system, ["SSL_CERT_DIR": "/opt"], bundle: bundle) == .named(path: "/opt"))
        // As distroless images do.
        #expect(other(system, ["SSL_CERT_FILE": bundle], bundle: bundle) == nil)
        #expect(other(system, bundle: bundle) == nil)
    }

    @Test func whatThePodSetsItselfIsInItsSettings() {
        let set = ["SSL_CERT_FILE": "/opt/own.pem"]
        #expect(other(.builtIn(.operatingSystem), set, own: ["SSL_CERT_FILE": "/opt/own.pem"], bundle: bundle) == nil)
    }

    @Test func optionsOfTheJVMCountWhereTheyNameAStore() {
        let cacerts = StoreReference.builtIn(.javaCacerts)
        let named = ["JAVA_TOOL_OPTIONS": "-Xmx1g -Djavax.net.ssl.trustStore=/t -Dx=y"]
        #expect(other(cacerts, named) == .named(path: "/t"))
        #expect(
            other(cacerts, ["_JAVA_OPTIONS": "-Djavax.net.ssl.trustStore=/u"].merging(named) { $1 })
                == .named(path: "/u"))
        #expect(
            other(cacerts, ["_JAVA_OPTIONS": "-Djavax.net.ssl.trustStoreType=PKCS12"]) == .named(path: "$_JAVA_OPTIONS")
        )
        #expect(other(cacerts, ["JAVA_TOOL_OPTIONS": "-Xmx1g"]) == nil)
        #expect(other(.builtIn(.operatingSystem), named) == nil)
        // What is too long to be kept whole may name one further on.
        #expect(
            other(cacerts, ["JAVA_TOOL_OPTIONS": String(repeating: "-Dx=y ", count: 1000)])
                == .named(path: "$JAVA_TOOL_OPTIONS"))
    }

    @Test func aBundleOfRequestsTakesCertifisPlace() {
        #expect(other(.builtIn(.certifi), ["REQUESTS_CA_BUNDLE": "/t"]) == .named(path: "/t"))
        #expect(other(.named(path: "/ca.pem"), ["REQUESTS_CA_BUNDLE": "/t", "SSL_CERT_FILE": "/t"]) == nil)
    }

    @Test func aFlagOfTheImageGivesNodeTheSystemsStore() {
        let (node, system) = (StoreReference.builtIn(.node), StoreReference.builtIn(.operatingSystem))
        #expect(other(node, ["NODE_OPTIONS": "--title=x --use-openssl-ca"]) == system)
        #expect(other(node, ["NODE_OPTIONS": "--use-openssl-ca"], own: ["NODE_OPTIONS": ""]) == nil)
        #expect(other(node, ["NODE_OPTIONS": "--use-system-ca"]) == nil)
    }

    @Test func aDistributionsNodeTakesTheSystemsStore() {
        func node(_ version: String, _ source: String) -> ImageFact? {
            ImageFact(name: "node", value: version, source: source)
        }
        let (dpkg, apk) = ("/var/lib/dpkg/status", "/lib/apk/db/installed")
        let (list, system) = (StoreReference.builtIn(.node), StoreReference.builtIn(.operatingSystem))
        #expect(other(list, packages: [node("18.19.0+dfsg-6~deb12u2", dpkg)]) == system)
        #expect(other(list, packages: [node("22.11.0-r0", apk)]) == system)
        // A package of Node's own build.
        #expect(other(list, packages: [node("20.18.0-1nodesource1", dpkg)]) == nil)
        // Node's own build beside it: which of them runs is not known.
        let header = node("20.9.0", "/usr/local/include/node/node_version.h")
        #expect(other(list, packages: [node("18.19.0+dfsg-6~deb12u2", dpkg), header]) == nil)
        #expect(other(list, ["NODE_VERSION": "20.9.0"], packages: [node("22.11.0-r0", apk)]) == nil)
    }

    @Test func theScriptSendsThem() {
        for name in OtherStore.variables { #expect(EvidenceScript.text.contains("variable \(name) \"$\(name)\"")) }
    }
}
