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
        ObjectKey(kind: .configMap, namespace: "shop", name: "kube-root-ca.crt"): .present(["ca.crt": .text("ROOT")]),
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
        Volume(
            name: "odd",
            projected: Volume.ProjectedVolume(sources: [
                .init(
                    configMap: Volume.ConfigMapVolume(
                        name: "ca", items: [Volume.KeyToPath(key: "ca.pem", path: "a.pem")])),
                .init(downwardAPI: Volume.DownwardVolume(items: [.init(path: "labels")])),
                .init(serviceAccountToken: Volume.TokenProjection(path: "token")), .init(),
            ])),
        Volume(name: "downward", downwardAPI: Volume.DownwardVolume(items: [.init(path: "ca")])),
        Volume(name: "image", image: Volume.ImageVolume(reference: "roots:1")),
    ]

    private func planned() throws -> PlannedContainer {
        let app = Container(
            name: "app", image: "i",
            env: [
                EnvVar(name: "FILE", value: "extra.pem"),
                EnvVar(name: "PGSSLROOTCERT", value: "/var/run/secrets/kubernetes.io/serviceaccount/ca.crt"),
            ],
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
                VolumeMount(name: "odd", mountPath: "/odd"), VolumeMount(name: "downward", mountPath: "/downward"),
                VolumeMount(name: "image", mountPath: "/image"),
                VolumeMount(name: "ca", mountPath: "/of-the-pod", subPathExpr: "$(POD_NAME)"),
                VolumeMount(name: "ca", mountPath: "/of-a-variable.pem", subPathExpr: "$(FILE)"),
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
        ("/odd/a.pem", "CA", true), ("/odd/labels", "unread not_requested: ", true),
        ("/odd/token", "unread not_requested: ", true),
        (
            "/odd/chain.pem",
            "unread not_requested: /odd/chain.pem is on a projected volume with a source that is not known", nil
        ),
        ("/downward/ca", "unread not_requested: ", true),
        ("/downward/x", "missing: /downward/x: the downward API shows no such file", nil),
        (
            "/image/ca.pem",
            "unread not_requested: /image/ca.pem is on a volume (image roots:1) whose content the API does not show",
            nil
        ),
        (
            "/of-the-pod/ca.pem",
            "unread not_requested: /of-the-pod/ca.pem is on a volume (subPathExpr $(POD_NAME)) whose content the API does not show",
            nil
        ),
        ("/of-a-variable.pem", "EXTRA", false),
        ("/var/run/secrets/kubernetes.io/serviceaccount/ca.crt", "ROOT", true),
        ("/var/run/secrets/kubernetes.io/serviceaccount/token", "unread not_requested: ", true),
        (
            "/var/run/secrets/kubernetes.io/serviceaccount/service-ca.crt",
            "unread not_requested: ConfigMap shop/openshift-service-ca.crt was not read", true
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
        #expect(
            Set(opaque) == [
                "/denied", "/root/.postgresql", "/host", "/both", "/data", "/odd", "/image", "/of-the-pod",
            ])
        #expect(mounts.map(\.path.utf8.count) == mounts.map(\.path.utf8.count).sorted(by: >))
    }

    /// From JDK 9 on keytool writes PKCS #12, of which Java reads nothing without its password.
    @Test func aKeyStoreOfKeytoolOpensWithAPassword() throws {
        let location = TrustStoreLocation.made(
            .keyStore(.pkcs12), of: [.configMap(namespace: "shop", name: "ca", key: "bin")])
        var container = try planned()
        container.mounts = [
            PlannedMount(
                path: "/ts.jks", usesSubPath: false,
                source: .emptyDirectory(volume: "", base: "", copied: [CopiedFile(path: "", location: location)]))
        ]
        var resolver = StoreResolver(shelf: Self.shelf)
        let closed = resolver.resolve(.named(path: "/ts.jks"), in: container)
        #expect(text(closed) == "unread not_requested: ")
        #expect(closed.location?.words.hasPrefix("a file that keytool makes as PKCS #12") == true)
        container.facts.settings += [
            Setting(name: "JAVA_OPTS", value: "-Djavax.net.ssl.trustStorePassword=canary", source: .environment)
        ].compactMap(\.self)
        let open = resolver.resolve(.named(path: "/ts.jks"), in: container)
        #expect(text(open).hasPrefix("keyStore"))
        #expect(open.location == .configMap(namespace: "shop", name: "ca", key: "bin"))
    }

    /// A container could be asked for the copy: Secrets are read with their own flag only.
    @Test func aSecretThatWasNotReadIsNamedBeforeOtherParts() throws {
        var container = try planned()
        let image = TrustStoreLocation.container(container.facts.id, path: "/etc/ssl/cert.pem")
        let secret = TrustStoreLocation.secret(namespace: "shop", name: "tls", key: "ca.crt")
        func resolved(_ parts: [TrustStoreLocation]) -> CollectedStore {
            container.mounts = [
                PlannedMount(
                    path: "/ca", usesSubPath: false,
                    source: .emptyDirectory(
                        volume: "v", base: "", copied: parts.map { CopiedFile(path: "x", location: $0) }))
            ]
            var resolver = StoreResolver(shelf: Self.shelf)
            return resolver.resolve(.named(path: "/ca/x"), in: container)
        }
        let both = resolved([image, .made(.firstCertificate, of: [secret])])
        #expect(both.location == secret)
        #expect(ImageStores.wanted(for: both) == nil)
        #expect(ImageStores.wanted(for: resolved([image])) == [.file(path: "/ca/x")])
    }

    @Test func windowsPathsIgnoreTheirCase() throws {
        var container = try planned()
        container.facts.operatingSystem = .windows
        var resolver = StoreResolver(shelf: Self.shelf)
        #expect(text(resolver.resolve(.named(path: "C:\\ETC\\CA\\ca.pem"), in: container)) == "CA")
    }
}
