import ScanModel
import Testing

@testable import Collectors

struct ImageStoresTests {
    private static let workload = WorkloadID(namespace: "shop", kind: "Deployment", name: "a")
    private static let app = ContainerID(workload: workload, name: "app")
    private static let setup = ContainerID(workload: workload, name: "setup")

    private func store(
        _ location: TrustStoreLocation?, _ update: StoreUpdate? = nil, path: String = "/ca/x.pem",
        content: CollectedStore.Content = .unread(.notRequested, "")
    ) -> CollectedStore {
        CollectedStore(reference: .named(path: path), location: location, content: content, update: update)
    }

    /// Under the name that the client knows: what is at the other path of its own container is another file.
    @Test func aCopyOutOfAnotherImageIsWantedWhereItLies() {
        let copy = store(.container(Self.setup, path: "/etc/ssl/cert.pem"), .copiedAtStart)
        #expect(ImageStores.wanted(for: copy) == [.file(path: "/ca/x.pem")])
        let filled = ImageStores.read(copy, [.file(path: "/ca/x.pem"): [.bytes([1], path: "/ca/x.pem")]])
        guard case .bytes([1]) = filled.content else {
            Issue.record("the copy became \(filled.content)")
            return
        }
        guard case .missing(let words) = ImageStores.read(copy, [.file(path: "/ca/x.pem"): [.absent]]).content else {
            Issue.record("a copy that is not there is missing")
            return
        }
        #expect(words == "/ca/x.pem is not in the container")
    }

    /// Beside it the image may hold another copy of certifi, or what only its folder of hashed names has.
    @Test(arguments: [BuiltInStore.operatingSystem, .certifi, .javaCacerts])
    func aNamedFileOfABuiltInStoreIsReadAlone(store: BuiltInStore) {
        let named = CollectedStore(
            reference: .bundled(store, path: "/srv/cacert.pem"), location: nil, content: .notLookedAt)
        let file = WantedFile.file(path: "/srv/cacert.pem")
        #expect(ImageStores.wanted(for: named) == [file])
        let others: [WantedFile: [FileEvidence]] = [.certifi: [.bytes([2], path: "/usr/lib/cacert.pem")]]
        let read = ImageStores.read(named, others.merging([file: [.bytes([1], path: "/srv/cacert.pem")]]) { $1 })
        guard case .bytes([1]) = read.content else {
            Issue.record("it became \(read.content)")
            return
        }
        guard case .missing = ImageStores.read(named, others.merging([file: [.absent]]) { $1 }).content else {
            Issue.record("a file that is not there is missing")
            return
        }
    }

    @Test func whatAScriptMadeIsWantedAndWhatTheKubeletWroteIsNot() {
        let written = TrustStoreLocation.written(how: "that container setup downloads from certs.example")
        #expect(ImageStores.wanted(for: store(written, .copiedAtStart)) == [.file(path: "/ca/x.pem")])
        #expect(ImageStores.wanted(for: store(written, .followsObject)) == nil)
        #expect(ImageStores.wanted(for: store(written)) == nil)
    }

    @Test func nothingElseIsAskedOfTheContainer() {
        let image = TrustStoreLocation.container(Self.app, path: "/ca/x.pem")
        #expect(ImageStores.wanted(for: store(image)) == [.file(path: "/ca/x.pem")])
        #expect(ImageStores.wanted(for: store(image, content: .bytes([1]))) == nil)
        #expect(ImageStores.wanted(for: store(image, content: .made(.keyStore(.jks), of: [.bytes([1])]))) == nil)
        #expect(ImageStores.wanted(for: store(image, content: .unread(.forbidden, ""))) == nil)
        #expect(ImageStores.wanted(for: store(image, path: "$HOME/x.pem")) == nil)
        #expect(ImageStores.wanted(for: store(image, path: "x.pem")) == nil)
        #expect(ImageStores.wanted(for: store(.secret(namespace: "shop", name: "s", key: "k"), .copiedAtStart)) == nil)
        #expect(ImageStores.wanted(for: store(.configMap(namespace: "shop", name: "c", key: "k"))) == nil)
    }

    /// One pod whose init container copies, joins and downloads into a volume that the client's container mounts.
    private static let pod = """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: ca, namespace: shop}
        data: {ca.pem: known}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec:
          volumes: [{name: made, emptyDir: {}}, {name: ca, configMap: {name: ca}}, {name: vault, secret: {secretName: vault}}]
          initContainers:
            - name: setup
              image: "setup:1"
              command:
                - sh
                - -c
                - |
                  cat /cm/ca.pem > /out/known.pem
                  cp /etc/ssl/certs/ca-certificates.crt /out/image.pem
                  curl https://pki.example/ca -o /out/loaded.pem
                  cat /etc/ssl/cert.pem /vault/ca.crt > /out/both.pem
              volumeMounts: [{name: made, mountPath: /out}, {name: ca, mountPath: /cm}, {name: vault, mountPath: /vault}]
          containers:
            - name: app
              image: "ruby:3"
              env:
                - {name: A_URL, value: "postgres://a/d?sslmode=verify-full&sslrootcert=/tls/known.pem"}
                - {name: B_URL, value: "postgres://b/d?sslmode=verify-full&sslrootcert=/tls/image.pem"}
                - {name: C_URL, value: "postgres://c/d?sslmode=verify-full&sslrootcert=/tls/loaded.pem"}
                - {name: D_URL, value: "postgres://d/d?sslmode=verify-full&sslrootcert=/tls/both.pem"}
              volumeMounts: [{name: made, mountPath: /tls}]
        status: {phase: Running, containerStatuses: [{name: app, imageID: "sha256:1", state: {running: {}}}]}
        """

    @Test func whatASetUpMadeIsReadInTheContainerThatMountsIt() async throws {
        var source = try FaultyCluster(Self.pod)
        let executor = ExecutorDouble { _, command in ExecutorDouble.output("pem", for: command) }
        source.executor = executor
        let collector = Collector(source: source, scope: ScanScope(allNamespaces: true, exec: .auto))
        let reading = try #require(try await collector.lookIntoEveryImage().1)
        #expect(executor.wanted == [["f/tls/image.pem", "f/tls/loaded.pem"]])
        #expect(executor.asked.map(\.words) == ["pod shop/web container app"])
        let stores = reading.clients.flatMap(\.stores)
        #expect(stores.map(text) == ["known", "pem", "pem", "unread not_requested: Secret shop/vault was not read"])
        #expect(stores.map { $0.origin == nil } == [true, false, false, true])
        #expect(
            stores.map { $0.location?.words } == [
                "ConfigMap shop/ca ca.pem", "image file /etc/ssl/certs/ca-certificates.crt",
                "a file that container setup downloads from pki.example", "Secret shop/vault ca.crt",
            ])
    }
}
