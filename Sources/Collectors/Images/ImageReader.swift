import FoundationEssentials
import Kubernetes
import Registry
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
    /// Classes of containers whose files are known.
    package var imagesRead = 0
    /// Those of them that were known before, from a cache or a recording.
    package var imagesKnown = 0
    /// Whether what was read could be kept for the next time.
    package var isKept = true
    /// What was tried and failed, each with its reason.
    package var gaps: [Gap] = []
    /// For each container whose image was read what it says of itself; of several images all, sorted.
    package var facts: [ContainerID: [ImageFact]] = [:]
    /// For each of them the variables that all its images set alike.
    var variables: [ContainerID: [String: String]] = [:]
}

/// Reads the stores that lie in images: by one command in one container of each class, and where none tells, in registries.
struct ImageReader: Sendable {
    /// Nil where no command is to be run.
    var executor: (any ContainerExecutor)?
    /// Nil where no registry is to be asked.
    var registry: (any ImageFileSource)?
    /// Nil where nothing is known from before, and nothing is kept.
    var memory: EvidenceFolder?
    let limits: ImageLimits

    /// What is wanted of one class of containers, and where it can be had.
    private struct Task: Sendable {
        var wanted: Set<WantedFile> = []
        var places: [RunningContainer] = []
        /// Of one container of the class.
        var container: PlannedContainer
        /// What its pods are doing, where it runs nowhere.
        var idle: String?

        var ordered: [WantedFile] { wanted.sorted { $0.argument < $1.argument } }

        /// As a registry is asked for the image of a class.
        func name(of key: ImageClass) -> ImageName {
            ImageName(reference: key.imageID, architecture: container.architecture)
        }
    }

    /// What a registry is asked of one image, for all classes that run it.
    private struct ImageQuestion: Sendable {
        var name: ImageName
        var wanted: Set<WantedFile> = []
        var pullSecrets = RegistryKeyring()
    }

    /// - Parameters:
    ///   - clients: with the stores that were collected without images.
    ///   - containers: for each client its container.
    ///   - chosen: the clients to look for.
    ///   - now: when, for the report.
    ///   - learned: what is known of images by now; it grows.
    /// - Returns: every client, in order, and what failed.
    func read(
        _ clients: [CollectedClient], in containers: [PlannedContainer], chosen: Set<Int>, now: String,
        _ learned: inout ImageAnswers
    ) async -> ImageReading {
        var tasks: [ImageClass: Task] = [:]
        var order: [ImageClass] = []
        var classes: [Int: [ImageClass]] = [:]
        for index in chosen.sorted() {
            let wanted = clients[index].stores.compactMap(ImageStores.wanted).flatMap(\.self)
            guard !wanted.isEmpty else { continue }
            let container = containers[index]
            // What runs nowhere is one class too: its image may be in a registry.
            let places = Dictionary(grouping: container.runs, by: \.imageID)
            let images = places.isEmpty ? [container.facts.imageID ?? container.facts.image] : places.keys.sorted()
            for image in images {
                let key = container.imageClass(image, wanted)
                if tasks[key] == nil { order.append(key) }
                tasks[key, default: Task(container: container, idle: container.idle)].wanted.formUnion(wanted)
                tasks[key]?.places += places[image] ?? []
                tasks[key]?.container.pullSecrets.add(container.pullSecrets)
                classes[index, default: []].append(key)
            }
        }
        var reading = ImageReading(clients: clients)
        var unknown: [ImageClass] = []
        for key in order {
            let wanted = tasks[key]?.wanted ?? []
            if let answer = learned.byClass[key], answer.covers(wanted) { continue }
            learned.byClass[key] = memory?.answer(for: key, wanted)
            if learned.byClass[key] == nil { unknown.append(key) }
        }
        reading.imagesKnown = learned.known(of: order)
        await run(for: unknown, tasks, &learned, now)
        await askRegistry(unknown, tasks, &learned.byClass, now)
        for key in unknown {
            if let memory, let answer = learned.byClass[key], !memory.keep(answer, for: key) { reading.isKept = false }
        }
        reading.imagesRead = learned.known(of: order)
        for (index, keys) in classes {
            let own = keys.compactMap { learned.byClass[$0] }
            if let failure = own.lazy.compactMap(\.failure).first {
                fail(index, failure, &reading)
            } else {
                fill(index, in: containers[index], own, &reading)
            }
        }
        reading.gaps = Set(reading.gaps).sorted()
        return reading
    }

