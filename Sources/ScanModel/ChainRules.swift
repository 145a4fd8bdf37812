/// How a TLS stack decides whether a chain is good.
package struct ChainRules: Hashable, Sendable, Codable {
    /// Which certificates of a store end a chain.
    package enum Anchors: String, Hashable, Sendable, Codable {
        /// Only self-signed ones: OpenSSL's default.
        case selfSigned
        /// Any, leaf included: Java, Go, GnuTLS, OpenSSL with `X509_V_FLAG_PARTIAL_CHAIN`.
        case any
    }

    /// Whose search for a path is followed. They differ where the store holds alternatives: some look at every path, some commit
    /// to the first issuer that fits.
    package enum PathBuilding: String, Hashable, Sendable, Codable {
        /// OpenSSL 1.1.0 and later (`crypto/x509/x509_vfy.c`).
        case openSSL
        /// OpenSSL 1.0.2: an expired issuer in the store is chosen over a valid one.
        case openSSL102
        /// The PKIX builder of the JDK (`sun.security.provider.certpath`).
        case java
        /// Go's `crypto/x509`.
        case go
        /// .NET's X509Chain.
        case dotNet
    }

    /// Whose code reads the store's file: which forms it sees, and what one bad block does
    /// (clients.md, "File forms" and finding 11).
    package enum FileReader: String, Hashable, Sendable, Codable, CaseIterable {
        /// PEM alone; one bad block and the whole file is refused: `X509_load_cert_crl_file` of OpenSSL 3.
        case openSSL
        /// The same of OpenSSL before 3.0, which loses a certificate that follows a byte order mark.
        case openSSL1
        /// The first certificate of a PEM file: `PEM_read_bio_X509` called once (sqlx with native-tls).
        case firstPEM
        /// PEM alone; keeps what stands before the first bad block.
        case node
        /// The same of `NODE_EXTRA_CA_CERTS`, where TRUSTED CERTIFICATE blocks are not seen (measured with Node 20 to 24).
        case nodeExtra
        /// PEM without private keys, DER, PKCS #7; one bad block and the whole file is refused: Java's `CertificateFactory`.
        case java
        /// The same of JDK 25, which drops a last block that is cut off.
        case java25
        /// JKS, PKCS #12 and other key stores, never PEM: `javax.net.ssl.trustStore`.
        case javaKeyStore
        /// PEM alone; skips what it cannot parse.
        case go
        /// PEM and DER.
        case dotNet
    }

    package var anchors: Anchors
    package var pathBuilding: PathBuilding
    /// `X509_V_FLAG_X509_STRICT`: the RFC 5280 rules that OpenSSL leaves out by default (Python's default context from 3.13).
    package var isStrict: Bool
    /// False where an anchor's own dates are not looked at (Java's PKIX builder).
    package var checksAnchorDates: Bool
    /// True for OpenSSL 1.1 at security level 1, upstream's default: an intermediate signed with SHA-1 will do.
    package var acceptsSHA1 = false
    package var reader: FileReader

    package init(
        anchors: Anchors, pathBuilding: PathBuilding = .openSSL, isStrict: Bool = false, checksAnchorDates: Bool = true,
        reader: FileReader = .openSSL
    ) {
        self.anchors = anchors
        self.pathBuilding = pathBuilding
        self.isStrict = isStrict
        self.checksAnchorDates = checksAnchorDates
        self.reader = reader
    }

    /// OpenSSL 3 without flags: libpq, Python before 3.13 …
    package static let openSSL = ChainRules(anchors: .selfSigned)
    /// OpenSSL 1.1.0 and 1.1.1 without flags.
    package static let openSSL11 = ChainRules(anchors: .selfSigned, reader: .openSSL1)
    /// The same as upstream builds it, without a distribution's security level 2.
    package static let openSSL11Upstream = {
        var rules = openSSL11
        rules.acceptsSHA1 = true
        return rules
    }()
    /// OpenSSL 1.0.2 without flags.
    package static let openSSL102 = ChainRules(anchors: .selfSigned, pathBuilding: .openSSL102, reader: .openSSL1)
    /// OpenSSL with `X509_V_FLAG_PARTIAL_CHAIN`: curl, `openssl s_client -partial_chain`.
    package static let openSSLPartialChain = ChainRules(anchors: .any)
    /// Python's default context from 3.13: partial chain and strict.
    package static let python313 = ChainRules(anchors: .any, isStrict: true)
    /// OpenSSL of which only the first certificate of the file is used: sqlx with native-tls.
    package static let openSSLFirst = ChainRules(anchors: .selfSigned, reader: .firstPEM)
    /// Node: OpenSSL with a reader of its own.
    package static let node = ChainRules(anchors: .selfSigned, reader: .node)
    /// Node with `allowPartialTrustChain`.
    package static let nodePartialChain = ChainRules(anchors: .any, reader: .node)
    /// Java's PKIX builder over a file of certificates.
    package static let java = ChainRules(anchors: .any, pathBuilding: .java, checksAnchorDates: false, reader: .java)
    /// The same on JDK 25.
    package static let java25 = ChainRules(
        anchors: .any, pathBuilding: .java, checksAnchorDates: false, reader: .java25)
    /// Java's PKIX builder over a KeyStore.
    package static let javaKeyStore = ChainRules(
        anchors: .any, pathBuilding: .java, checksAnchorDates: false, reader: .javaKeyStore)
    /// Go's crypto/x509.
    package static let go = ChainRules(anchors: .any, pathBuilding: .go, reader: .go)
    /// .NET's X509Chain with CustomRootTrust or the platform store: an anchor must be self-signed.
    package static let dotNet = ChainRules(anchors: .selfSigned, pathBuilding: .dotNet, reader: .dotNet)
}
