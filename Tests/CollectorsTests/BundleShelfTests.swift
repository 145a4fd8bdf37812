import Kubernetes
import ScanModel
import Testing

@testable import Collectors

struct BundleShelfTests {
    private static func block(_ text: String) -> String {
        "-----BEGIN CERTIFICATE-----\n\(text)\n-----END CERTIFICATE-----\n"
    }

    private static func bundle(_ name: String, signer: String? = nil, labels: [String: String] = [:], _ text: String)
        -> ClusterTrustBundle
    {
        ClusterTrustBundle(
            metadata: ObjectMeta(name: name, labels: labels),
            spec: ClusterTrustBundle.Spec(signerName: signer, trustBundle: text))
    }

    private static let shelf = BundleShelf([
        bundle("corp", "note\n" + block("A") + "\nbetween\n" + block("B")),
        bundle("ex:s:1", signer: "ex/s", labels: ["tier": "db"], block("A")),
        bundle("ex:s:2", signer: "ex/s", labels: ["tier": "db", "v": "2"], block("A") + block("C")),
        bundle("ex:t:1", signer: "ex/t", labels: ["tier": "db"], block("D")),
    ])

    private func projection(
        _ labels: [String: String]? = [:], _ expressions: [(String, String, [String])] = [], name: String? = nil,
        optional: Bool? = nil
    ) -> Volume.ClusterTrustBundleProjection {
        let selector = labels.map { labels in
            Volume.ClusterTrustBundleProjection.Selector(
                matchLabels: labels,
                matchExpressions: expressions.map { .init(key: $0.0, operator: $0.1, values: $0.2) })
        }
        return Volume.ClusterTrustBundleProjection(
            name: name, signerName: name == nil ? "ex/s" : nil, labelSelector: name == nil ? selector : nil,
            path: "roots.pem", optional: optional)
    }

    /// What a container finds at the path of the projection.
    private func found(_ projection: Volume.ClusterTrustBundleProjection, in shelf: BundleShelf = Self.shelf) -> String
    {
        var objects = ObjectShelf()
        objects.bundles = shelf
        let volume = Volume(
            name: "v", projected: Volume.ProjectedVolume(sources: [.init(clusterTrustBundle: projection)]))
        let container = Container(name: "app", volumeMounts: [VolumeMount(name: "v", mountPath: "/roots")])
        var builder = ContainerFactsBuilder(shelf: objects)
        let planned = builder.containers(
            of: PodSpec(containers: [container], volumes: [volume]),
            workload: WorkloadID(namespace: "shop", kind: "Deployment", name: "a"))
        var resolver = StoreResolver(shelf: objects)
        return text(resolver.resolve(.named(path: "/roots/roots.pem"), in: planned[0]))
    }

    @Test func aBundleByNameIsItsCertificatesAlone() {
        #expect(found(projection(name: "corp")) == Self.block("A") + Self.block("B"))
    }

    @Test(
        arguments: [
            ([:], [], "AC"), (["v": "2"], [], "AC"), (["tier": "db"], [("v", "DoesNotExist", [])], "A"),
            ([:], [("v", "In", ["1", "2"])], "AC"), ([:], [("v", "Exists", [])], "AC"),
            ([:], [("v", "NotIn", ["2"])], "A"),
        ] as [([String: String], [(String, String, [String])], String)])
    func bundlesOfASignerAreOneFileWithEachCertificateOnce(
        labels: [String: String], expressions: [(String, String, [String])], expected: String
    ) {
        #expect(found(projection(labels, expressions)) == expected.map { Self.block(String($0)) }.joined())
    }