    // MARK: Asking

    /// Runs one command for each class, within the limit of all of them.
    private func run(
        for order: [ImageClass], _ tasks: [ImageClass: Task], _ learned: inout ImageAnswers, _ now: String
    ) async {
        var asked: [(key: ImageClass, task: Task)] = []
        for key in order {
            guard let task = tasks[key] else { continue }
            if executor == nil {
                let words = registry == nil ? "the recording does not hold it" : "nothing is run in it (--exec never)"
                learned.byClass[key] = ImageAnswer(failure: ImageFailure(reason: .notRequested, detail: words))
            } else if task.places.isEmpty {
                let state = task.idle.map { " (\($0))" } ?? ""
                learned.byClass[key] = ImageAnswer(
                    failure: ImageFailure(reason: .notRunning, detail: "no container of it runs\(state)"))
            } else if learned.commands + asked.count >= limits.mostExecs {
                learned.byClass[key] = ImageAnswer(
                    failure: ImageFailure(
                        reason: .notRequested, detail: "--max-exec \(limits.mostExecs) is reached"))
            } else {
                asked.append((key, task))
            }
        }
        guard let executor else { return }
        learned.commands += asked.count
        let files = RunningFiles(executor: executor, limits: limits)
        asked = Self.inTurns(asked)
        let read = await boundedTasks(asked.map(\.task), limit: limits.parallel) {
            await files.read($0.ordered, in: $0.places, now: now)
        }
        for (entry, answer) in zip(asked, read) { learned.byClass[entry.key] = answer }
    }

    /// Asks registries for what no container told, once for each image, however many classes run it.
    private func askRegistry(
        _ order: [ImageClass], _ tasks: [ImageClass: Task], _ answers: inout [ImageClass: ImageAnswer], _ now: String
    ) async {
        guard let registry else { return }
        let unanswered = order.filter { answers[$0]?.failure != nil }
        var positions: [ImageName: Int] = [:]
        var questions: [ImageQuestion] = []
        for key in unanswered {
            guard let task = tasks[key] else { continue }
            let name = task.name(of: key)
            let position = positions[name] ?? questions.count
            if position == questions.count {
                positions[name] = position
                questions.append(ImageQuestion(name: name))
            }
            questions[position].wanted.formUnion(task.wanted)
            questions[position].pullSecrets.add(task.container.pullSecrets)
        }
        // Asked for the same files, images of one base have its layers read once.
        let common = Set(questions.flatMap(\.wanted).filter(\.isAtKnownPlace))
        let files = RegistryFiles(source: registry)
        let views = await boundedTasks(questions, limit: limits.parallel) {
            await files.read($0.wanted.union(common), of: $0.name, pullSecrets: $0.pullSecrets)
        }
        for key in unanswered {
            guard let task = tasks[key], let earlier = answers[key]?.failure,
                let position = positions[task.name(of: key)]
            else { continue }
            switch views[position] {
            case .success where task.container.changesOwnFiles:
                let words = "registry: its own commands change its files when it starts"
                answers[key] = ImageAnswer(failure: ImageFailure(reason: .incomplete, detail: words).after(earlier))
            case .success(let view):
                answers[key] = ImageAnswer(
                    found: Dictionary(
                        uniqueKeysWithValues: task.wanted.map {
                            ($0, view.evidence($0, mounts: task.container.mounts))
                        }), facts: view.facts, origin: StoreOrigin(via: .registry, place: view.place, at: now))
            case .failure(let failure): answers[key] = ImageAnswer(failure: failure.after(earlier))
            }
        }
    }

    // MARK: Answering

    private func fill(
        _ index: Int, in container: PlannedContainer, _ answers: [ImageAnswer], _ reading: inout ImageReading
    ) {
        let id = reading.clients[index].client.container
        reading.facts[id] = Set(answers.flatMap(\.facts) + (reading.facts[id] ?? [])).sorted()
        reading.variables[id] = ImageAnswer.variables(ofAll: answers)
        for position in reading.clients[index].stores.indices {
            let store = reading.clients[index].stores[position]
            guard let wanted = ImageStores.wanted(for: store), let first = answers.first else { continue }
            func found(_ answer: ImageAnswer) -> [WantedFile: [FileEvidence]] {
                answer.found.filter { wanted.contains($0.key) }
            }
            var filled = ImageStores.read(store, found(first))
            if answers.dropFirst().contains(where: { found($0) != found(first) }) {
                filled.content = .unread(.incomplete, "its pods run different images, and their files differ")
            }
            if let other = answers.lazy.compactMap({ $0.store(inPlaceOf: store, in: container) }).first {
                filled.reference = other.reference
                reading.clients[index].client.stores[position] = other.reference
                filled.content = .unread(.incomplete, other.words)
            } else if wanted == [.nodeBuild] {
                // Its list is not a file, and is as it was presumed to be.
                continue
            }
            let (path, changed) = ImageStores.place(of: store, found(first), first.changes)
            filled.origin = first.origin
            filled.origin?.path = path
            filled.origin?.changed = changed.flatMap(Self.time)
            reading.clients[index].stores[position] = filled
        }
        reading.clients[index].dropAdditions()
    }

