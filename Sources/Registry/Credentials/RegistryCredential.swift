/// What a registry is told about who asks. Nothing of it can be printed.
struct RegistryCredential: Sendable, Hashable {
    enum Kind: Sendable, Hashable {
        case password(username: String, Confidential<String>)
        /// A refresh token of the registry's authorization server (docker's `identitytoken`).
        case identityToken(Confidential<String>)
        /// Sent to the registry as it is (docker's `registrytoken`).
        case registryToken(Confidential<String>)
    }

    var kind: Kind

    /// The value of `Authorization` for HTTP Basic (RFC 7617); nil for a credential that is no password.
    var basic: Confidential<String>? {
        guard case .password(let username, let password) = kind else { return nil }
        return Confidential("Basic \(Base64Text.encode(Array("\(username):\(password.value)".utf8)))")
    }
}
