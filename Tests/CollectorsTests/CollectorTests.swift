import Kubernetes
import ScanModel
import Testing

@testable import Collectors

struct CollectorTests {
    private static let everything = ScanScope(allNamespaces: true)

    private func discover(_ yaml: String, _ scope: ScanScope = everything, faults: [String: KubernetesError] = [:])
        async throws -> Discovery
    {
        try await Collector(source: try FaultyCluster(yaml, faults: faults), scope: scope).discover()
    }

    /// A ReplicaSet or Job, or a Pod where `kind` is Pod, with an owner.
    private static func owned(
        _ kind: String, _ name: String, owner: String?, group: String = "apps/v1", image: String = "app:1",
        replicas: Int = 1, phase: String = "Running", hash: String = "h1"
    ) -> String {
        let reference = owner.map { owner -> String in
            let parts = owner.split(separator: "/").map(String.init)
            return ", ownerReferences: [{apiVersion: \(group), kind: \(parts[0]), name: \(parts[1]), controller: true}]"
        }
        let metadata =
            "metadata: {name: \(name), namespace: shop, labels: {pod-template-hash: \(hash)}\(reference ?? "")}"
        let spec =
            "{containers: [{name: app, image: '\(image)', env: [{name: DATABASE_URL, value: 'postgres://\(image.prefix(3)).example/d'}]}]}"
        let version = ["Pod": "v1", "Job": "batch/v1", "CronJob": "batch/v1"][kind] ?? "apps/v1"
        switch kind {
        case "Pod":
            return
                "---\napiVersion: v1\nkind: Pod\n\(metadata)\nspec: \(spec)\nstatus: {phase: \(phase), containerStatuses: [{name: app, imageID: 'sha256:\(image)'}]}\n"
        case "CronJob":
            return
                "---\napiVersion: \(version)\nkind: CronJob\n\(metadata)\nspec: {jobTemplate: {spec: {template: {spec: \(spec)}}}}\n"
        default:
            return
                "---\napiVersion: \(version)\nkind: \(kind)\n\(metadata)\nspec: {replicas: \(replicas), template: {spec: \(spec)}}\n"
        }
    }

    private static let chain =
        owned("Deployment", "web", owner: nil) + owned("ReplicaSet", "web-h1", owner: "Deployment/web")
        + owned("ReplicaSet", "web-h0", owner: "Deployment/web", image: "old:0", replicas: 0)
        + owned("Pod", "web-h1-x", owner: "ReplicaSet/web-h1") + owned("Pod", "web-h1-y", owner: "ReplicaSet/web-h1")

    @Test func theOwnerIsTheRowAndOldRevisionsAreNone() async throws {
        let discovery = try await discover(Self.chain)
        #expect(discovery.workloads.map { "\($0.id.kind)/\($0.id.name)" } == ["Deployment/web"])
        #expect(discovery.workloads[0].containers.count == 1)
        #expect(discovery.workloads[0].containers[0].imageID == "sha256:app:1")
        #expect(!discovery.workloads[0].containers[0].isVariant)
        #expect(discovery.gaps.isEmpty)
    }

    @Test func podsThatDifferFromTheTemplateAreVariants() async throws {
        let discovery = try await discover(
            Self.chain + Self.owned("Pod", "web-h0-z", owner: "ReplicaSet/web-h0", image: "old:0", hash: "h0"))
        let facts = discovery.workloads[0].containers
        #expect(facts.map(\.image) == ["app:1", "old:0"])
        #expect(facts.map(\.isVariant) == [false, true])
    }