    @Test func whatIsNotThereIsMissingOrEmptyWhereItMayBe() {
        #expect(found(projection(name: "none")) == "missing: /roots/roots.pem: ClusterTrustBundle none does not exist")
        #expect(found(projection(name: "none", optional: true)) == "")
        let words = "ClusterTrustBundles of ex/s with tier=web"
        #expect(found(projection(["tier": "web"])) == "missing: /roots/roots.pem: \(words) does not exist")
        #expect(found(projection(["tier": "web"], optional: true)) == "")
        // A signer without a selector chooses nothing, by the API's definition.
        #expect(
            found(projection(nil)) == "missing: /roots/roots.pem: ClusterTrustBundles of ex/s does not exist")
        #expect(found(projection(nil, optional: true)) == "")
        #expect(found(projection(name: "none"), in: BundleShelf([])).hasPrefix("missing"))
    }

    @Test func whatCouldNotBeReadIsUnread() {
        let denied = BundleShelf(FaultyCluster.forbidden("clustertrustbundles"))
        #expect(found(projection(name: "corp", optional: true), in: denied).hasPrefix("unread forbidden"))
        #expect(found(projection(name: "corp"), in: BundleShelf()).hasPrefix("unread not_requested"))
        // A manifest need not hold every bundle of the cluster.
        let manifest = BundleShelf([], doubt: .incomplete)
        #expect(
            found(projection(name: "corp", optional: true), in: manifest)
                == "unread incomplete: ClusterTrustBundle corp is not in the recording")
        #expect(found(projection([:], [("v", "Near", [])])).hasPrefix("unread not_requested"))
    }

    private static let fleet =
        deployment(
            "web",
            containers:
                "[{name: app, image: 'a:1', env: [{name: PGHOST, value: h}, {name: PGSSLROOTCERT, value: /roots/roots.pem}], volumeMounts: [{name: roots, mountPath: /roots}]}]",
            volumes: "[{name: roots, projected: {sources: [{clusterTrustBundle: {name: corp, path: roots.pem}}]}}]")
            + """
            ---
            apiVersion: certificates.k8s.io/v1beta1
            kind: ClusterTrustBundle
            metadata: {name: corp}
            spec: {trustBundle: "-----BEGIN CERTIFICATE-----\\nA\\n-----END CERTIFICATE-----\\n"}
            ---
            apiVersion: certificates.k8s.io/v1alpha1
            kind: ClusterTrustBundle
            metadata: {name: other}
            spec: {trustBundle: other}

            """

    @Test func bundlesAreListedOnceAndOnlyWhereAWorkloadProjectsOne() async throws {
        let source = try FaultyCluster(Self.fleet)
        let discovery = try await Collector(source: source, scope: ScanScope(namespaces: ["shop"])).discover()
        #expect(source.log.all.filter { $0.contains("clustertrustbundles") } == ["list clustertrustbundles *"])
        #expect(discovery.gaps.isEmpty)
        #expect(Set(discovery.stores.flatMap(\.self).map(text)) == [Self.block("A")])
        let plain = try FaultyCluster(deployment("web", containers: "[{name: a, image: b}]"))
        _ = try await Collector(source: plain, scope: ScanScope(allNamespaces: true)).discover()
        #expect(!plain.log.all.contains { $0.contains("clustertrustbundles") })
    }

    @Test func aDeniedListIsAGapAndAnOlderServerHasNone() async throws {
        let scope = ScanScope(allNamespaces: true)
        let denied = try FaultyCluster(
            Self.fleet, faults: ["clustertrustbundles": FaultyCluster.forbidden("clustertrustbundles")])
        let discovery = try await Collector(source: denied, scope: scope).discover()
        #expect(discovery.gaps.map(\.resource) == ["clustertrustbundles"])
        #expect(discovery.stores.flatMap(\.self).map(text).allSatisfy { $0.hasPrefix("unread forbidden") })
        let old = try FaultyCluster(
            Self.fleet, faults: ["clustertrustbundles": .notFound(resource: "clustertrustbundles", namespace: nil)])
        let without = try await Collector(source: old, scope: scope).discover()
        #expect(without.gaps.isEmpty)
        #expect(without.stores.flatMap(\.self).map(text).allSatisfy { $0.hasPrefix("missing") })
    }

    @Test func aSnapshotHoldsTheProjectedBundlesAlone() async throws {
        let source = try FaultyCluster(Self.fleet)
        let folder = try TemporaryFolder()
        _ = try await writeSnapshot(
            source: source, scope: ScanScope(allNamespaces: true), to: folder.path, recordedAt: "")
        #expect(try !folder.content.contains("other"))
        let recorded = try RecordedCluster(path: folder.path)
        let discovery = try await Collector(source: recorded, scope: ScanScope(allNamespaces: true)).discover()
        #expect(Set(discovery.stores.flatMap(\.self).map(text)) == [Self.block("A")])
        // Written over, an older one leaves no bundle behind.
        let plain = try FaultyCluster(deployment("web", containers: "[{name: a, image: b}]"))
        _ = try await writeSnapshot(
            source: plain, scope: ScanScope(allNamespaces: true), to: folder.path, recordedAt: "")
        #expect(try !folder.content.contains("corp"))
    }
}
