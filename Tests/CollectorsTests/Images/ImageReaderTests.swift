import Foundation
import Kubernetes
import ScanModel
import Testing

@testable import Collectors

@Suite struct ImageReaderTests {
    private func client(_ number: Int, path: String = "/ca.pem") -> CollectedClient {
        let workload = WorkloadID(namespace: "shop", kind: "Deployment", name: "app-\(number)")
        let id = ContainerID(workload: workload, name: "app")
        let reference = StoreReference.named(path: path)
        let client = TLSClient(
            container: id, connection: "DATABASE_URL", name: "libpq", evidence: "", endpoint: nil,
            mode: Mode(value: "verify-full", source: "env"),
            behaviour: ClientBehaviour(opening: .tls, verification: .chainAndName, rules: .openSSL), stores: [reference]
        )
        let store = CollectedStore(
            reference: reference, location: .container(id, path: path), content: .unread(.notRequested, "in the image"))
        return CollectedClient(client: client, stores: [store])
    }

    private func container(
        _ client: CollectedClient, images: [String], replicas: Int = 1, mounts: [PlannedMount] = [],
        changesOwnFiles: Bool = false
    ) -> PlannedContainer {
        let facts = ContainerFacts(id: client.client.container, image: "app")
        let runs = images.flatMap { image in
            (0..<replicas).map {
                RunningContainer(
                    namespace: "shop", pod: "\(client.client.container.workload.name)-\($0)", container: "app",
                    node: "node-\($0)", imageID: image)
            }
        }
        return PlannedContainer(
            facts: facts, mounts: mounts, runs: runs, idle: "CrashLoopBackOff", changesOwnFiles: changesOwnFiles)
    }

    private func read(
        _ executor: ExecutorDouble?, _ clients: [CollectedClient], _ containers: [PlannedContainer],
        registry: TableRegistry? = nil, memory: EvidenceFolder? = nil, limits: ImageLimits = ImageLimits()
    ) async -> ImageReading {
        var learned = ImageAnswers()
        return await ImageReader(executor: executor, registry: registry, memory: memory, limits: limits)
            .read(clients, in: containers, chosen: Set(clients.indices), now: "2026-01-01T00:00:00Z", &learned)
    }

    private func content(_ reading: ImageReading, _ index: Int = 0) -> CollectedStore.Content {
        reading.clients[index].stores[0].content
    }

    @Test func oneCommandForEachImageHoweverManyRunIt() async {
        let executor = ExecutorDouble { _, command in ExecutorDouble.output("pem", for: command) }
        let clients = (0..<500).map { client($0) }
        let containers = clients.indices.map { container(clients[$0], images: ["sha256:\($0 % 25)"]) }
        let reading = await read(executor, clients, containers)
        #expect(executor.asked.count == 25)
        #expect(reading.imagesRead == 25 && reading.gaps.isEmpty)
        for index in clients.indices {
            guard case .bytes(let bytes) = content(reading, index) else {
                Issue.record("client \(index) was not read")
                continue
            }
            #expect(bytes == Array("pem".utf8))
        }
        #expect(reading.clients[0].stores[0].origin?.via == .exec)
    }

    @Test func aSecondReplicaIsAskedOnlyWhereTheFirstFailed() async {
        let executor = ExecutorDouble { place, command throws(KubernetesError) in
            if place.pod.hasSuffix("-0") { throw .timeout(server: "s", seconds: 1) }
            return ExecutorDouble.output("pem", for: command)
        }
        let client = client(1)
        let reading = await read(executor, [client], [container(client, images: ["a"], replicas: 3)])
        #expect(executor.asked.map(\.pod) == ["app-1-0", "app-1-1"])
        #expect(reading.imagesRead == 1 && reading.gaps.isEmpty)
    }

