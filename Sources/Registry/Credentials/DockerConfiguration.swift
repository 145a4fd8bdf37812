internal import FoundationEssentials

/// docker's `config.json`, which is also a pull secret's `.dockerconfigjson`; and the older `.dockercfg`, its `auths` alone.
struct DockerConfiguration: Sendable {
    var entries: [(key: String, credential: RegistryCredential)] = []
    /// By registry: the helper's name.
    var helpers: [String: String] = [:]
    var defaultHelper: String?

    private struct Fields: Decodable {
        var auths: [String: Entry]?
        var credHelpers: [String: String]?
        var credsStore: String?
    }

    private struct Entry: Decodable {
        var auth: String?
        var username: String?
        var password: String?
        var identityToken: String?
        var registryToken: String?

        enum CodingKeys: String, CodingKey {
            case auth, username, password
            case identityToken = "identitytoken"
            case registryToken = "registrytoken"
        }
    }

    /// Reads either form; `source` is where the bytes are from, for errors.
    init(_ bytes: [UInt8], isLegacy: Bool, source: String) throws(RegistryError) {
        func malformed(_ reason: String) -> RegistryError { .malformedCredentials(source: source, reason: reason) }
        let auths: [String: Entry]
        if isLegacy {
            guard let decoded = try? JSONDecoder().decode([String: Entry].self, from: Data(bytes)) else {
                throw malformed("it is not JSON of the form that is expected")
            }
            auths = decoded
        } else {
            guard let decoded = try? JSONDecoder().decode(Fields.self, from: Data(bytes)) else {
                throw malformed("it is not JSON of the form that is expected")
            }
            auths = decoded.auths ?? [:]
            helpers = (decoded.credHelpers ?? [:]).filter { !$0.value.isEmpty }
            defaultHelper = decoded.credsStore?.nonEmpty
        }
        for (key, entry) in auths.sorted(by: { $0.key < $1.key }) {
            guard let credential = try Self.credential(entry, malformed) else { continue }
            entries.append((key, credential))
        }
    }

    /// - Returns: nil where the entry is empty, as docker leaves it where a helper keeps the credential.
    private static func credential(
        _ entry: Entry, _ malformed: (String) -> RegistryError
    ) throws(RegistryError) -> RegistryCredential? {
        if let token = entry.identityToken?.nonEmpty {
            return RegistryCredential(kind: .identityToken(Confidential(token)))
        }
        if let token = entry.registryToken?.nonEmpty {
            return RegistryCredential(kind: .registryToken(Confidential(token)))
        }
        if let auth = entry.auth?.nonEmpty {
            guard let pair = Base64Text.decode(auth), let colon = pair.firstIndex(of: UInt8(ascii: ":")) else {
                throw malformed("an entry's auth is not user:password in base64")
            }
            // docker pads the password with zero bytes in some versions.
            var password = pair[pair.index(after: colon)...]
            while password.last == 0 { password.removeLast() }
            return RegistryCredential(
                kind: .password(
                    username: String(decoding: pair[..<colon], as: UTF8.self),
                    Confidential(String(decoding: password, as: UTF8.self))))
        }
        guard let username = entry.username?.nonEmpty else { return nil }
        return RegistryCredential(kind: .password(username: username, Confidential(entry.password ?? "")))
    }
}
