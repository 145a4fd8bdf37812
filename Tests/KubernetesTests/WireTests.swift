import Foundation
import SwiftProtobuf
import Testing

@testable import Kubernetes

/// The same object in JSON and in protobuf must come out equal.
@Suite struct WireTests {
    private let metadata =
        #"{"name":"a","namespace":"shop","uid":"u-1","labels":{"app":"x"},"ownerReferences":[{"apiVersion":"apps/v1","kind":"ReplicaSet","name":"rs","uid":"u-2","controller":true}]}"#

    private var wireMetadata: WireObjectMeta {
        .with {
            $0.name = "a"
            $0.namespace = "shop"
            $0.uid = "u-1"
            $0.labels = ["app": "x"]
            $0.ownerReferences = [
                .with {
                    $0.apiVersion = "apps/v1"
                    $0.kind = "ReplicaSet"
                    $0.name = "rs"
                    $0.uid = "u-2"
                    $0.controller = true
                }
            ]
        }
    }

    private let annotated =
        #"{"name":"a","namespace":"shop","labels":{"app":"x"},"annotations":{"meta.helm.sh/release-name":"r","last":"canary"}}"#

    private var wireAnnotated: WireAnnotatedMeta {
        .with {
            ($0.name, $0.namespace, $0.labels) = ("a", "shop", ["app": "x"])
            $0.annotations = ["meta.helm.sh/release-name": "r", "last": "canary"]
        }
    }

    private func json<Value: Decodable>(_ text: String) throws -> Value {
        try JSONDecoder().decode(Value.self, from: Data(text.utf8))
    }

    private let spec = """
        {"containers":[{"name":"c","image":"i:1","command":["sh"],"args":["-c","x"],"workingDir":"/w","restartPolicy":"Always",
         "env":[{"name":"E","value":"v"},{"name":"K","valueFrom":{"configMapKeyRef":{"name":"cm","key":"k","optional":true}}},
          {"name":"S","valueFrom":{"secretKeyRef":{"name":"s","key":"p"}}},{"name":"F","valueFrom":{"fieldRef":{"fieldPath":"metadata.name"}}}],
         "envFrom":[{"prefix":"P_","configMapRef":{"name":"cm"}},{"secretRef":{"name":"s","optional":false}}],
         "volumeMounts":[{"name":"v","mountPath":"/m","subPath":"s"},{"name":"w","mountPath":"/n","subPathExpr":"$(POD)"}]}],
         "initContainers":[{"name":"init"}],"ephemeralContainers":[{"name":"debug","image":"busybox"}],
         "nodeSelector":{"kubernetes.io/os":"linux"},"os":{"name":"linux"},
         "volumes":[{"name":"a","configMap":{"name":"cm","items":[{"key":"ca.pem","path":"x/ca.pem"}],"optional":true}},
          {"name":"b","secret":{"secretName":"s","items":[{"key":"k","path":"p"}]}},
          {"name":"c","projected":{"sources":[{"configMap":{"name":"cm"}},{"secret":{"name":"s","optional":true}},
           {"clusterTrustBundle":{"signerName":"example.com/s","path":"ca.pem","labelSelector":{"matchLabels":{"a":"b"},
            "matchExpressions":[{"key":"tier","operator":"In","values":["db"]}]}}},
           {"clusterTrustBundle":{"name":"b","path":"b.pem","optional":true}},{"serviceAccountToken":{"path":"token"}},
           {"downwardAPI":{"items":[{"path":"labels"}]}},{"podCertificate":{}}]}},
          {"name":"d","emptyDir":{}},{"name":"e","hostPath":{"path":"/etc/ssl"}},
          {"name":"f","persistentVolumeClaim":{"claimName":"data"}},{"name":"g","csi":{"driver":"secrets-store.csi.k8s.io"}},
          {"name":"h","downwardAPI":{"items":[{"path":"ca"}]}},{"name":"i","image":{"reference":"roots:1"}}]}
        """

