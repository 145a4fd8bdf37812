import Foundation
import SwiftProtobuf
import Testing

@testable import Kubernetes

/// Against the double, through the real transport.
@Suite struct KubernetesClientTests {
    /// A page of ConfigMaps in JSON.
    private func page(_ names: [String], continue token: String? = nil) -> String {
        let items = names.map { #"{"metadata":{"name":"\#($0)"}}"# }.joined(separator: ",")
        let metadata = token.map { #"{"continue":"\#($0)"}"# } ?? "{}"
        return #"{"kind":"ConfigMapList","apiVersion":"v1","metadata":\#(metadata),"items":[\#(items)]}"#
    }

    private let path = "/api/v1/namespaces/shop/configmaps"

    private func names(_ client: KubernetesClient, selector: String? = nil) async throws -> [String] {
        try await client.list(ConfigMap.self, namespace: "shop", labelSelector: selector, into: []) {
            $0.append($1.metadata.name)
        }
    }

    @Test func listsPageAfterPageWithItsOwnUserAgent() async throws {
        let double = try APIServerDouble(
            routes: """
                [{"path":"\(path)","query":{"continue":"a/b+c"},"body":\(page(["c"]))},
                 {"path":"\(path)","query":{"limit":"2","labelSelector":"app in (a,b)"},"body":\(page(["a", "b"], continue: "a/b+c"))}]
                """)
        let client = try double.client(limits: ClientLimits(pageSize: 2))
        #expect(try await names(client, selector: "app in (a,b)") == ["a", "b", "c"])
        let requests = try double.requests()
        #expect(requests.count == 2)
        #expect(requests[0].headers["user-agent"] == "trustsweep/test (linux/amd64)")
        #expect(requests[0].headers["accept"] == "application/vnd.kubernetes.protobuf,application/json")
        #expect(requests[1].query["labelSelector"] == "app in (a,b)")
        #expect(try double.unknown() == "")
    }

    private func pods(_ numbers: Range<Int>, continue token: String = "") throws -> Data {
        let list = WirePodList.with { list in
            list.metadata.continueToken = token
            list.items = numbers.map { number in
                .with {
                    $0.metadata.name = "pod-\(number)"
                    $0.spec.containers = [.with { $0.name = "c" }]
                }
            }
        }
        return Data(try EnvelopeTests.wrap(list.serializedBytes()))
    }

    private let podRoutes = """
        [{"path":"/api/v1/pods","query":{"continue":"two"},"bodyFile":"two.pb"},
         {"path":"/api/v1/pods","query":{"continue":"three"},"bodyFile":"three.pb"},
         {"path":"/api/v1/pods","bodyFile":"one.pb"}]
        """

    private func podNames(_ double: APIServerDouble) async throws -> [String] {
        try await double.client().list(Pod.self, namespace: nil, labelSelector: nil, into: []) {
            $0.append($1.metadata.name)
        }
    }

    @Test func protobufPagesComeInTheirOrderThoughTheNextIsAskedForEarly() async throws {
        let double = try APIServerDouble(
            routes: podRoutes,
            files: [
                "one.pb": try pods(0..<500, continue: "two"), "two.pb": try pods(500..<900, continue: "three"),
                "three.pb": try pods(900..<901),
            ])
        #expect(try await podNames(double) == (0..<901).map { "pod-\($0)" })
        #expect(try double.requests().count == 3)
    }

    @Test(arguments: ["one.pb", "two.pb", "three.pb"])
    func aDamagedPageEndsTheListWhereverItStands(name: String) async throws {
        var files = [
            "one.pb": try pods(0..<2, continue: "two"), "two.pb": try pods(2..<4, continue: "three"),
            "three.pb": try pods(4..<6),
        ]
        // The items' bytes are no longer those of pods; envelope and metadata are whole.
        let word = Data("pod-".utf8)
        while let range = files[name]?.firstRange(of: word) {
            files[name]?.replaceSubrange(range, with: [0xFF, 0xFF, 0xFF, 0xFF])
        }
        let double = try APIServerDouble(routes: podRoutes, files: files)
        await #expect(throws: KubernetesError.self) { try await podNames(double) }
    }

    @Test func anExpiredListStartsOverWithoutDoubling() async throws {
        let gone = #"{"kind":"Status","code":410,"reason":"Expired","message":"too old","metadata":{"continue":"now"}}"#
        let double = try APIServerDouble(
            routes: """
                [{"path":"\(path)","query":{"continue":"x"},"times":1,"status":410,"body":\(gone)},
                 {"path":"\(path)","query":{"continue":"x"},"body":\(page(["c"]))},
                 {"path":"\(path)","body":\(page(["a", "b"], continue: "x"))}]
                """)
        #expect(try await names(double.client()) == ["a", "b", "c"])
        #expect(try double.requests().count == 4)
    }

    @Test func waitsAsTheServerAsksAndBacksOffOnFailures() async throws {
        let double = try APIServerDouble(
            routes: """
                [{"path":"\(path)","times":1,"status":429,"answerHeaders":{"Retry-After":"3"},"body":"slow down"},
                 {"path":"\(path)","times":1,"status":500,"body":{"kind":"Status","message":"etcd"}},
                 {"path":"\(path)","body":\(page(["a"]))}]
                """)
        let log = SleepLog()
        #expect(try await names(double.client(pace: .test(slept: log))) == ["a"])
        #expect(log.seconds == [3.15, 0.75])
    }

    @Test(arguments: ["truncate", "reset"])
    func aBodyCutShortIsTriedAgainAndThenAnErrorNeverAShorterList(fault: String) async throws {
        let route = #"{"path":"\#(path)","fault":"\#(fault)","body":\#(page(["a", "b"]))"#
        let once = try APIServerDouble(
            routes: #"[\#(route),"times":1},{"path":"\#(path)","body":\#(page(["a", "b"]))}]"#)
        #expect(try await names(once.client()) == ["a", "b"])

        let always = try APIServerDouble(routes: "[\(route)}]")
        let client = try always.client(limits: ClientLimits(attempts: 3))
        await #expect(throws: KubernetesError.incompleteBody(resource: "configmaps")) { try await names(client) }
        #expect(try always.requests().count == 3)
    }

    @Test func givesUpOnAServerThatKeepsFailing() async throws {
        let double = try APIServerDouble(
            routes: """
                [{"path":"\(path)","status":503,"body":{"kind":"Status","message":"line one\\nline two"}},
                 {"path":"/api/v1/secrets","status":429}]
                """)
        let client = try double.client(limits: ClientLimits(attempts: 2))
        await #expect(
            throws: KubernetesError.serverFailure(resource: "configmaps", status: 503, message: "line one line two")
        ) { try await names(client) }
        await #expect(throws: KubernetesError.rateLimited(resource: "secrets", attempts: 2)) {
            try await client.list(Secret.self, namespace: nil, labelSelector: nil, into: 0) { count, _ in count += 1 }
        }
    }

    @Test func aRefusalInProtobufIsReadToo() async throws {
        let unknown = WireUnknown.with {
            ($0.typeMeta.apiVersion, $0.typeMeta.kind) = ("v1", "Status")
            $0.raw = (try? WireStatus.with { $0.message = "no right" }.serializedData()) ?? Data()
        }
        let body = Data(Envelope.magic) + (try unknown.serializedData())
        let double = try APIServerDouble(
            routes: #"[{"path":"\#(path)","status":403,"bodyFile":"status.pb"}]"#, files: ["status.pb": body])
        let client = try double.client()
        await #expect(
            throws: KubernetesError.forbidden(
                verb: "list", resource: "configmaps", namespace: "shop", message: "no right")
        ) { try await names(client) }
    }

    @Test func anOlderServerIsAskedForTheOlderVersion() async throws {
        let double = try APIServerDouble(
            routes: """
                [{"path":"/apis/batch/v1/cronjobs","status":404,"body":"404 page not found"},
                 {"path":"/apis/batch/v1beta1/cronjobs","body":{"kind":"CronJobList","metadata":{},"items":null}}]
                """)
        let count = try await double.client().list(CronJob.self, namespace: nil, labelSelector: nil, into: 0) {
            count, _ in
            count += 1
        }
        #expect(count == 0)
    }

    @Test func refusalsAreTyped() async throws {
        let message = #"configmaps is forbidden: User \"x\" cannot list resource"#
        let double = try APIServerDouble(
            routes: """
                [{"path":"\(path)","status":403,"body":{"kind":"Status","message":"\(message)","code":403}},
                 {"path":"/api/v1/namespaces/shop/secrets/s","status":404,"body":{"kind":"Status","code":404}},
                 {"path":"/api/v1/pods","status":200,"fault":"html"},
                 {"path":"/api/v1/namespaces","status":403,"fault":"html"},
                 {"path":"/apis/apps/v1/deployments","status":302,"answerHeaders":{"Location":"https://login/"}},
                 {"path":"/apis/apps/v1/daemonsets","body":{}},
                 {"path":"/version","body":{"gitVersion":"v1.33.2"}}]
                """)
        let client = try double.client()
        await #expect(
            throws: KubernetesError.forbidden(
                verb: "list", resource: "configmaps", namespace: "shop",
                message: "configmaps is forbidden: User \"x\" cannot list resource")
        ) { try await names(client) }
        await #expect(throws: KubernetesError.notFound(resource: "secrets/s", namespace: "shop")) {
            try await client.get(Secret.self, name: "s", namespace: "shop")
        }
        func failure<Object: BuiltInObject>(_ type: Object.Type) async throws -> KubernetesError {
            try #require(
                await #expect(throws: KubernetesError.self) {
                    try await client.list(type, namespace: nil, labelSelector: nil, into: 0) { count, _ in count += 1 }
                })
        }
        for error in [
            try await failure(Pod.self), try await failure(Namespace.self), try await failure(Deployment.self),
            try await failure(DaemonSet.self),
        ] {
            guard case .notKubernetes = error else {
                Issue.record("expected notKubernetes, got \(error)")
                continue
            }
        }
        #expect(try await client.version() == "v1.33.2")
        #expect(try double.unknown() == "")
    }

    @Test func getsOneObject() async throws {
        let double = try APIServerDouble(
            routes: """
                [{"path":"\(path)/db-ca","body":{"metadata":{"name":"db-ca","namespace":"shop"},"data":{"ca.pem":"x"}}}]
                """)
        let map = try await double.client().get(ConfigMap.self, name: "db-ca", namespace: "shop")
        #expect(map.data == ["ca.pem": "x"])
    }

    @Test func aRefusedTokenIsReadAgainOnceAndThenAnError() async throws {
        let double = try APIServerDouble(
            routes: """
                [{"path":"/version","headers":{"authorization":"Bearer new"},"body":{"gitVersion":"v1"}},
                 {"path":"/version","status":401,"body":{"kind":"Status","code":401,"message":"Unauthorized"}}]
                """)
        let folder = try TemporaryFolder()
        let token = try folder.write("token", "old")
        let credential = Credential(user: "u", bearer: .file(path: token))
        let configuration = try double.configuration(credential: credential)
        let client = try double.client(configuration)
        let server = client.server
        await #expect(throws: KubernetesError.unauthorized(server: server)) { try await client.version() }
        try folder.write("token", "new")
        #expect(try await client.version() == "v1")
    }

    @Test func theSecretsOfARequestAreInNoError() async throws {
        let double = try APIServerDouble(routes: #"[{"path":"/version","status":401}]"#)
        let credential = Credential(user: "u", bearer: .basic(username: "u", password: Confidential("canary")))
        let client = try double.client(double.configuration(credential: credential))
        let error = try #require(await #expect(throws: KubernetesError.self) { try await client.version() })
        #expect(!"\(error) \(error.hint) \(String(reflecting: error))".contains("canary"))
        #expect(try double.requests().first?.headers["authorization"] == "Basic dTpjYW5hcnk=")
    }

    @Test func severalListsAtOnceShareOneClient() async throws {
        let routes = (0..<20).map { #"{"path":"/api/v1/namespaces/n\#($0)/configmaps","body":\#(page(["a\($0)"]))}"# }
        let double = try APIServerDouble(routes: "[\(routes.joined(separator: ","))]")
        let client = try double.client()
        let found = try await withThrowingTaskGroup(of: [String].self) { group in
            for number in 0..<20 {
                group.addTask {
                    try await client.list(ConfigMap.self, namespace: "n\(number)", labelSelector: nil, into: []) {
                        $0.append($1.metadata.name)
                    }
                }
            }
            return try await group.reduce(into: Set<String>()) { $0.formUnion($1) }
        }
        #expect(found == Set((0..<20).map { "a\($0)" }))
    }
}