    @Test func everyFailureHasItsReason() async {
        let cases: [(@Sendable (RunningContainer, [String]) throws(KubernetesError) -> ExecResult, GapReason)] = [
            ({ _, _ in ExecResult(exit: .notStarted(reason: "no sh")) }, .noShell),
            ({ _, _ in ExecResult(exit: .nonZero(127)) }, .noShell),
            ({ _, _ in ExecResult(exit: .nonZero(2)) }, .incomplete),
            ({ _, _ in ExecResult(stdout: Array("file 0 9 /x\nab".utf8)) }, .incomplete),
            ({ _, _ throws(KubernetesError) in throw .timeout(server: "s", seconds: 1) }, .timeout),
            (
                { _, _ throws(KubernetesError) in throw .execTimeout(pod: "p", namespace: "shop", seconds: 1) },
                .timeout
            ),
            (
                { _, _ throws(KubernetesError) in
                    throw .forbidden(verb: "create", resource: "pods/exec", namespace: "shop", message: "")
                },
                .forbidden
            ),
        ]
        for (answer, reason) in cases {
            let client = client(1)
            let reading = await read(ExecutorDouble(answer), [client], [container(client, images: ["a"])])
            #expect(reading.gaps.map(\.reason) == [reason])
            guard case .unread(let found, _) = content(reading) else {
                Issue.record("\(reason) made \(content(reading))")
                continue
            }
            #expect(found == reason)
        }
    }

    @Test func whatTheImageSaysComesBeside() async {
        let executor = ExecutorDouble { place, command in
            let release = "PRETTY_NAME=\(place.imageID)"
            return ExecResult(
                stdout: Array(
                    """
                    file 0 3 /ca.pem
                    pem
                    sum \(ExecutorDouble.sum("pem")) 1714557600
                    fact \(release.utf8.count) /etc/os-release
                    \(release)
                    sum \(ExecutorDouble.sum(release))
                    end 1

                    """.utf8))
        }
        let clients = [client(1), client(2)]
        let reading = await read(
            executor, clients, [container(clients[0], images: ["a", "b"]), container(clients[1], images: ["a"])])
        let origin = reading.clients[0].stores[0].origin
        #expect(origin?.path == "/ca.pem" && origin?.changed == "2024-05-01T10:00:00Z")
        #expect(reading.facts[clients[0].client.container]?.map(\.value) == ["a", "b"])
        #expect(reading.facts[clients[1].client.container]?.map(\.value) == ["a"])
    }

    @Test(arguments: [-1, 0, Int.max])
    func aTimeThatNoFileHasIsNone(seconds: Int) async {
        let sum = ExecutorDouble.sum("pem")
        let executor = ExecutorDouble { _, _ in
            ExecResult(stdout: Array("file 0 3 /ca.pem\npem\nsum \(sum) \(seconds)\nend 1\n".utf8))
        }
        let client = client(1)
        let reading = await read(executor, [client], [container(client, images: ["a"])])
        #expect(reading.imagesRead == 1 && reading.clients[0].stores[0].origin?.changed == nil)
    }

    @Test func whatDoesNotRunIsSaid() async {
        let client = client(1)
        let executor = ExecutorDouble { _, command in ExecutorDouble.output("", for: command) }
        let reading = await read(executor, [client], [container(client, images: [])])
        #expect(reading.gaps.map(\.reason) == [.notRunning])
        #expect(reading.gaps[0].detail.contains("CrashLoopBackOff"))
        #expect(executor.asked.isEmpty)
    }

    @Test func replicasOfTwoImagesMustAgree() async {
        let client = client(1)
        let executor = ExecutorDouble { place, command in ExecutorDouble.output(place.imageID, for: command) }
        let reading = await read(executor, [client], [container(client, images: ["a", "b"])])
        guard case .unread(.incomplete, _) = content(reading) else {
            Issue.record("two different files made \(content(reading))")
            return
        }
        #expect(executor.asked.count == 2)
    }

    @Test func theLimitIsKeptAndSaid() async {
        let clients = (0..<3).map { client($0) }
        let executor = ExecutorDouble { _, command in ExecutorDouble.output("pem", for: command) }
        let containers = clients.indices.map { container(clients[$0], images: ["\($0)"]) }
        let reading = await read(executor, clients, containers, limits: ImageLimits(mostExecs: 2))
        #expect(executor.asked.count == 2)
        #expect(reading.gaps.map(\.reason) == [.notRequested])
        #expect(reading.gaps[0].detail.contains("--max-exec 2"))
    }