    private var wireContainer: WireContainer {
        .with {
            $0.name = "c"
            $0.image = "i:1"
            $0.command = ["sh"]
            $0.args = ["-c", "x"]
            $0.workingDir = "/w"
            $0.restartPolicy = "Always"
            $0.env = [
                .with { ($0.name, $0.value) = ("E", "v") },
                .with {
                    // Upstream sends the empty string that JSON leaves out.
                    ($0.name, $0.value) = ("K", "")
                    $0.valueFrom.configMapKeyRef.localObjectReference.name = "cm"
                    $0.valueFrom.configMapKeyRef.key = "k"
                    $0.valueFrom.configMapKeyRef.optional = true
                },
                .with {
                    $0.name = "S"
                    $0.valueFrom.secretKeyRef.localObjectReference.name = "s"
                    $0.valueFrom.secretKeyRef.key = "p"
                },
                .with {
                    $0.name = "F"
                    $0.valueFrom.fieldRef.fieldPath = "metadata.name"
                },
            ]
            $0.envFrom = [
                .with {
                    $0.prefix = "P_"
                    $0.configMapRef.localObjectReference.name = "cm"
                },
                .with {
                    $0.prefix = ""
                    $0.secretRef.localObjectReference.name = "s"
                    $0.secretRef.optional = false
                },
            ]
            $0.volumeMounts = [
                .with { ($0.name, $0.mountPath, $0.subPath) = ("v", "/m", "s") },
                .with { ($0.name, $0.mountPath, $0.subPathExpr) = ("w", "/n", "$(POD)") },
            ]
        }
    }

    private var wireVolumes: [WireVolume] {
        func volume(_ name: String, _ fill: (inout WireVolumeSource) -> Void) -> WireVolume {
            .with {
                $0.name = name
                $0.volumeSource = .with(fill)
            }
        }
        return [
            volume("a") {
                $0.configMap.localObjectReference.name = "cm"
                $0.configMap.items = [.with { ($0.key, $0.path) = ("ca.pem", "x/ca.pem") }]
                $0.configMap.optional = true
            },
            volume("b") {
                $0.secret.secretName = "s"
                $0.secret.items = [.with { ($0.key, $0.path) = ("k", "p") }]
            },
            volume("c") {
                $0.projected.sources = [
                    .with { $0.configMap.localObjectReference.name = "cm" },
                    .with {
                        $0.secret.localObjectReference.name = "s"
                        $0.secret.optional = true
                    },
                    .with {
                        ($0.clusterTrustBundle.signerName, $0.clusterTrustBundle.path) = ("example.com/s", "ca.pem")
                        $0.clusterTrustBundle.labelSelector.matchLabels = ["a": "b"]
                        $0.clusterTrustBundle.labelSelector.matchExpressions = [
                            .with { ($0.key, $0.operator, $0.values) = ("tier", "In", ["db"]) }
                        ]
                    },
                    .with {
                        ($0.clusterTrustBundle.name, $0.clusterTrustBundle.path) = ("b", "b.pem")
                        $0.clusterTrustBundle.optional = true
                    },
                    .with { $0.serviceAccountToken.path = "token" },
                    .with { $0.downwardApi.items = [.with { $0.path = "labels" }] },
                    WireVolumeProjection(),
                ]
            },
            volume("d") { $0.emptyDir = WireEmptyDirVolumeSource() },
            volume("e") { $0.hostPath.path = "/etc/ssl" },
            volume("f") { $0.persistentVolumeClaim.claimName = "data" },
            volume("g") { $0.csi.driver = "secrets-store.csi.k8s.io" },
            volume("h") { $0.downwardApi.items = [.with { $0.path = "ca" }] },
            volume("i") { $0.image.reference = "roots:1" },
        ]
    }

    private var wireSpec: WirePodSpec {
        .with {
            $0.containers = [wireContainer]
            $0.initContainers = [.with { $0.name = "init" }]
            $0.ephemeralContainers = [
                .with { ($0.ephemeralContainerCommon.name, $0.ephemeralContainerCommon.image) = ("debug", "busybox") }
            ]
            $0.nodeSelector = ["kubernetes.io/os": "linux"]
            $0.os.name = "linux"
            $0.volumes = wireVolumes
        }
    }

