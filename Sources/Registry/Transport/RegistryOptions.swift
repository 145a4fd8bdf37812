/// How registries are spoken to.
package struct RegistryOptions: Sendable {
    /// PEM; trusted beside the system's authorities, as one client speaks to public registries too.
    package var certificateAuthority: [UInt8]?
    /// Registries, as `host` or `host:port`, whose certificate is not checked and which may speak plain HTTP.
    package var insecureRegistries: Set<String>
    package var limits: RegistryLimits

    package init(
        certificateAuthority: [UInt8]? = nil, insecureRegistries: Set<String> = [],
        limits: RegistryLimits = RegistryLimits()
    ) {
        self.certificateAuthority = certificateAuthority
        self.insecureRegistries = insecureRegistries
        self.limits = limits
    }
}

/// What one image may cost.
package struct RegistryLimits: Sendable, Hashable {
    /// Bytes of one layer, compressed.
    package var download: Int
    /// Bytes of one layer, uncompressed.
    package var layer: Int
    /// Bytes of all layers of one image, uncompressed.
    package var image: Int
    /// Entries of one layer.
    package var entries: Int
    /// Seconds for a manifest, a configuration or a token.
    package var requestSeconds: Int
    /// Seconds for a layer.
    package var layerSeconds: Int
    /// How often a request is made before it is given up.
    package var attempts: Int

    package init(
        download: Int = 4 << 30, layer: Int = 12 << 30, image: Int = 24 << 30, entries: Int = 1_000_000,
        requestSeconds: Int = 60, layerSeconds: Int = 900, attempts: Int = 4
    ) {
        self.download = download
        self.layer = layer
        self.image = image
        self.entries = entries
        self.requestSeconds = requestSeconds
        self.layerSeconds = layerSeconds
        self.attempts = attempts
    }
}

/// What this target takes from the machine it runs on, handed in by the command line: nothing below it asks the process.
package struct RegistryEnvironment: Sendable {
    package var variables: [String: String]
    package var homeDirectory: String

    package init(variables: [String: String] = [:], homeDirectory: String = "/") {
        self.variables = variables
        self.homeDirectory = homeDirectory
    }
}
