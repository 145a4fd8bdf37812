/// The credentials at hand, and for which images each is meant: the rules of the kubelet (pkg/credentialprovider, `keyring.go`).
///
/// An entry names a host, with a port where the image has one, with `*` for parts of the host's name and with the beginning of
/// a path. Of several that match, the most specific is tried first.
package struct RegistryKeyring: Sendable {
    private var entries: [(location: Location, credential: RegistryCredential)] = []
    private var helpers: [String: CredentialHelper] = [:]
    private var defaultHelper: CredentialHelper?

    /// A keyring without credentials: what anybody may read is read.
    package init() {}

    /// Adds a pull secret's `.dockerconfigjson`. Helpers that it names are never run.
    package mutating func add(dockerConfigJSON bytes: [UInt8], source: String) throws(RegistryError) {
        add(try DockerConfiguration(bytes, isLegacy: false, source: source).entries)
    }

    /// Adds a pull secret's `.dockercfg`.
    package mutating func add(dockerCfg bytes: [UInt8], source: String) throws(RegistryError) {
        add(try DockerConfiguration(bytes, isLegacy: true, source: source).entries)
    }

    /// Adds another keyring's entries; its helpers stay behind.
    package mutating func add(_ other: RegistryKeyring) { add(other.entries) }

    /// The user's own: `$DOCKER_CONFIG/config.json` or `~/.docker/config.json`, with its helpers. Empty where there is no such file.
    package static func ofUser(_ environment: RegistryEnvironment) throws(RegistryError) -> RegistryKeyring {
        let folder = environment.variables["DOCKER_CONFIG"]?.nonEmpty ?? "\(environment.homeDirectory)/.docker"
        let path = "\(folder)/config.json"
        var keyring = RegistryKeyring()
        guard let bytes = try SmallFile.read(path, limit: 4 << 20) else { return keyring }
        let configuration = try DockerConfiguration(bytes, isLegacy: false, source: path)
        keyring.add(configuration.entries)
        for (registry, name) in configuration.helpers {
            keyring.helpers[Self.helperKey(registry)] = CredentialHelper(name: name, variables: environment.variables)
        }
        keyring.defaultHelper = configuration.defaultHelper.map {
            CredentialHelper(name: $0, variables: environment.variables)
        }
        return keyring
    }

    private mutating func add(_ new: [(key: String, credential: RegistryCredential)]) {
        add(new.map { (location: Location($0.key), credential: $0.credential) })
    }

    private mutating func add(_ new: [(location: Location, credential: RegistryCredential)]) {
        for entry in new where !entries.contains(where: { $0 == entry }) { entries.append(entry) }
        // Go sorts the keys backwards, so that longer ones come first; equal ones stay in their order.
        entries = entries.enumerated().sorted {
            ($1.element.location.text, $0.offset) < ($0.element.location.text, $1.offset)
        }.map(\.element)
    }

    // MARK: Asking

    /// The credentials for an image, the first to be tried first. Nothing is asked of a helper yet.
    func candidates(for image: ImageReference) -> [Candidate] {
        let target = Location(image.name)
        var found = entries.filter { $0.location.matches(target) }.map(\.credential)
        if found.isEmpty, Self.isDockerHub(image) {
            found = entries.filter { $0.location.host == "index.docker.io" && $0.location.path.isEmpty }.map(
                \.credential)
        }
        let helper = helpers[Self.helperKey(image.registry)] ?? defaultHelper
        return (helper.map { [.helper($0, server: Self.helperServer(image))] } ?? []) + found.map { .known($0) }
    }

    enum Candidate: Sendable {
        case known(RegistryCredential)
        case helper(CredentialHelper, server: String)
    }

    private static func isDockerHub(_ image: ImageReference) -> Bool { image.registry == "docker.io" }

    private static func helperKey(_ registry: String) -> String {
        let host = Location(registry).authority
        return host == "index.docker.io" || host == "registry-1.docker.io" ? "docker.io" : host
    }

    /// Helpers keep Docker Hub's credential under the address it had first.
    private static func helperServer(_ image: ImageReference) -> String {
        isDockerHub(image) ? "https://index.docker.io/v1/" : image.registry
    }

    /// A key of docker's configuration: a URL or the beginning of one.
    struct Location: Sendable, Hashable {
        let host: String
        let port: String
        let path: String

        init(_ key: String) {
            var rest = key[...]
            for scheme in ["https://", "http://"] where rest.hasPrefix(scheme) { rest = rest.dropFirst(scheme.count) }
            let slash = rest.firstIndex(of: "/") ?? rest.endIndex
            var path = rest[slash...]
            // docker's old and new addresses of an API, equal to the host alone.
            if path.hasPrefix("/v1/") || path.hasPrefix("/v2/") { path = path.dropFirst(3) }
            self.path = path == "/" ? "" : String(path)
            let authority = rest[..<slash]
            let colon = authority.lastIndex(of: ":")
            host = String(authority[..<(colon ?? authority.endIndex)])
            port = colon.map { String(authority[authority.index(after: $0)...]) } ?? ""
        }

        var authority: String { port.isEmpty ? host : "\(host):\(port)" }
        var text: String { authority + path }

        /// Whether this pattern is meant for an image.
        func matches(_ image: Location) -> Bool {
            guard port == image.port, image.path.hasPrefix(path) else { return false }
            let (pattern, host) = (host.split(separator: "."), image.host.split(separator: "."))
            return pattern.count == host.count
                && zip(pattern, host).allSatisfy { part, name in
                    Wildcards.matches(
                        Array(part.utf8), Array(name.utf8), isAny: { $0 == UInt8(ascii: "*") },
                        { $0 == UInt8(ascii: "?") || $0 == $1 })
                }
        }
    }
}
