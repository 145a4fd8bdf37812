/// Where the bytes of a trust store are.
package indirect enum TrustStoreLocation: Hashable, Sendable {
    case configMap(namespace: String, name: String, key: String)
    case secret(namespace: String, name: String, key: String)
    case clusterTrustBundle(name: String)
    /// Every ClusterTrustBundle of a signer whose labels match, as one file; `labels` in kubectl's notation, empty for all.
    case clusterTrustBundles(signer: String, labels: String)
    /// A file of the container's image, or one written at run time: the API does not show it.
    case container(ContainerID, path: String)
    /// The content itself, where a setting or a command holds it; `origin` says where, for the report.
    case literal(text: String, origin: String)
    /// A file that is made while the pod starts, out of what the API does not show; `how` is such as
    /// `that container setup downloads from certs.example`.
    case written(how: String)
    /// What a command makes of other files, one after the other.
    case made(FileMaking, of: [TrustStoreLocation])

    /// For the report, such as `ConfigMap pay/db-ca ca.pem`.
    package var words: String {
        switch self {
        case .configMap(let namespace, let name, let key): "ConfigMap \(namespace)/\(name) \(key)"
        case .secret(let namespace, let name, let key): "Secret \(namespace)/\(name) \(key)"
        case .clusterTrustBundle(let name): "ClusterTrustBundle \(name)"
        case .clusterTrustBundles(let signer, let labels):
            "ClusterTrustBundles of \(signer)\(labels.isEmpty ? "" : " with \(labels)")"
        case .container(_, let path): "image file \(path)"
        case .literal(_, let origin): origin
        case .written(let how): "a file \(how)"
        case .made(_, let parts): parts.first?.words ?? "an empty file"
        }
    }

    /// What people change to change the file: that which a command copied or converted, not its result.
    package var source: TrustStoreLocation { leaves.first ?? self }

    /// Everything that it is made of, or itself.
    package var leaves: [TrustStoreLocation] {
        guard case .made(_, let parts) = self else { return [self] }
        return parts.flatMap(\.leaves)
    }
}

/// What a command makes of files, where it is more than a copy.
package enum FileMaking: Hashable, Sendable {
    /// `base64 -d`.
    case decodedBase64
    /// `\n` as line ends: `printf`, `echo -e`.
    case resolvedEscapes
    /// The first certificate alone, as PEM: `openssl x509`, and what `keytool -importcert` takes of a file.
    case firstCertificate
    /// A Java key store of all their certificates: `keytool`.
    case keyStore(KeyStoreKind)

    package enum KeyStoreKind: Hashable, Sendable {
        case jks
        /// A client that gives no password sees none of its certificates.
        case pkcs12
        /// As the store that was there before: the first of the files.
        case likeTheFirst
    }
}
