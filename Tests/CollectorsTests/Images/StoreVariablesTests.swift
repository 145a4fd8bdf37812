import ScanModel
import Testing

@testable import Collectors

@Suite struct StoreVariablesTests {
    private func moving(
        _ store: StoreReference, _ set: [String: String], own: [String: String] = [:], bundle: String? = nil
    ) -> String? {
        let id = ContainerID(workload: WorkloadID(namespace: "shop", kind: "Deployment", name: "app"), name: "app")
        let settings = own.compactMap { Setting(name: $0.key, value: $0.value, source: .environment) }
        let container = PlannedContainer(facts: ContainerFacts(id: id, image: "a", settings: settings), mounts: [])
        var answer = ImageAnswer(facts: set.compactMap { FactFile.fact(ofVariable: $0.key, $0.value) })
        if let bundle { answer.found[.file(path: bundle)] = [.bytes([1], path: bundle)] }
        return answer.variable(
            moving: CollectedStore(reference: store, location: nil, content: .notLookedAt), in: container)
    }

    private let bundle = "/etc/ssl/certs/ca-certificates.crt"

    @Test func aFileOrFolderOfTheImageTakesTheSystemsPlace() {
        #expect(
            moving(.builtIn(.operatingSystem), ["SSL_CERT_FILE": "/opt/own.pem"], bundle: bundle) == "SSL_CERT_FILE")
        #expect(moving(.builtIn(.operatingSystem), ["SSL_CERT_DIR": "/opt"], bundle: bundle) == "SSL_CERT_DIR")
        // As distroless images do.
        #expect(moving(.builtIn(.operatingSystem), ["SSL_CERT_FILE": bundle], bundle: bundle) == nil)
        #expect(moving(.builtIn(.operatingSystem), [:], bundle: bundle) == nil)
    }

    @Test func whatThePodSetsItselfIsInItsSettings() {
        let set = ["SSL_CERT_FILE": "/opt/own.pem"]
        #expect(moving(.builtIn(.operatingSystem), set, own: ["SSL_CERT_FILE": "/opt/own.pem"], bundle: bundle) == nil)
    }

    @Test func optionsOfTheJVMCountWhereTheyNameAStore() {
        let named = ["JAVA_TOOL_OPTIONS": "-Djavax.net.ssl.trustStore=/t"]
        #expect(moving(.builtIn(.javaCacerts), named) == "JAVA_TOOL_OPTIONS")
        #expect(moving(.builtIn(.javaCacerts), ["JAVA_TOOL_OPTIONS": "-Xmx1g"]) == nil)
        #expect(moving(.builtIn(.operatingSystem), named) == nil)
    }

    @Test func aBundleOfRequestsTakesCertifisPlace() {
        #expect(moving(.builtIn(.certifi), ["REQUESTS_CA_BUNDLE": "/t"]) == "REQUESTS_CA_BUNDLE")
        #expect(moving(.named(path: "/ca.pem"), ["REQUESTS_CA_BUNDLE": "/t", "SSL_CERT_FILE": "/t"]) == nil)
    }

    @Test func theScriptSendsThem() {
        for name in StoreVariables.all { #expect(EvidenceScript.text.contains("variable \(name) \"$\(name)\"")) }
    }
}
