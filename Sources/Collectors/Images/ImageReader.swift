import Kubernetes
package import ScanModel

/// How images are looked into.
package struct ImageLimits: Sendable, Hashable {
    /// Containers in which a command is run, at most.
    package var mostExecs: Int
    /// Until a command is given up.
    package var seconds: Double
    /// Commands under way at once.
    package var parallel: Int

    package init(mostExecs: Int = 500, seconds: Double = 30, parallel: Int = 8) {
        self.mostExecs = mostExecs
        self.seconds = seconds
        self.parallel = parallel
    }
}

/// What looking into images came to.
package struct ImageReading: Sendable {
    /// The clients' stores, those of images with what was read of them.
    package var clients: [CollectedClient]
    /// Classes of containers whose files were read.
    package var imagesRead = 0
    /// What was tried and failed, each with its reason.
    package var gaps: [Gap] = []
}

/// Reads the stores that lie in images, by one command in one container of each class.
struct ImageReader: Sendable {
    let executor: any ContainerExecutor
    let limits: ImageLimits

    /// What is wanted of one class of containers, and where it can be had.
    private struct Task: Sendable {
        var wanted: [WantedFile] = []
        var places: [RunningContainer] = []
    }

    private struct Answer: Sendable {
        var found: [WantedFile: [FileEvidence]] = [:]
        var place: RunningContainer?
        var failure: Failure?
    }

    private struct Failure: Sendable {
        var reason: GapReason
        var detail: String
    }

    /// - Parameters:
    ///   - clients: with the stores that were collected without images.
    ///   - containers: for each client its container.
    ///   - chosen: the clients to look for.
    ///   - now: when, for the report.
    /// - Returns: every client, in order, and what failed.
    func read(
        _ clients: [CollectedClient], in containers: [PlannedContainer], chosen: Set<Int>, now: String
    ) async -> ImageReading {
        var tasks: [ImageClass: Task] = [:]
        var order: [ImageClass] = []
        var classes: [Int: [ImageClass]] = [:]
        var reading = ImageReading(clients: clients)
        for index in chosen.sorted() {
            let wanted = clients[index].stores.compactMap(ImageStores.wanted).joined()
            guard !wanted.isEmpty else { continue }
            let container = containers[index]
            let places = container.runs
            guard !places.isEmpty else {
                let state = container.idle.map { " (\($0))" } ?? ""
                fail(index, Failure(reason: .notRunning, detail: "no container of it runs\(state)"), &reading)
                continue
            }
            for (imageID, same) in Dictionary(grouping: places, by: \.imageID).sorted(by: { $0.key < $1.key }) {
                let key = container.imageClass(imageID)
                if tasks[key] == nil { order.append(key) }
                tasks[key, default: Task()].wanted += wanted
                tasks[key, default: Task()].places += same
                classes[index, default: []].append(key)
            }
        }
        let asked = Array(order.prefix(limits.mostExecs))
        let work = asked.map { key in
            let task = tasks[key] ?? Task()
            return Task(wanted: Self.unique(task.wanted), places: Self.spread(task.places))
        }
        let answers = await boundedTasks(Self.inTurns(work), limit: limits.parallel) { await answer($0) }
        let byClass = Dictionary(uniqueKeysWithValues: zip(Self.turns(work).map { asked[$0] }, answers))
        reading.imagesRead = answers.count { $0.failure == nil }
        for (index, keys) in classes {
            let own = keys.map {
                byClass[$0]
                    ?? Answer(
                        failure: Failure(reason: .notRequested, detail: "--max-exec \(limits.mostExecs) is reached"))
            }
            if let failure = own.lazy.compactMap(\.failure).first {
                fail(index, failure, &reading)
            } else {
                fill(index, own, now, &reading)
            }
        }
        reading.gaps = Set(reading.gaps).sorted()
        return reading
    }

    private func fill(_ index: Int, _ answers: [Answer], _ now: String, _ reading: inout ImageReading) {
        for position in reading.clients[index].stores.indices {
            let store = reading.clients[index].stores[position]
            guard let wanted = ImageStores.wanted(for: store), let first = answers.first else { continue }
            func found(_ answer: Answer) -> [WantedFile: [FileEvidence]] {
                answer.found.filter { wanted.contains($0.key) }
            }
            var filled = ImageStores.read(store, found(first))
            if answers.dropFirst().contains(where: { found($0) != found(first) }) {
                filled.content = .unread(.incomplete, "its pods run different images, and their files differ")
            }
            filled.origin = first.place.map { StoreOrigin(via: .exec, place: $0.words, at: now) }
            reading.clients[index].stores[position] = filled
        }
    }

