/// A client and the bytes of its stores: what `collect` hands to `parse`.
package struct CollectedClient: Sendable {
    package var client: TLSClient
    /// One for each of `client.stores`, in their order.
    package var stores: [CollectedStore]

    package init(client: TLSClient, stores: [CollectedStore]) {
        self.client = client
        self.stores = stores
    }
}

/// One store of one client, located and fetched.
package struct CollectedStore: Sendable {
    package indirect enum Content: Sendable {
        case bytes([UInt8])
        /// What a command makes of files whose bytes are known.
        case made(FileMaking, of: [Content])
        /// It is certain that the client finds no file there.
        case missing(String)
        /// It exists, or may, and could not be read.
        case unread(GapReason, String)
        /// A built-in or default store that nobody looked at: the prior decides.
        case notLookedAt
        /// The store of an image's operating system: several files, of which clients read different ones.
        case system(SystemStoreFiles)
    }

    package var reference: StoreReference
    /// Nil for a built-in store.
    package var location: TrustStoreLocation?
    package var content: Content
    /// How a change of the store reaches the container; nil where it is not known.
    package var update: StoreUpdate?
    /// Nil where the API showed it.
    package var origin: StoreOrigin?
    package var upkeep: StoreUpkeep
    /// What may open it; nil where the client reads no key stores. It ends here: no later stage has a place for it.
    package var keys: StoreKeys?

    package init(
        reference: StoreReference, location: TrustStoreLocation?, content: Content, update: StoreUpdate? = nil,
        origin: StoreOrigin? = nil, upkeep: StoreUpkeep = StoreUpkeep(), keys: StoreKeys? = nil
    ) {
        self.reference = reference
        self.location = location
        self.content = content
        self.update = update
        self.origin = origin
        self.upkeep = upkeep
        self.keys = keys
    }
}

/// Where and when a store was read that the API does not show.
package struct StoreOrigin: Hashable, Sendable, Codable {
    package enum Via: String, Hashable, Sendable, Codable {
        /// A command in a running container.
        case exec
        /// The layers of the image, in the registry.
        case registry
    }

    package var via: Via
    /// Such as `pod shop/web-1 container app` or `registry image docker.io/library/nginx@sha256:… (linux/amd64)`.
    package var place: String
    /// RFC 3339, UTC.
    package var at: String
    /// Where in the image it was found; nil where several copies or none were.
    package var path: String?
    /// When the newest of its files was changed, RFC 3339, UTC; nil where the image does not tell.
    package var changed: String?

    package init(via: Via, place: String, at: String, path: String? = nil, changed: String? = nil) {
        self.via = via
        self.place = place
        self.at = at
        self.path = path
        self.changed = changed
    }
}

/// The files of an operating system's trust store.
package struct SystemStoreFiles: Hashable, Sendable {
    package struct File: Hashable, Sendable {
        package var name: String
        package var bytes: [UInt8]
        package init(name: String, bytes: [UInt8]) {
            self.name = name
            self.bytes = bytes
        }
    }

    /// The first of the bundles that Go looks for.
    package var bundle: [UInt8]
    /// `cert.pem` of OpenSSL's folder; empty where there is none.
    package var certFile: [UInt8]
    /// The folder of OpenSSL with its hashed names, by name.
    package var folder: [File]

    package init(bundle: [UInt8], certFile: [UInt8], folder: [File]) {
        self.bundle = bundle
        self.certFile = certFile
        self.folder = folder
    }

    /// By size alone: the files of a store are long, and those of two are seldom equally long.
    package func hash(into hasher: inout Hasher) {
        hasher.combine(bundle.count)
        hasher.combine(certFile.count)
        hasher.combine(folder.count)
    }
}

/// A client and its stores, parsed: what `parse` hands to `judge`.
package struct ClientEvidence: Sendable {
    package var client: TLSClient
    /// One for each of `client.stores`, in their order.
    package var stores: [StoreEvidence]

    package init(client: TLSClient, stores: [StoreEvidence]) {
        self.client = client
        self.stores = stores
    }
}

/// One store of one client, parsed.
package struct StoreEvidence: Hashable, Sendable {
    package var reference: StoreReference
    package var location: TrustStoreLocation?
    /// Nil where nobody looked: the prior decides.
    package var reading: StoreReading?
    package var update: StoreUpdate?
    package var origin: StoreOrigin?
    package var upkeep: StoreUpkeep

    package init(
        reference: StoreReference, location: TrustStoreLocation?, reading: StoreReading?, update: StoreUpdate? = nil,
        origin: StoreOrigin? = nil, upkeep: StoreUpkeep = StoreUpkeep()
    ) {
        self.reference = reference
        self.location = location
        self.reading = reading
        self.update = update
        self.origin = origin
        self.upkeep = upkeep
    }
}

/// How a change of a store's object reaches the file in a running container.
package enum StoreUpdate: Hashable, Sendable {
    /// The kubelet writes the new content into the mounted folder.
    case followsObject
    /// A `subPath` mount keeps the file of the pod's start (kubernetes/kubernetes 50345).
    case subPath
    /// A container's command copied it at the pod's start.
    case copiedAtStart
    /// It stands in the environment or in the arguments of the process.
    case fixedInProcess

    package var needsRestart: Bool { self != .followsObject }

    /// Why a restart is needed, for sentences; nil where none is.
    package var words: String? {
        switch self {
        case .followsObject: nil
        case .subPath: "subPath mount"
        case .copiedAtStart: "an init container copies it at the start"
        case .fixedInProcess: "the process keeps what it was started with"
        }
    }
}
