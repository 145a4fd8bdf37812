/// What is known of a container before any trust store is read.
///
/// Holds TLS facts only. A password has no field here: ``Setting`` removes credentials when it is made.
package struct ContainerFacts: Hashable, Sendable {
    package enum Role: String, Sendable, Codable {
        /// Runs to its end before the others start.
        case initialization = "init"
        /// An init container with `restartPolicy: Always`.
        case sidecar
        case application = "container"
        case ephemeral
    }

    package enum OperatingSystem: String, Sendable, Codable { case linux, windows }

    package var id: ContainerID
    package var role: Role
    package var image: String
    /// The digest reference of running pods, such as `docker-pullable://x@sha256:…`; nil where nothing runs.
    package var imageID: String?
    package var operatingSystem: OperatingSystem
    /// `command` and `args` after `$(VAR)` expansion, credentials removed.
    package var commandLine: [String]
    /// Environment, arguments and configuration files as name and value; on equal names the first wins.
    package var settings: [Setting]
    /// Settings that exist, whose value could not be read.
    package var unreadSettings: [UnreadSetting]
    /// Volume mounts, and files that the container itself writes before its program starts, longest path first.
    package var mounts: [Mount]
    /// What the container adds to files of its image before its program starts.
    package var storeAdditions: [StoreAddition]
    /// True where it comes from a pod and not from the owner's template.
    package var isVariant: Bool

    package init(
        id: ContainerID, role: Role = .application, image: String, imageID: String? = nil,
        operatingSystem: OperatingSystem = .linux, commandLine: [String] = [], settings: [Setting] = [],
        unreadSettings: [UnreadSetting] = [], mounts: [Mount] = [], storeAdditions: [StoreAddition] = [],
        isVariant: Bool = false
    ) {
        self.id = id
        self.role = role
        self.image = image
        self.imageID = imageID
        self.operatingSystem = operatingSystem
        self.commandLine = commandLine
        self.settings = settings
        self.unreadSettings = unreadSettings
        self.mounts = mounts
        self.storeAdditions = storeAdditions
        self.isVariant = isVariant
    }

    /// The value of an environment variable, by exact name.
    package func environment(_ name: String) -> Setting? {
        settings.first { $0.name == name && $0.source.isEnvironment }
    }
}

/// Where a setting was found.
package enum SettingSource: Hashable, Sendable {
    /// An environment variable with its value in the pod template.
    case environment
    /// An environment variable whose value comes from a ConfigMap.
    case environmentFromConfigMap(name: String, key: String)
    /// An environment variable whose value comes from a Secret (only with `--secrets`).
    case environmentFromSecret(name: String, key: String)
    /// An environment variable that the image sets.
    case image
    /// A word of `command` or `args`.
    case argument
    /// A configuration file in a ConfigMap or Secret, mounted at `path`.
    case file(path: String, object: String, key: String)

    package var isEnvironment: Bool {
        switch self {
        case .environment, .environmentFromConfigMap, .environmentFromSecret, .image: true
        case .argument, .file: false
        }
    }

    /// For the report, such as `ConfigMap db-settings key DATABASE_URL`.
    package var words: String {
        switch self {
        case .environment: "env"
        case .image: "image"
        case .environmentFromConfigMap(let name, let key): "ConfigMap \(name) key \(key)"
        case .environmentFromSecret(let name, let key): "Secret \(name) key \(key)"
        case .argument: "argument"
        case .file(let path, let object, let key): "\(path) (\(object) key \(key))"
        }
    }
}

/// A setting whose value could not be read.
package struct UnreadSetting: Hashable, Sendable {
    /// The environment variable, or nil where a whole object is loaded (`envFrom`) and its names are unknown.
    package var name: String?
    /// For the report, such as `Secret shop/ledger-db`.
    package var object: String
    package var reason: GapReason

    package init(name: String?, object: String, reason: GapReason) {
        self.name = name
        self.object = object
        self.reason = reason
    }
}

/// A volume as one container sees it.
package struct Mount: Hashable, Sendable {
    /// What the files of a volume come from.
    package enum Source: Hashable, Sendable {
        /// The files that a ConfigMap, Secret, projected or ClusterTrustBundle volume shows, sorted by path in the volume.
        case files([MountedFile])
        /// Empty at the start; what is in it was written by a container. Path of the file copied in, where an init container's command shows it.
        case emptyDirectory(name: String, copied: [CopiedFile])
        /// Anything whose content the API does not show (hostPath, a claim, CSI): the kind of the volume, such as `hostPath`.
        case opaque(kind: String)
    }

    /// Absolute, without a trailing slash.
    package var path: String
    /// True where one file or folder of the volume is mounted: such a mount never follows a change, the pod must be restarted.
    package var usesSubPath: Bool
    package var source: Source

    package init(path: String, usesSubPath: Bool = false, source: Source) {
        self.path = path
        self.usesSubPath = usesSubPath
        self.source = source
    }
}

/// One file that a volume shows.
package struct MountedFile: Hashable, Sendable {
    /// Relative to the mount; empty where the mount is the file itself (`subPath`).
    package var path: String
    package var location: TrustStoreLocation
    package init(path: String, location: TrustStoreLocation) {
        self.path = path
        self.location = location
    }
}

/// What a container's own command adds to a file of its image: `update-ca-certificates`, `keytool -importcert -cacerts`,
/// `cat ca.pem >> /etc/ssl/certs/ca-certificates.crt`.
package struct StoreAddition: Hashable, Sendable {
    /// The image's file.
    package var path: String
    /// What stands behind its own content.
    package var parts: [TrustStoreLocation]
    /// Whether the distribution's own tool adds it, to all that clients of the store read; else it is in this file alone.
    package var isInstalled: Bool
    package init(path: String, parts: [TrustStoreLocation], isInstalled: Bool = false) {
        self.path = path
        self.parts = parts
        self.isInstalled = isInstalled
    }
}

/// A file that an init container copies into an `emptyDir`.
package struct CopiedFile: Hashable, Sendable {
    /// Relative to the volume.
    package var path: String
    package var location: TrustStoreLocation
    package init(path: String, location: TrustStoreLocation) {
        self.path = path
        self.location = location
    }
}
