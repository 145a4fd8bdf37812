/// A command that hands out credentials: `kubelogin`, `aws`, `gke-gcloud-auth-plugin`.
package struct ExecPlugin: Sendable, Hashable {
    static let apiVersions = ["client.authentication.k8s.io/v1", "client.authentication.k8s.io/v1beta1"]
    static let extensionName = "client.authentication.k8s.io/exec"

    package enum InteractiveMode: String, Sendable {
        case never = "Never"
        case ifAvailable = "IfAvailable"
        case always = "Always"
    }

    var apiVersion: String
    /// A bare name for `PATH`, or a path.
    var command: String
    var arguments: [String]
    /// May hold a service principal's secret.
    var variables: Confidential<[String: String]>
    var installHint: String?
    var providesClusterInfo: Bool
    var interactiveMode: InteractiveMode
}

/// What a plugin answered. Its text never leaves this type but as a request's header or client certificate.
struct ExecCredential: Sendable {
    var token: Confidential<String>?
    var identity: ClientIdentity?
    /// Seconds since 1970; nil for as long as the program runs.
    var expiry: Double?
}

/// What a plugin is told through `KUBERNETES_EXEC_INFO` (the API's types, client.authentication.k8s.io/v1).
struct ExecInfo: Encodable {
    var apiVersion: String
    var kind = "ExecCredential"
    var spec: Spec

    struct Spec: Encodable {
        var cluster: Cluster?
        var interactive: Bool
    }

    struct Cluster: Encodable {
        var server: String
        var tlsServerName: String?
        var insecureSkipTLSVerify: Bool?
        var certificateAuthorityData: String?
        var proxyURL: String?
        var config: JSONValue?

        enum CodingKeys: String, CodingKey {
            case server, config
            case tlsServerName = "tls-server-name"
            case insecureSkipTLSVerify = "insecure-skip-tls-verify"
            case certificateAuthorityData = "certificate-authority-data"
            case proxyURL = "proxy-url"
        }
    }
}

/// The shape of a plugin's answer.
struct ExecAnswer: Decodable {
    var apiVersion: String?
    var kind: String?
    var status: Status?

    struct Status: Decodable {
        var token: String?
        var clientCertificateData: String?
        var clientKeyData: String?
        var expirationTimestamp: String?
    }
}
