import FoundationEssentials
import Kubernetes
import ScanModel
import Testing

@testable import Collectors

struct RecordedClusterTests {
    private func names<Object: BuiltInObject>(_ type: Object.Type, _ cluster: RecordedCluster, selector: String? = nil)
        async throws -> [String]
    {
        try await cluster.list(type, namespace: nil, labelSelector: selector, into: [String]()) {
            $0.append("\($1.metadata.namespace ?? "-")/\($1.metadata.name)")
        }
    }

    /// As `kubectl get ns,deploy,cm -A -o yaml` prints it.
    private static let list = """
        apiVersion: v1
        items:
        - apiVersion: v1
          kind: Namespace
          metadata:
            name: kube-system
            uid: 6f3c1a2e
        - apiVersion: apps/v1
          kind: Deployment
          metadata:
            annotations:
              text: |
                - not an item
            labels: {app: web}
            name: web
            namespace: shop
          spec:
            replicas: 1
            template:
              metadata:
                creationTimestamp: null
              spec:
                containers:
                - image: web:1
                  name: web
                  env:
                  - name: PORT
                    value: "80"
        - apiVersion: v1
          data:
            k: v
          kind: ConfigMap
          metadata:
            name: settings
            namespace: shop
        - apiVersion: networking.k8s.io/v1
          kind: Ingress
          metadata: {name: x, namespace: shop}
        kind: List
        metadata:
          resourceVersion: ""

        """

    @Test func readsWhatKubectlPrints() async throws {
        let cluster = try RecordedCluster(files: [("dump.yaml", Self.list)], server: "dump.yaml")
        #expect(try await names(Deployment.self, cluster) == ["shop/web"])
        #expect(try await names(ConfigMap.self, cluster) == ["shop/settings"])
        #expect(try await names(Deployment.self, cluster, selector: "app=web") == ["shop/web"])
        #expect(try await names(Deployment.self, cluster, selector: "app!=web") == [])
        let identity = try await cluster.identity()
        #expect(identity.uid == "6f3c1a2e" && identity.server == "dump.yaml")
        #expect(cluster.gaps.isEmpty)
    }

    @Test func readsJSONListsWhoseItemsDoNotSayTheirKind() async throws {
        let text = """
            {"kind": "ConfigMapList", "apiVersion": "v1", "items": [{"metadata": {"name": "a"}, "data": {"k": "v"}},
             {"metadata": {"name": "b", "namespace": "x"}, "binaryData": {"k": "AAE="}}]}
            """
        let cluster = try RecordedCluster(files: [("a.json", text)], server: "a.json")
        #expect(try await names(ConfigMap.self, cluster) == ["default/a", "x/b"])
        #expect(try await cluster.get(ConfigMap.self, name: "b", namespace: "x").binaryData["k"] == Data([0, 1]))
    }

    @Test func oneBadDocumentIsAGapWithItsLineAndTheOthersAreRead() async throws {
        let text = """
            kind: ConfigMap
            apiVersion: v1
            metadata: {name: first}
            ---
            kind: Deployment
            apiVersion: apps/v1
            metadata: {name: second}
            ---
            kind: ConfigMap
            metadata: {name: third
            data: [
            ---
            kind: ConfigMap
            apiVersion: v1
            metadata: {name: fourth}
            """
        let cluster = try RecordedCluster(files: [("m.yaml", text)], server: "m.yaml")
        #expect(try await names(ConfigMap.self, cluster) == ["default/first", "default/fourth"])
        #expect(cluster.gaps.map(\.reason) == [.unreadableFile, .unreadableFile])
        #expect(cluster.gaps[0].resource == "m.yaml")
        #expect(cluster.gaps[0].detail.hasPrefix("line "))
        #expect(cluster.gaps[0].detail.contains("Deployment second: it has no spec"))
        #expect(cluster.gaps[1].detail.contains("not YAML"))
    }