    /// A store that the settings name is unread with the reason; one of the image keeps its prior, and the gap says why.
    private func fail(_ index: Int, _ failure: Failure, _ reading: inout ImageReading) {
        let client = reading.clients[index].client
        let workload = client.container.workload
        reading.gaps.append(
            Gap(
                resource: "\(workload.kind)/\(workload.name) \(client.container.name)", namespace: workload.namespace,
                reason: failure.reason, detail: failure.detail))
        for position in reading.clients[index].stores.indices {
            guard ImageStores.wanted(for: reading.clients[index].stores[position]) != nil,
                case .unread = reading.clients[index].stores[position].content
            else { continue }
            reading.clients[index].stores[position].content = .unread(failure.reason, failure.detail)
        }
    }

    /// The first place that answers; a second one is asked only where the first failed.
    private func answer(_ task: Task) async -> Answer {
        var failure = Failure(reason: .notRunning, detail: "no container of it runs")
        var forbidden: Set<String> = []
        var tries = 0
        for place in task.places where tries < 2 && !forbidden.contains(place.namespace) {
            let result: ExecResult
            do throws(KubernetesError) {
                result = try await executor.run(
                    EvidenceScript.command(task.wanted), in: place, seconds: limits.seconds,
                    limit: EvidenceScript.largestOutput)
            } catch {
                failure = Failure(reason: error.gapReason, detail: "\(place.words): \(error)")
                // The right is missing for every replica of the namespace, and the same image may run in another.
                if failure.reason == .forbidden { forbidden.insert(place.namespace) } else { tries += 1 }
                continue
            }
            switch result.exit {
            case .success: break
            case .notStarted(let words):
                // The same image has no shell elsewhere either.
                return Answer(failure: Failure(reason: .noShell, detail: "\(place.words): \(words)"))
            case .nonZero(126), .nonZero(127):
                return Answer(failure: Failure(reason: .noShell, detail: "\(place.words): there is no shell"))
            case .nonZero(let code):
                failure = Failure(reason: .incomplete, detail: "\(place.words): the command ended with \(code)")
                tries += 1
                continue
            }
            do throws(EvidenceError) {
                let found = try EvidenceStream.read(result.stdout, count: task.wanted.count)
                return Answer(found: Dictionary(uniqueKeysWithValues: zip(task.wanted, found)), place: place)
            } catch {
                failure = Failure(reason: .incomplete, detail: "\(place.words): \(error)")
                tries += 1
            }
        }
        return Answer(failure: failure)
    }

    private static func unique(_ wanted: [WantedFile]) -> [WantedFile] {
        var seen: Set<WantedFile> = []
        return wanted.filter { seen.insert($0).inserted }
    }

    /// Places on different nodes first.
    private static func spread(_ places: [RunningContainer]) -> [RunningContainer] {
        let sorted = Set(places).sorted { ($0.namespace, $0.pod, $0.container) < ($1.namespace, $1.pod, $1.container) }
        guard let first = sorted.first else { return [] }
        return [first] + sorted.dropFirst().filter { $0.node != first.node }
            + sorted.dropFirst().filter { $0.node == first.node }
    }

    /// The order in which tasks are begun: one of each node in turn, so that no kubelet gets them all at once.
    private static func turns(_ tasks: [Task]) -> [Int] {
        var counts: [String: Int] = [:]
        let rounds = tasks.map { task in
            let node = task.places.first?.node ?? ""
            counts[node, default: 0] += 1
            return counts[node, default: 0]
        }
        return tasks.indices.sorted { (rounds[$0], $0) < (rounds[$1], $1) }
    }

    private static func inTurns(_ tasks: [Task]) -> [Task] { turns(tasks).map { tasks[$0] } }
}

extension PlannedContainer {
    fileprivate func imageClass(_ imageID: String) -> ImageClass {
        let folders = ["HOME", "JAVA_HOME", "VIRTUAL_ENV"].compactMap { name in
            facts.environment(name).map { "\(name)=\($0.value)" }
        }
        return ImageClass(imageID: imageID, mounts: mounts, user: user, folders: folders)
    }
}
