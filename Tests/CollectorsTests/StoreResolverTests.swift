import Kubernetes
import ScanModel
import Testing

@testable import Collectors

struct StoreResolverTests {
    private static let shelf = ObjectShelf(slots: [
        ObjectKey(kind: .configMap, namespace: "shop", name: "ca"): .present([
            "ca.pem": .text("CA"), "extra.pem": .text("EXTRA"), "bin": .bytes([1, 2]),
        ]),
        ObjectKey(kind: .configMap, namespace: "shop", name: "denied"): .unread(.forbidden, "no right"),
        ObjectKey(kind: .configMap, namespace: "shop", name: "gone"): .absent,
        ObjectKey(kind: .secret, namespace: "shop", name: "tls"): .unread(
            .notRequested, "Secret shop/tls was not read"),
    ])

    private static let volumes = [
        Volume(name: "ca", configMap: Volume.ConfigMapVolume(name: "ca")),
        Volume(
            name: "items",
            configMap: Volume.ConfigMapVolume(
                name: "ca",
                items: [
                    Volume.KeyToPath(key: "ca.pem", path: "deep/root.crt"),
                    Volume.KeyToPath(key: "none", path: "none.crt"),
                ])),
        Volume(name: "denied", configMap: Volume.ConfigMapVolume(name: "denied")),
        Volume(name: "gone", configMap: Volume.ConfigMapVolume(name: "gone")),
        Volume(name: "secret", secret: Volume.SecretVolume(secretName: "tls")),
        Volume(name: "host", hostPath: Volume.HostPath(path: "/x")),
        Volume(name: "shared", emptyDir: Volume.EmptyDirectory()),
        Volume(
            name: "both",
            projected: Volume.ProjectedVolume(sources: [
                .init(
                    configMap: Volume.ConfigMapVolume(
                        name: "ca", items: [Volume.KeyToPath(key: "ca.pem", path: "a.pem")])),
                .init(secret: Volume.SecretProjection(name: "tls")),
            ])),
    ]

    private func planned() throws -> PlannedContainer {
        let app = Container(
            name: "app", image: "i",
            volumeMounts: [
                VolumeMount(name: "ca", mountPath: "/etc/ca/"),
                VolumeMount(name: "ca", mountPath: "/etc/ca/nested.pem", subPath: "extra.pem"),
                VolumeMount(name: "items", mountPath: "/items"),
                VolumeMount(name: "items", mountPath: "/deep", subPath: "deep"),
                VolumeMount(name: "denied", mountPath: "/denied"),
                VolumeMount(name: "denied", mountPath: "/one.pem", subPath: "one.pem"),
                VolumeMount(name: "gone", mountPath: "/gone"),
                VolumeMount(name: "secret", mountPath: "/root/.postgresql"),
                VolumeMount(name: "host", mountPath: "/host"), VolumeMount(name: "shared", mountPath: "/shared"),
                VolumeMount(name: "both", mountPath: "/both"), VolumeMount(name: "claims", mountPath: "/data"),
            ])
        let setUp = Container(
            name: "init",
            command: [
                "sh", "-c",
                "cat /ca/ca.pem /ca/extra.pem > /out/all.pem; cp /etc/image.pem /out/; cat /etc/image.pem /ca/ca.pem > /out/mixed.pem",
            ],
            volumeMounts: [VolumeMount(name: "ca", mountPath: "/ca"), VolumeMount(name: "shared", mountPath: "/out")])
        var builder = ContainerFactsBuilder(shelf: Self.shelf)
        let spec = PodSpec(containers: [app], initContainers: [setUp], volumes: Self.volumes)
        let containers = builder.containers(
            of: spec, workload: WorkloadID(namespace: "shop", kind: "Deployment", name: "a"))
        return try #require(containers.last)
    }