    // MARK: Registries

    private static let image = "reg.io/app@sha256:" + String(repeating: "a", count: 64)

    @Test func whatHasNoShellIsReadFromItsRegistryOnceAnImage() async {
        let executor = ExecutorDouble { _, _ in ExecResult(exit: .notStarted(reason: "no sh")) }
        let registry = TableRegistry([Self.image: .success(TableRegistry.contents(["/ca.pem": "pem"]))])
        let clients = (0..<4).map { client($0) }
        var containers = clients.map { container($0, images: [Self.image]) }
        // Another class of the same image.
        containers[3].user = SecurityContext(runAsUser: 1000)
        let reading = await read(executor, clients, containers, registry: registry)
        #expect(reading.gaps.isEmpty && reading.imagesRead == 2)
        #expect(registry.asked == ["\(Self.image) linux/amd64"])
        for index in clients.indices {
            guard case .bytes(let bytes) = content(reading, index) else {
                Issue.record("client \(index): \(content(reading, index))")
                continue
            }
            #expect(bytes == Array("pem".utf8))
            #expect(reading.clients[index].stores[0].origin?.via == .registry)
        }
    }

    @Test func registriesAreNotAskedForWhatAContainerTold() async {
        let executor = ExecutorDouble { _, command in ExecutorDouble.output("pem", for: command) }
        let registry = TableRegistry([:])
        let client = client(1)
        let reading = await read(executor, [client], [container(client, images: [Self.image])], registry: registry)
        #expect(registry.asked.isEmpty && reading.gaps.isEmpty)
    }

    @Test func whatRunsNowhereIsReadByTheNameThatItsPodHas() async {
        let registry = TableRegistry(["reg.io/app:7": .success(TableRegistry.contents(["/ca.pem": "pem"]))])
        let client = client(1)
        var idle = container(client, images: [])
        idle.facts = ContainerFacts(id: client.client.container, image: "reg.io/app:7")
        let reading = await read(nil, [client], [idle], registry: registry)
        #expect(registry.asked == ["reg.io/app:7 linux/amd64"] && reading.gaps.isEmpty)
    }

    @Test func whereBothFailBothAreSaid() async {
        let executor = ExecutorDouble { _, _ in ExecResult(exit: .notStarted(reason: "no sh")) }
        let client = client(1)
        let reading = await read(
            executor, [client], [container(client, images: [Self.image])], registry: TableRegistry([:]))
        #expect(reading.gaps.map(\.reason) == [.notFound])
        #expect(reading.gaps[0].detail.contains("no sh") && reading.gaps[0].detail.contains("registry: "))
        guard case .unread(.notFound, _) = content(reading) else {
            Issue.record("\(content(reading))")
            return
        }
    }

    // MARK: Memory

    @Test func aSecondSweepRunsNothingThatItKnows() async throws {
        let folder = try TemporaryFolder()
        let pem = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"
        let executor = ExecutorDouble { _, command in ExecutorDouble.output(pem, for: command) }
        // The answers say that they are of January 1st, 2026.
        let cache = EvidenceFolder(
            cache: "\(folder.path)/images", maxAge: 60, now: Date(timeIntervalSince1970: 1_767_225_600))
        let clients = (0..<3).map { client($0) }
        let containers = clients.indices.map { number in
            container(clients[number], images: ["a@sha256:\(number)"])
        }
        let first = await read(executor, Array(clients[..<2]), Array(containers[..<2]), memory: cache)
        #expect(executor.asked.count == 2 && first.imagesKnown == 0 && first.isKept)
        let second = await read(executor, clients, containers, memory: cache)
        #expect(executor.asked.count == 3 && second.imagesKnown == 2 && second.imagesRead == 3)
        for index in clients.indices {
            guard case .bytes(let bytes) = content(second, index) else {
                Issue.record("client \(index): \(content(second, index))")
                continue
            }
            #expect(String(decoding: bytes, as: UTF8.self) == pem)
            #expect(second.clients[index].stores[0].origin?.via == .exec)
        }
    }