    @Test func oneBadItemOfAListIsAGapAndTheOthersAreRead() async throws {
        let text = Self.list.replacing("    name: settings\n", with: "    name: [settings\n")
        let cluster = try RecordedCluster(files: [("dump.yaml", text)], server: "dump.yaml")
        #expect(try await names(Deployment.self, cluster) == ["shop/web"])
        #expect(cluster.gaps.count == 1)
        let line = try #require(
            cluster.gaps.first?.detail.split(separator: "line ").last.flatMap { Int($0.prefix { $0.isNumber }) })
        #expect((32...38).contains(line), "\(cluster.gaps)")
    }

    @Test func aJobOfAnotherGroupIsAnotherThing() async throws {
        let text =
            "apiVersion: batch.volcano.sh/v1alpha1\nkind: Job\nmetadata: {name: v}\n---\napiVersion: v1\nkind: Namespace\nmetadata: {name: n}\n"
        let cluster = try RecordedCluster(files: [("a.yaml", text)], server: "a")
        #expect(try await names(Job.self, cluster) == [])
        #expect(cluster.gaps.isEmpty)
    }

    @Test(arguments: [
        ("nothing: [", RecordingError.unreadable(path: "p", line: 2, reason: "")), ("a: b\n", .noObjects(path: "p")),
        ("", .noObjects(path: "p")),
        ("{\"kind\": ", .unreadable(path: "p", line: 1, reason: "")),
    ])
    func aFileOfWhichNothingCanBeReadThrows(text: String, expected: RecordingError) {
        do {
            _ = try RecordedCluster(files: [("p", text)], server: "p")
            Issue.record("read \(text)")
        } catch {
            if case .unreadable = expected {
                guard case .unreadable("p", .some, let reason) = error else {
                    Issue.record("\(error)")
                    return
                }
                #expect(!reason.isEmpty)
            } else {
                #expect(error == expected)
            }
        }
    }

    @Test func aMissingPathThrows() {
        #expect(throws: RecordingError.notFound(path: "/nowhere/x.yaml")) {
            try RecordedCluster(path: "/nowhere/x.yaml")
        }
    }

    @Test func aFolderIsReadWithItsSubfolders() async throws {
        let folder = try TemporaryFolder()
        try folder.write("b/two.yml", "kind: ConfigMap\napiVersion: v1\nmetadata: {name: two}\n")
        try folder.write("one.json", "{\"kind\": \"ConfigMap\", \"metadata\": {\"name\": \"one\"}}")
        try folder.write("broken.yaml", "a: [")
        try folder.write("README.md", "kind: [")
        try folder.write("latin.yaml", bytes: [0x61, 0x3A, 0xFF, 0xFE])
        let cluster = try RecordedCluster(path: folder.path)
        #expect(try await names(ConfigMap.self, cluster) == ["default/two", "default/one"])
        #expect(cluster.gaps.map(\.resource).sorted() == ["broken.yaml", "latin.yaml"])
    }

    @Test func secretsOfManifestsHaveTheirStringData() async throws {
        let text = "kind: Secret\napiVersion: v1\nmetadata: {name: s}\ndata: {a: YQ==}\nstringData: {b: b}\n"
        let cluster = try RecordedCluster(files: [("a.yaml", text)], server: "a")
        let secret = try await cluster.get(Secret.self, name: "s", namespace: "default")
        #expect(secret.data == ["a": Data("a".utf8), "b": Data("b".utf8)])
    }

    @Test func aManifestProvesNoAbsenceUnlessItHoldsANamespacesRootCA() throws {
        let root = "kind: ConfigMap\napiVersion: v1\nmetadata: {name: kube-root-ca.crt, namespace: full}\n"
        let cluster = try RecordedCluster(files: [("a.yaml", root)], server: "a")
        #expect(cluster.doubt(about: ConfigMap.resource, in: "full") == nil)
        #expect(cluster.doubt(about: ConfigMap.resource, in: "other") == .incomplete)
        #expect(cluster.doubt(about: Secret.resource, in: "full") == .incomplete)
    }
}

/// A folder that is removed with its last reference.
final class TemporaryFolder {
    let path: String

    init() throws {
        path =
            FileManager.default.temporaryDirectory.appending(path: "trustsweep-\(UInt64.random(in: 0...UInt64.max))")
            .path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ file: String, _ text: String) throws { try write(file, bytes: Array(text.utf8)) }

    func write(_ file: String, bytes: [UInt8]) throws {
        let target = "\(path)/\(file)"
        try FileManager.default.createDirectory(atPath: ContainerPath.folder(target), withIntermediateDirectories: true)
        try Data(bytes).write(to: URL(filePath: target))
    }

    /// All files, as one text.
    var content: String {
        get throws {
            let files = try FileManager.default.subpathsOfDirectory(atPath: path).sorted()
            return files.compactMap { FileManager.default.contents(atPath: "\(path)/\($0)") }.map {
                String(decoding: $0, as: UTF8.self)
            }.joined()
        }
    }
}