    @Test func aPodIsTheSameInBothForms() throws {
        let status =
            #"{"phase":"Running","containerStatuses":[{"name":"c","image":"i:1","imageID":"sha256:1"}],"initContainerStatuses":[{"name":"init"}]}"#
        let fromJSON: Pod = try json(#"{"metadata":\#(metadata),"spec":\#(spec),"status":\#(status)}"#)
        let wire = WirePod.with {
            $0.metadata = wireMetadata
            $0.spec = wireSpec
            $0.status.phase = "Running"
            $0.status.containerStatuses = [.with { ($0.name, $0.image, $0.imageID) = ("c", "i:1", "sha256:1") }]
            $0.status.initContainerStatuses = [.with { $0.name = "init" }]
        }
        let pod = try Pod(protobuf: wire.serializedBytes())
        #expect(pod.metadata == fromJSON.metadata)
        #expect(pod.spec == fromJSON.spec)
        #expect(pod.status == fromJSON.status)
        #expect(pod.metadata.controller?.name == "rs")
    }

    @Test func everyOwnerIsTheSameInBothForms() throws {
        let template = #"{"metadata":{"labels":{"app":"x"}},"spec":\#(spec)}"#
        let holder = #"{"metadata":\#(metadata),"spec":{"replicas":2,"template":\#(template)}}"#
        let unreplicated = #"{"metadata":\#(metadata),"spec":{"template":\#(template)}}"#
        var wireTemplate = WirePodTemplateSpec()
        wireTemplate.metadata.labels = ["app": "x"]
        wireTemplate.spec = wireSpec
        let replicated = WireReplicated.with {
            $0.metadata = wireMetadata
            $0.spec.replicas = 2
            $0.spec.template = wireTemplate
        }
        let bytes: [UInt8] = try replicated.serializedBytes()
        try expectEqual(try Deployment(protobuf: bytes), try json(holder))
        try expectEqual(try StatefulSet(protobuf: bytes), try json(holder))
        try expectEqual(try ReplicaSet(protobuf: bytes), try json(holder))
        try expectEqual(try ReplicationController(protobuf: bytes), try json(holder))
        let daemonSet = WireDaemonSet.with {
            $0.metadata = wireMetadata
            $0.spec.template = wireTemplate
        }
        try expectEqual(try DaemonSet(protobuf: daemonSet.serializedBytes()), try json(unreplicated))
        let job = WireJob.with {
            $0.metadata = wireMetadata
            $0.spec.template = wireTemplate
        }
        try expectEqual(try Job(protobuf: job.serializedBytes()), try json(unreplicated))
        let cronJob = WireCronJob.with {
            $0.metadata = wireMetadata
            $0.spec.jobTemplate.spec.template = wireTemplate
        }
        let text = #"{"metadata":\#(metadata),"spec":{"jobTemplate":{"spec":{"template":\#(template)}}}}"#
        try expectEqual(try CronJob(protobuf: cronJob.serializedBytes()), try json(text))
    }

    /// Encoded again, so that one comparison holds for every kind.
    private func expectEqual<Object: TemplatedObject>(_ one: Object, _ other: Object) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        #expect(one.template != nil)
        #expect(try encoder.encode(one) == encoder.encode(other))
    }