    /// Two volumes of one name are two volumes, and what one script writes another one may not.
    @Test func whatTheImageDoesNotFillIsAskedOfEachWorkload() async {
        func mount(_ path: String, _ source: PlannedMount.Source) -> PlannedMount {
            PlannedMount(path: path, usesSubPath: false, source: source)
        }
        func asked(_ path: String, _ mounts: [PlannedMount], changesOwnFiles: Bool = false) async -> Int {
            let clients = (0..<3).map { client($0, path: path) }
            let containers = clients.map {
                container($0, images: ["a"], mounts: mounts, changesOwnFiles: changesOwnFiles)
            }
            let executor = ExecutorDouble { _, command in ExecutorDouble.output("pem", for: command) }
            _ = await read(executor, clients, containers)
            return executor.asked.count
        }
        let shared = mount("/ca", .emptyDirectory(volume: "v", base: "", copied: []))
        #expect(await asked("/ca/x.pem", [shared]) == 3)
        #expect(await asked("/ca/x.pem", [mount("/ca", .opaque(kind: "hostPath"))]) == 3)
        #expect(await asked("/etc/x.pem", [shared]) == 1)
        #expect(await asked("/etc/x.pem", [mount("/etc", .files([], absence: ""))]) == 1)
        #expect(await asked("~/x.pem", [shared]) == 3)
        #expect(await asked("~/x.pem", [mount("/tmp", .opaque(kind: "hostPath"))]) == 1)
        #expect(await asked("/etc/x.pem", [], changesOwnFiles: true) == 3)
    }

    /// Node's list is no file, and whether it is the one that counts, only the image tells.
    @Test(arguments: [("--use-openssl-ca", true), ("--max-http-header-size=9", false)])
    func anImageMayGiveNodeAnotherStore(options: String, isMoved: Bool) async throws {
        let folder = try TemporaryFolder()
        let cache = EvidenceFolder(
            cache: "\(folder.path)/images", maxAge: 60, now: Date(timeIntervalSince1970: 1_767_225_600))
        let executor = ExecutorDouble { _, command in
            ExecutorDouble.output("", of: ["NODE_OPTIONS": options], for: command)
        }
        var node = client(1)
        node.client.stores = [.builtIn(.node)]
        node.stores = [CollectedStore(reference: .builtIn(.node), location: nil, content: .notLookedAt)]
        for _ in 1...2 {
            let reading = await read(executor, [node], [container(node, images: ["a@sha256:1"])], memory: cache)
            let store = reading.clients[0].stores[0]
            #expect(store.reference == .builtIn(isMoved ? .operatingSystem : .node))
            #expect(reading.clients[0].client.stores == [store.reference])
            switch store.content {
            case .unread(.incomplete, "the image sets NODE_OPTIONS to take it"): #expect(isMoved)
            case .notLookedAt: #expect(!isMoved && store.origin == nil)
            default: Issue.record("\(store.content)")
            }
            #expect(reading.facts[node.client.container]?.map(\.value) == [options])
        }
        #expect(executor.asked.count == 1)
    }

    @Test func whatCommandsAddIsInTheStoreThatWasRead() async {
        var client = client(1)
        let kept = client.stores[0]
        for reference in [StoreReference.builtIn(.javaCacerts), .added(path: "/j/lib/security/cacerts")] {
            client.client.stores.append(reference)
            client.stores.append(CollectedStore(reference: reference, location: nil, content: .notLookedAt))
        }
        let executor = ExecutorDouble { _, command in ExecutorDouble.output("pem", for: command) }
        let reading = await read(executor, [client], [container(client, images: ["a"])])
        #expect(reading.clients[0].client.stores == [kept.reference, .builtIn(.javaCacerts)])
        #expect(reading.clients[0].stores.map(\.reference) == reading.clients[0].client.stores)
        let silent = await read(executor, [client], [container(client, images: [])])
        #expect(silent.clients[0].stores.count == 3)
    }
}