    @Test(arguments: [
        ("replicasets", ["Deployment/web"]), ("deployments", ["Deployment/web"]), ("pods", ["Deployment/web"]),
        ("configmaps", ["Deployment/web"]),
    ])
    func aDeniedKindIsAGapAndTheRestGoesOn(kind: String, rows: [String]) async throws {
        let yaml =
            Self.chain
            + deployment(
                "web2",
                containers:
                    "[{name: a, image: b, env: [{name: X_URL, valueFrom: {configMapKeyRef: {name: m, key: k}}}]}]")
        let discovery = try await discover(yaml, faults: [kind: FaultyCluster.forbidden(kind)])
        let found = discovery.workloads.map { "\($0.id.kind)/\($0.id.name)" }
        #expect(found.filter { $0 != "Deployment/web2" } == rows)
        #expect(discovery.gaps.map(\.resource) == [kind])
        #expect(discovery.gaps.map(\.reason) == [.forbidden])
        if kind == "configmaps" {
            #expect(
                containers(discovery)["shop/Deployment/web2/a"]?[0].unreadSettings == [
                    UnreadSetting(name: "X_URL", object: "ConfigMap shop/m", reason: .forbidden)
                ])
        }
    }

    @Test func scaledToZeroWithDeniedDeploymentsIsJudgedByItsReplicaSet() async throws {
        let yaml = Self.owned("ReplicaSet", "web-h0", owner: "Deployment/web", image: "old:0", replicas: 0)
        let discovery = try await discover(yaml, faults: ["deployments": FaultyCluster.forbidden("deployments")])
        #expect(containers(discovery)["shop/Deployment/web/app"]?.map(\.image) == ["old:0"])
    }

    @Test func everyControllerIsFoundByItsReference() async throws {
        let yaml =
            Self.owned("ReplicaSet", "roll-h1", owner: "Rollout/roll", group: "argoproj.io/v1alpha1")
            + Self.owned(
                "ReplicaSet", "roll-h0", owner: "Rollout/roll", group: "argoproj.io/v1alpha1", image: "old:0",
                replicas: 0)
            + Self.owned("ReplicaSet", "idle-h0", owner: "Rollout/idle", group: "argoproj.io/v1alpha1", replicas: 0)
            + Self.owned("Pod", "kruise-0", owner: "StatefulSet/kruise", group: "apps.kruise.io/v1beta1")
            + Self.owned("Job", "nightly-123", owner: "CronJob/nightly", group: "batch/v1", image: "old:1")
            + Self.owned("CronJob", "nightly", owner: nil) + Self.owned("Job", "once", owner: nil)
            + Self.owned("Pod", "once-x", owner: "Job/once", group: "batch/v1", phase: "Succeeded")
            + Self.owned("Pod", "bare", owner: nil) + Self.owned("Pod", "done", owner: nil, phase: "Succeeded")
            + Self.owned("Pod", "etcd-node", owner: "Node/node", group: "v1")
            + Self.owned("ReplicaSet", "alone", owner: nil, replicas: 0)
        let discovery = try await discover(yaml)
        #expect(
            discovery.workloads.map { "\($0.id.kind)/\($0.id.name)" } == [
                "CronJob/nightly", "Job/once", "Pod/bare", "Pod/etcd-node", "ReplicaSet/alone", "Rollout/idle",
                "Rollout/roll",
                "StatefulSet.apps.kruise.io/kruise",
            ])
        let all = containers(discovery)
        #expect(all["shop/Rollout/roll/app"]?.map(\.image) == ["app:1"])
        #expect(all["shop/CronJob/nightly/app"]?.map(\.image) == ["app:1"])
        #expect(all["shop/Job/once/app"]?.first?.imageID == "sha256:app:1")
    }

    @Test func namesAloneSendNoListOfTheWholeCluster() async throws {
        let source = try FaultyCluster(Self.chain + "---\napiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n")
        let discovery = try await Collector(source: source, scope: ScanScope(namespaces: ["shop", "typo"])).discover()
        #expect(!source.log.all.contains { $0.hasPrefix("list") && $0.hasSuffix("*") }, "\(source.log.all)")
        #expect(!source.log.all.contains { $0.contains("secrets") })
        #expect(discovery.namespaces == ["shop", "typo"])
        #expect(
            discovery.gaps == [
                Gap(resource: "namespaces", namespace: "typo", reason: .notFound, detail: "there is no namespace typo")
            ])
    }

    @Test func globsExclusionsAndSelectorsChooseNamespaces() async throws {
        var yaml = ""
        for name in ["team-a", "team-b", "team-c", "other", "team-x", "kube-system"] {
            yaml +=
                "---\napiVersion: v1\nkind: Namespace\nmetadata: {name: \(name), labels: {of: '\(name.prefix(4))'}}\n"
            yaml += deployment("d", namespace: name, containers: "[{name: a, image: b}]")
        }
        let globs = ScanScope(namespaces: ["team-*"], excludedNamespaces: ["*-x"])
        #expect(try await discover(yaml, globs).workloads.map(\.id.namespace) == ["team-a", "team-b", "team-c"])
        let labels = ScanScope(namespaceSelector: "of=othe")
        #expect(try await discover(yaml, labels).workloads.map(\.id.namespace) == ["other"])
        let rest = ScanScope(allNamespaces: true, excludedNamespaces: ["team-?", "kube-*"])
        #expect(try await discover(yaml, rest).namespaces == ["other"])
        // Most of the namespaces: one list; where that is forbidden, namespace by namespace.
        let most = ScanScope(namespaces: ["team-*"])
        let faults = ["deployments@*": FaultyCluster.forbidden("deployments")]
        #expect(try await discover(yaml, most, faults: faults).workloads.count == 4)
        let denied = ["namespaces": FaultyCluster.forbidden("namespaces")]
        await #expect(throws: KubernetesError.self) { try await discover(yaml, most, faults: denied) }
        let mixed = try await discover(yaml, ScanScope(namespaces: ["team-*", "other"]), faults: denied)
        #expect(mixed.workloads.map(\.id.namespace) == ["other"] && mixed.gaps.map(\.resource) == ["namespaces"])
    }

    @Test func aLabelSelectorChoosesWorkloads() async throws {
        let yaml =
            deployment("a", labels: "{app: a}", containers: "[{name: c, image: i}]")
            + deployment("b", labels: "{app: b}", containers: "[{name: c, image: i}]")
            + Self.owned("ReplicaSet", "b-h1", owner: "Deployment/b") + Self.owned("ReplicaSet", "alone", owner: nil)
        let discovery = try await discover(yaml, ScanScope(allNamespaces: true, labelSelector: "app=a"))
        #expect(discovery.workloads.map(\.id.name) == ["a"])
    }

    @Test func nothingReadableThrows() async throws {
        let kinds = requiredAccess.map(\.resource)
        let faults = Dictionary(uniqueKeysWithValues: kinds.map { ($0, FaultyCluster.forbidden($0)) })
        await #expect(throws: KubernetesError.self) { try await discover(Self.chain, faults: faults) }
        let unreachable = ["identity": KubernetesError.connectionRefused(server: "https://x")]
        await #expect(throws: KubernetesError.connectionRefused(server: "https://x")) {
            try await discover(Self.chain, faults: unreachable)
        }
    }

    @Test func replicasShareTheirFacts() {
        var fold = PodFold()
        for number in 0..<2_000 {
            let token = Volume(name: "kube-api-access-\(number)", projected: Volume.ProjectedVolume())
            let data = Volume(name: "data", persistentVolumeClaim: Volume.Claim(claimName: "data-\(number)"))
            let container = Container(
                name: "c", image: "i",
                volumeMounts: [
                    VolumeMount(name: token.name, mountPath: "/var/run/secrets/kubernetes.io/serviceaccount")
                ])
            let owner = OwnerReference(
                apiVersion: "apps/v1", kind: "StatefulSet", name: "s\(number % 7)", controller: true)
            fold.add(
                Pod(
                    metadata: ObjectMeta(name: "p\(number)", namespace: "shop", ownerReferences: [owner]),
                    spec: PodSpec(containers: [container], volumes: [token, data])))
        }
        #expect(fold.groups.count == 7)
        #expect(fold.groups.map(\.count).reduce(0, +) == 2_000)
    }
}