    @Test(arguments: [
        ("/etc/ca/ca.pem", "CA", true), ("/etc/ca/..data/ca.pem", "CA", true), ("/etc//ca/./ca.pem", "CA", true),
        ("/etc/ca/nested.pem", "EXTRA", false),
        ("/etc/ca/none.pem", "missing: /etc/ca/none.pem: ConfigMap shop/ca has no such key", nil),
        ("/items/deep/root.crt", "CA", true),
        ("/items/none.crt", "missing: /items/none.crt: ConfigMap shop/ca shows no such file", nil),
        ("/deep/root.crt", "CA", false), ("/denied/x.pem", "unread forbidden: no right", true),
        ("/one.pem", "unread forbidden: no right", false),
        ("/gone/x.pem", "missing: /gone/x.pem: ConfigMap shop/gone does not exist", nil),
        ("/root/.postgresql/root.crt", "unread not_requested: Secret shop/tls was not read", true),
        ("/shared/all.pem", "CAEXTRA", false), ("/both/a.pem", "CA", true),
        ("/both/b.pem", "unread not_requested: Secret shop/tls was not read", true),
        ("/etc/ca", "unread unsupported_format: /etc/ca is a folder", nil),
        ("/items/deep", "unread unsupported_format: /items/deep is a folder", nil),
        ("/opt/ca.pem", "unread not_requested: /opt/ca.pem is in the image; not read", nil),
        ("certs/ca.pem", "unread not_requested: certs/ca.pem is relative to a folder of the image; not read", nil),
        (
            "/host/ca.pem",
            "unread not_requested: /host/ca.pem is on a volume (hostPath) whose content the API does not show", nil
        ),
        (
            "/data/ca.pem",
            "unread not_requested: /data/ca.pem is on a volume (persistentVolumeClaim) whose content the API does not show",
            nil
        ),
        ("/shared/other.pem", "unread not_requested: /shared/other.pem is written while the pod runs; not read", nil),
        (
            "/shared/image.pem", "unread not_requested: /etc/image.pem is in the image of container init; not read",
            false
        ),
        (
            "/shared/mixed.pem", "unread not_requested: /etc/image.pem is in the image of container init; not read",
            false
        ),
    ])
    func aNamedPathIsResolvedThroughTheMounts(path: String, expected: String, follows: Bool?) throws {
        var resolver = StoreResolver(shelf: Self.shelf)
        let store = resolver.resolve(.named(path: path), in: try planned())
        #expect(text(store) == expected)
        if let follows { #expect(store.update?.needsRestart == !follows) }
    }

    @Test func storesThatNobodyNamedAreNotLookedAt() throws {
        var resolver = StoreResolver(shelf: Self.shelf)
        let container = try planned()
        #expect(text(resolver.resolve(.defaultFile(path: "~/.postgresql/root.crt"), in: container)) == "not looked at")
        #expect(text(resolver.resolve(.builtIn(.node), in: container)) == "not looked at")
        let inline = resolver.resolve(.inline(pem: "PEM", setting: "CA"), in: container)
        #expect(text(inline) == "PEM" && inline.update == .fixedInProcess)
        #expect(text(resolver.resolve(.named(path: "$(DIR)/ca.pem"), in: container)).hasPrefix("unread"))
    }

    @Test func anUnreadVolumeIsOpaqueToTheDialects() throws {
        let mounts = try planned().facts.mounts
        let opaque = mounts.filter { if case .opaque = $0.source { true } else { false } }.map(\.path)
        #expect(Set(opaque) == ["/denied", "/root/.postgresql", "/host", "/both", "/data"])
        #expect(mounts.map(\.path.utf8.count) == mounts.map(\.path.utf8.count).sorted(by: >))
    }

    @Test func windowsPathsIgnoreTheirCase() throws {
        var container = try planned()
        container.facts.operatingSystem = .windows
        var resolver = StoreResolver(shelf: Self.shelf)
        #expect(text(resolver.resolve(.named(path: "C:\\ETC\\CA\\ca.pem"), in: container)) == "CA")
    }
}
