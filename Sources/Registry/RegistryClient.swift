/// Reads files out of images in registries, without pulling the images (OCI distribution specification, API version 2).
///
/// One request at a time for each image; how many images are read at once is the caller's choice.
package struct RegistryClient: Sendable {
    let connection: RegistryConnection
    private let keyring: RegistryKeyring
    let cache: LayerCache

    /// Speaks with the user's credentials, which are tried after those that come with a request. A cache may be shared.
    package init(
        options: RegistryOptions = RegistryOptions(), environment: RegistryEnvironment = RegistryEnvironment(),
        keyring: RegistryKeyring = RegistryKeyring(), cache: LayerCache = LayerCache()
    ) {
        self.init(RegistryConnection(options, environment), keyring: keyring, cache: cache)
    }

    init(
        _ connection: RegistryConnection, keyring: RegistryKeyring = RegistryKeyring(), cache: LayerCache = LayerCache()
    ) {
        self.connection = connection
        self.keyring = keyring
        self.cache = cache
    }

    /// The wanted files of an image, and how it is started. The pod's pull secrets are tried before the user's credentials.
    /// Fails where nothing of the image can be read; a layer that cannot be read is a gap in the result.
    package func read(
        _ image: ImageReference, _ request: ImageRequest, pullSecrets: RegistryKeyring = RegistryKeyring()
    ) async throws(RegistryError) -> ImageContents {
        let opened = try await open(image, request, pullSecrets)
        let reading = LayerReading(
            session: opened.session, cache: cache, wanted: request.wanted, limits: connection.options.limits)
        return ImageContents(
            digest: "\(opened.digest)", configuration: opened.configuration,
            files: try await reading.files(opened.plan))
    }

    /// How an image is started, without its layers.
    package func configuration(
        of image: ImageReference, _ request: ImageRequest, pullSecrets: RegistryKeyring = RegistryKeyring()
    ) async throws(RegistryError) -> ImageConfiguration {
        try await open(image, request, pullSecrets).configuration
    }

    private struct Opened {
        var session: RegistrySession
        var digest: ImageDigest
        var configuration: ImageConfiguration
        var plan: LayerPlan
    }

    /// Tries one credential after the other, as the kubelet does, and none at all at last. The first refusal is the one to tell of.
    private func open(
        _ image: ImageReference, _ request: ImageRequest, _ pullSecrets: RegistryKeyring
    ) async throws(RegistryError) -> Opened {
        var refusal: RegistryError?
        for candidate in pullSecrets.candidates(for: image) + keyring.candidates(for: image) {
            do throws(RegistryError) {
                if let credential = try await credential(candidate) {
                    return try await open(image, request, credential)
                }
            } catch {
                guard error.isRefusal else { throw error }
                refusal = refusal ?? error
            }
        }
        do throws(RegistryError) {
            return try await open(image, request, nil)
        } catch {
            guard error.isRefusal else { throw error }
            throw refusal ?? error
        }
    }

    /// - Returns: nil where a helper knows none.
    private func credential(_ candidate: RegistryKeyring.Candidate) async throws(RegistryError) -> RegistryCredential? {
        switch candidate {
        case .known(let credential): credential
        case .helper(let helper, let server): try await connection.credentialAnswers.credential(helper, for: server)
        }
    }

    private func open(
        _ image: ImageReference, _ request: ImageRequest, _ credential: RegistryCredential?
    ) async throws(RegistryError) -> Opened {
        let session = RegistrySession(image: image, credential: credential, connection: connection)
        let (manifest, digest) = try await session.manifest(for: request.platform)
        let bytes = try await session.blob(manifest.configuration)
        let (configuration, stored) = try session.understand { () throws(DocumentProblem) in
            try ImageConfiguration.read(bytes, environmentNames: request.environmentNames)
        }
        guard let plan = LayerPlan(manifest, stored) else {
            throw .malformedImage(image: "\(image)", reason: "its manifest and its configuration name different layers")
        }
        return Opened(session: session, digest: digest, configuration: configuration, plan: plan)
    }
}

/// What is asked of an image.
package struct ImageRequest: Sendable, Hashable {
    package var wanted: WantedFiles
    package var platform: ImagePlatform
    /// The variables of the image's environment that may be kept.
    package var environmentNames: Set<String>

    package init(wanted: WantedFiles, platform: ImagePlatform, environmentNames: Set<String> = []) {
        self.wanted = wanted
        self.platform = platform
        self.environmentNames = environmentNames
    }
}

/// What an image answered.
package struct ImageContents: Sendable, Hashable {
    /// Of the manifest for the platform.
    package var digest: String
    package var configuration: ImageConfiguration
    package var files: ImageFiles
}

extension RegistryError {
    /// Whether another credential may be of use. A registry hides what may not be read behind 404.
    fileprivate var isRefusal: Bool {
        switch self {
        case .unauthorized, .forbidden, .notFound, .helperNotFound, .helperFailed: true
        default: false
        }
    }
}
