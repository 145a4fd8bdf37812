/// The tokens that were granted, each for one repository and one credential, for as long as they hold.
actor TokenStore {
    struct Key: Hashable, Sendable {
        var server: String
        var repository: String
        var credential: RegistryCredential?
    }

    private struct Token {
        var authorization: Confidential<String>
        /// Seconds since 1970.
        var expiry: Double
    }

    private var tokens: [Key: Token] = [:]
    /// Before the end, so that a token does not end on its way.
    private static let margin = 10.0

    func authorization(_ key: Key, now: Double) -> Confidential<String>? {
        guard let token = tokens[key], now < token.expiry - Self.margin else { return nil }
        return token.authorization
    }

    func keep(_ authorization: Confidential<String>, for key: Key, until expiry: Double) {
        tokens[key] = Token(authorization: authorization, expiry: expiry)
    }

    func forget(_ key: Key) { tokens[key] = nil }
}
