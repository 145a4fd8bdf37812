internal import FoundationEssentials

/// What an image says about how it is started, as far as it is asked for. Values of its environment may be secrets.
package struct ImageConfiguration: Sendable, Hashable {
    package var platform: ImagePlatform
    package var entrypoint: [String]
    package var command: [String]
    /// Only the variables whose names were asked for.
    package var environment: [String: String]
}

extension ImageConfiguration {
    /// The parts of the configuration that describe its layers.
    struct Stored: Sendable, Equatable {
        struct Step: Sendable, Equatable {
            var createdBy: String
            var isEmptyLayer: Bool
        }

        var diffIDs: [ImageDigest]
        var history: [Step]
    }

    private struct Fields: Decodable {
        var architecture: String?
        var os: String?
        var variant: String?
        var config: Config?
        var rootfs: RootFS?
        var history: [History]?

        struct Config: Decodable {
            var entrypoint: [String]?
            var command: [String]?
            var environment: [String]?

            enum CodingKeys: String, CodingKey {
                case entrypoint = "Entrypoint"
                case command = "Cmd"
                case environment = "Env"
            }
        }

        struct RootFS: Decodable {
            var diffIDs: [String]?

            enum CodingKeys: String, CodingKey { case diffIDs = "diff_ids" }
        }

        struct History: Decodable {
            var createdBy: String?
            var isEmptyLayer: Bool?

            enum CodingKeys: String, CodingKey {
                case createdBy = "created_by"
                case isEmptyLayer = "empty_layer"
            }
        }
    }

    /// Reads an image's configuration (OCI image specification, config.md; Docker's is the same in these parts).
    static func read(
        _ bytes: [UInt8], environmentNames: Set<String>
    ) throws(DocumentProblem) -> (configuration: ImageConfiguration, stored: Stored) {
        guard let fields = try? JSONDecoder().decode(Fields.self, from: Data(bytes)) else {
            throw .malformed("its configuration is not JSON of the form that is expected")
        }
        let texts = fields.rootfs?.diffIDs ?? []
        let diffIDs = texts.compactMap { ImageDigest($0) }
        guard diffIDs.count == texts.count else { throw .malformed("its configuration names a layer by no digest") }
        var environment: [String: String] = [:]
        for variable in fields.config?.environment ?? [] {
            guard let equals = variable.firstIndex(of: "=") else { continue }
            let name = String(variable[..<equals])
            if environmentNames.contains(name) {
                environment[name] = String(variable[variable.index(after: equals)...])
            }
        }
        let configuration = ImageConfiguration(
            platform: ImagePlatform(
                os: fields.os ?? "", architecture: fields.architecture ?? "", variant: fields.variant?.nonEmpty),
            entrypoint: fields.config?.entrypoint ?? [], command: fields.config?.command ?? [],
            environment: environment)
        let history = (fields.history ?? []).map {
            Stored.Step(createdBy: $0.createdBy ?? "", isEmptyLayer: $0.isEmptyLayer ?? false)
        }
        return (configuration, Stored(diffIDs: diffIDs, history: history))
    }
}