    /// A store that the settings name is unread with the reason; one of the image keeps its prior, and the gap says why.
    private func fail(_ index: Int, _ failure: ImageFailure, _ reading: inout ImageReading) {
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

    /// RFC 3339, UTC; nil for what no file system writes.
    private static func time(_ seconds: Int) -> String? {
        guard (1...4_102_444_800).contains(seconds) else { return nil }
        return Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601)
    }

    /// The order in which tasks are begun: one of each node in turn, so that no kubelet gets them all at once.
    private static func inTurns(_ tasks: [(key: ImageClass, task: Task)]) -> [(key: ImageClass, task: Task)] {
        var counts: [String: Int] = [:]
        let rounds = tasks.map { entry in
            let node = entry.task.places.min { ($0.namespace, $0.pod) < ($1.namespace, $1.pod) }?.node ?? ""
            counts[node, default: 0] += 1
            return counts[node, default: 0]
        }
        return tasks.indices.sorted { (rounds[$0], $0) < (rounds[$1], $1) }.map { tasks[$0] }
    }
}

extension PlannedContainer {
    fileprivate func imageClass(_ imageID: String, _ wanted: [WantedFile]) -> ImageClass {
        let folders = (["HOME", "JAVA_HOME", "VIRTUAL_ENV"] + OtherStore.variables).compactMap { name in
            // What the image sets is in its digest.
            facts.environment(name).flatMap { $0.source == .image ? nil : "\(name)=\($0.value)" }
        }
        let isAlone = changesOwnFiles || wanted.contains(where: mayLieOnVolume)
        return ImageClass(
            imageID: imageID, mounts: mounts, user: user, folders: folders,
            owner: isAlone ? ImageClass.Owner(container: facts.id, commandLine: facts.commandLine) : nil)
    }

    /// Whether the file may be on a volume whose content neither the image nor an object tells.
    private func mayLieOnVolume(_ wanted: WantedFile) -> Bool {
        let covering = { (path: String) in
            FileLocator(mounts, operatingSystem: facts.operatingSystem).mount(of: path)?.mount.isFilledElsewhere == true
        }
        return switch wanted {
        case .file(let path) where path.hasPrefix("/"): covering(path)
        case .hashedFolder(let path):
            covering(path)
                || mounts.contains { $0.isFilledElsewhere && $0.isWithin(path) }
        // Where these are is known to the container alone.
        case .file, .javaCacerts, .certifi: mounts.contains { $0.isFilledElsewhere && !$0.isForData }
        case .nodeBuild: false
        }
    }
}

extension PlannedMount {
    fileprivate var isFilledElsewhere: Bool {
        switch source {
        case .files, .unreadObject: false
        case .incomplete, .emptyDirectory, .opaque: true
        }
    }

    /// Where programs keep what they write, and nobody a JRE or a Python.
    fileprivate var isForData: Bool {
        ["/tmp", "/var", "/run", "/dev", "/data", "/mnt"].contains(where: isWithin)
    }
}

extension CollectedClient {
    /// Takes out what commands add to stores that were read: it is in them by now.
    fileprivate mutating func dropAdditions() {
        // The image alone does not have it: only who looked into the container has seen both.
        let isRead = stores.contains { store in
            guard store.origin?.via == .exec else { return false }
            return switch (store.reference, store.content) {
            case (.builtIn, .bytes), (.builtIn, .system), (.bundled, .bytes): true
            default: false
            }
        }
        guard isRead else { return }
        let kept = stores.indices.filter { if case .added = stores[$0].reference { false } else { true } }
        client.stores = kept.map { client.stores[$0] }
        stores = kept.map { stores[$0] }
    }
}
