import Kubernetes
import Registry
import ScanModel

/// A container's facts, and its mounts as the resolution of paths needs them.
struct PlannedContainer: Sendable {
    var facts: ContainerFacts
    var mounts: [PlannedMount]
    /// What may open the key stores of its clients.
    var keys = StoreKeys()
    /// Whom it runs as, where the spec says so.
    var user: SecurityContext?
    /// Go's name of the processor it must run on, where the spec says so.
    var architecture: String?
    /// With what its image is pulled, where that was read. It goes to registries, and nowhere else.
    var pullSecrets = RegistryKeyring()
    /// Where it runs now: a few places for each image.
    var runs: [RunningContainer] = []
    /// What its pods are doing instead, where it runs nowhere.
    var idle: String?
    /// Whether its own commands may write to its file system before its program starts.
    var changesOwnFiles = false

    /// Whether two containers are the same to the judge: the image's digest, the origin and the places do not count.
    func saysTheSame(as other: PlannedContainer) -> Bool {
        var left = facts
        var right = other.facts
        left.imageID = nil
        right.imageID = nil
        left.isVariant = false
        right.isVariant = false
        return left == right && mounts == other.mounts && user == other.user
            && architecture == other.architecture
    }
}

/// Makes facts of pod specs.
struct ContainerFactsBuilder {
    private let shelf: ObjectShelf
    private var files: ConfigFileCache

    init(shelf: ObjectShelf) {
        self.shelf = shelf
        self.files = ConfigFileCache(shelf: shelf)
    }

    /// Config files that could not be read.
    var gaps: [Gap] { files.gaps + pullSecretGaps }
    private var pullSecretGaps: [Gap] = []
    /// By Secret: most pods of a namespace pull with the same.
    private var keyrings: [ObjectKey: RegistryKeyring] = [:]

    /// The containers of a pod in the order in which they start.
    mutating func containers(of spec: PodSpec, workload: WorkloadID) -> [PlannedContainer] {
        let pullSecrets = pullSecrets(of: spec, in: workload.namespace)
        let volumes = VolumePlans(spec.volumes, namespace: workload.namespace, shelf: shelf)
        var copies = CopyCommands()
        var result: [PlannedContainer] = []
        let system = spec.operatingSystem
        let inOrder =
            spec.initContainers.map {
                ($0, $0.restartPolicy == "Always" ? ContainerFacts.Role.sidecar : .initialization)
            }
            + spec.containers.map { ($0, .application) } + spec.ephemeralContainers.map { ($0, .ephemeral) }
        for (container, role) in inOrder {
            let id = ContainerID(workload: workload, name: container.name)
            let environment = ContainerEnvironment(container, namespace: workload.namespace, shelf: shelf)
            var mounts = volumes.mounts(of: container, environment: environment, copied: copies.copied)
            let words = CommandWords(container, environment).words
            // Its own script may copy before it starts the program; only those of init containers are seen by others.
            var own = copies
            if role != .ephemeral {
                own.run(
                    container, words: words, role: role, id: id, environment: environment, mounts: mounts,
                    content: shelf.content)
                if role == .initialization || role == .sidecar { copies = own }
                mounts = volumes.mounts(
                    of: container, environment: environment, copied: own.copied, beside: own.ownMounts)
            }
            var names: Set<String> = []
            let settings = (environment.settings + files.settings(of: mounts)).compactMap { setting -> Setting? in
                if names.insert(setting.name).inserted { return setting }
                // Two files may both be read: the name says which one, so that neither hides the other.
                guard case .file(_, _, let key) = setting.source else { return nil }
                return Setting(name: "\(key):\(setting.name)", value: setting.value, source: setting.source)
            }
            let facts = ContainerFacts(
                id: id, role: role, image: container.image ?? "", operatingSystem: system,
                commandLine: words,
                settings: settings, unreadSettings: environment.unread + files.unread(in: mounts),
                mounts: mounts.map(\.mount), storeAdditions: role == .ephemeral ? [] : own.additions)
            result.append(
                PlannedContainer(
                    facts: facts, mounts: mounts,
                    keys: ContainerPasswords(container, environment, fileWords: files.passwordWords(in: mounts)).keys,
                    user: container.securityContext ?? spec.securityContext, architecture: spec.architecture,
                    pullSecrets: pullSecrets, changesOwnFiles: role != .ephemeral && own.changesOwnFiles))
        }
        return result
    }
}

extension ContainerFactsBuilder {
    /// The credentials of a pod's pull secrets, as far as these were read.
    private mutating func pullSecrets(of spec: PodSpec, in namespace: String) -> RegistryKeyring {
        var keyring = RegistryKeyring()
        for reference in spec.imagePullSecrets {
            keyring.add(read(ObjectKey(kind: .secret, namespace: namespace, name: reference.name)))
        }
        return keyring
    }

    private mutating func read(_ pullSecret: ObjectKey) -> RegistryKeyring {
        if let known = keyrings[pullSecret] { return known }
        var keyring = RegistryKeyring()
        if case .present(let values) = shelf.slot(pullSecret) {
            do throws(RegistryError) {
                if let bytes = values[".dockerconfigjson"]?.bytes {
                    try keyring.add(dockerConfigJSON: bytes, source: pullSecret.words)
                }
                if let bytes = values[".dockercfg"]?.bytes {
                    try keyring.add(dockerCfg: bytes, source: pullSecret.words)
                }
            } catch {
                pullSecretGaps.append(
                    Gap(
                        resource: pullSecret.words, namespace: pullSecret.namespace, reason: error.gapReason,
                        detail: "\(error)"))
            }
        }
        keyrings[pullSecret] = keyring
        return keyring
    }
}

extension PodSpec {
    /// Windows only where the spec says so: such a pod can't be scheduled otherwise in a mixed cluster.
    var operatingSystem: ContainerFacts.OperatingSystem {
        let selected = nodeSelector["kubernetes.io/os"] ?? nodeSelector["beta.kubernetes.io/os"]
        return (os?.name ?? selected) == "windows" ? .windows : .linux
    }

    /// As Go names it: `amd64`, `arm64`.
    var architecture: String? {
        nodeSelector["kubernetes.io/arch"] ?? nodeSelector["beta.kubernetes.io/arch"]
    }
}
