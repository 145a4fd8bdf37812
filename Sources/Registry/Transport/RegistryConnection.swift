import Synchronization

/// What the sessions of one client share.
final class RegistryConnection: Sendable {
    let transport: any RegistryTransport
    let settings: CurlSettings
    let options: RegistryOptions
    let tokens = TokenStore()
    let credentialAnswers = CredentialAnswers()
    let pace: RetryPace
    /// By host: whether it speaks TLS, where it might not.
    private let addresses = Mutex<[String: RegistryAddress]>([:])

    init(
        _ options: RegistryOptions, _ environment: RegistryEnvironment, transport: (any RegistryTransport)? = nil,
        pace: RetryPace = RetryPace()
    ) {
        self.options = options
        self.pace = pace
        settings = CurlSettings(options, environment)
        self.transport = transport ?? CurlRegistryTransport(settings)
    }

    func known(_ host: String) -> RegistryAddress? { addresses.withLock { $0[host] } }
    func remember(_ address: RegistryAddress, for host: String) { addresses.withLock { $0[host] = address } }
}
