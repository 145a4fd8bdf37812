/// The transport over libcurl: one connection pool, HTTP/2 where the server offers it, any number of requests at once.
///
/// Redirects are not followed: they would carry the credential to another host.
package final class CurlTransport: HTTPTransport {
    private let driver = CurlDriver()
    private let settings: TransportSettings

    package init(_ settings: TransportSettings) {
        self.settings = settings
        driver.start()
    }

    deinit { driver.stop() }

    package func send(_ request: HTTPRequest) async throws(KubernetesError) -> HTTPResponse {
        let (driver, settings) = (driver, settings)
        let id = driver.nextID()
        let result: Result<HTTPResponse, KubernetesError> = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                driver.submit(
                    CurlOrder(id: id, request: request, settings: settings) { continuation.resume(returning: $0) })
            }
        } onCancel: {
            driver.cancel(id)
        }
        return try result.get()
    }
}

/// What every request to one server shares.
package struct TransportSettings: Sendable {
    package var server: ServerAddress
    /// PEM. Where it is given, nothing else is trusted; where it is nil, the system's store is.
    package var certificateAuthority: [UInt8]?
    package var isInsecure: Bool
    /// The name in the server's certificate, where it is not the host's.
    package var tlsServerName: String?
    /// A URL: http, https or socks5.
    package var proxy: Confidential<String>?
    /// Seconds for a whole request; nil for no limit.
    package var requestTimeout: Double?

    package init(
        server: ServerAddress, certificateAuthority: [UInt8]? = nil, isInsecure: Bool = false,
        tlsServerName: String? = nil, proxy: String? = nil, requestTimeout: Double? = nil
    ) {
        self.server = server
        self.certificateAuthority = certificateAuthority
        self.isInsecure = isInsecure
        self.tlsServerName = tlsServerName
        self.proxy = proxy.map(Confidential.init)
        self.requestTimeout = requestTimeout
    }
}