    @Test func dataIsTheSameInBothForms() throws {
        let map: ConfigMap = try json(
            #"{"metadata":\#(annotated),"data":{"k":"v"},"binaryData":{"b":"AAE="},"immutable":true}"#)
        let wireMap = WireConfigMap.with {
            $0.metadata = wireAnnotated
            $0.data = ["k": "v"]
            $0.binaryData = ["b": Data([0, 1])]
            $0.immutable = true
        }
        let decoded = try ConfigMap(protobuf: wireMap.serializedBytes())
        #expect(decoded.metadata == map.metadata)
        #expect(decoded.data == map.data)
        #expect(decoded.binaryData == map.binaryData)
        #expect(decoded.immutable == true && map.immutable == true)
        let secret: Secret = try json(#"{"metadata":\#(annotated),"data":{"k":"AAE="},"immutable":true}"#)
        let wireSecret = WireSecret.with {
            $0.metadata = wireAnnotated
            $0.data = ["k": Data([0, 1])]
            $0.immutable = true
        }
        let decodedSecret = try Secret(protobuf: wireSecret.serializedBytes())
        #expect(decodedSecret.data == secret.data && decodedSecret.metadata == secret.metadata)
        #expect(decodedSecret.immutable == true && secret.immutable == true)
        let namespace = try Namespace(protobuf: WireNamespace.with { $0.metadata = wireMetadata }.serializedBytes())
        let expected: Namespace = try json(#"{"metadata":\#(metadata)}"#)
        #expect(namespace.metadata == expected.metadata)
    }

    @Test func aClusterTrustBundleIsTheSameInBothForms() throws {
        let bundle: ClusterTrustBundle = try json(
            #"{"metadata":\#(annotated),"spec":{"signerName":"example.com/s","trustBundle":"PEM"}}"#)
        let wire = WireClusterTrustBundle.with {
            $0.metadata = wireAnnotated
            ($0.spec.signerName, $0.spec.trustBundle) = ("example.com/s", "PEM")
        }
        let decoded = try ClusterTrustBundle(protobuf: wire.serializedBytes())
        #expect(decoded.metadata == bundle.metadata && decoded.spec == bundle.spec)
        let list = WireClusterTrustBundleList.with { $0.items = [wire] }
        #expect(try ClusterTrustBundle.page(protobuf: list.serializedBytes()).items.map(\.spec) == [bundle.spec])
        #expect(ClusterTrustBundle.resource.apiVersions.first == "certificates.k8s.io/v1")
    }

    /// `last-applied-configuration` holds whole objects: only the marks of who manages an object are kept.
    @Test func noOtherAnnotationIsKept() throws {
        let map: ConfigMap = try json(#"{"metadata":\#(annotated)}"#)
        #expect(map.metadata.annotations.values == ["meta.helm.sh/release-name": "r"])
        let long = String(repeating: "x", count: 2_000)
        #expect(ManagementAnnotations(["meta.helm.sh/release-name": long]).values.isEmpty)
    }

    @Test func aPageGivesItsItemsAndTheTokenOfTheNext() throws {
        let list = WirePodList.with {
            $0.metadata.continueToken = "next"
            $0.items = [.with { $0.metadata.name = "a" }, .with { $0.metadata.name = "b" }]
        }
        let page = try Pod.page(protobuf: list.serializedBytes())
        #expect(page.items.map(\.metadata.name) == ["a", "b"])
        #expect(page.continueToken == "next")
        // Upstream ends a list with an empty token, not with none.
        let last = try Pod.page(protobuf: WirePodList.with { $0.metadata.continueToken = "" }.serializedBytes())
        #expect(last.continueToken == nil)
    }
}

@Suite struct EnvelopeTests {
    /// An answer of the API server around `raw`: type, raw, and the two empty strings that Go sends.
    static func wrap(_ raw: [UInt8]) throws -> [UInt8] {
        let unknown = WireUnknown.with {
            ($0.typeMeta.apiVersion, $0.typeMeta.kind) = ("v1", "PodList")
            $0.raw = Data(raw)
        }
        let bytes: [UInt8] = try unknown.serializedBytes()
        return Envelope.magic + bytes + [0x1A, 0, 0x22, 0]
    }

    @Test func unwrapsToTheObjectsBytes() throws {
        for raw in [[], [1, 2, 3], [UInt8](repeating: 7, count: 100_000)] {
            var body = try Self.wrap(raw)
            try Envelope.unwrap(&body)
            #expect(body == raw)
        }
    }

    @Test func aBodyCutAnywhereIsAnErrorOrHoldsTheWholeObject() throws {
        let raw: [UInt8] = [10, 20, 30, 40]
        let whole = try Self.wrap(raw)
        for count in 0..<whole.count {
            var body = Array(whole[..<count])
            guard (try? Envelope.unwrap(&body)) != nil else { continue }
            #expect(body == raw)
        }
    }

    @Test(arguments: [
        [], [0x6B, 0x38, 0x73], Array("{}".utf8), [0x6B, 0x38, 0x73, 0, 0x12, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F],
    ])
    func refusesWhatIsNoEnvelope(bytes: [UInt8]) {
        var body = bytes
        #expect(throws: Envelope.Malformed.self) { try Envelope.unwrap(&body) }
    }
}
