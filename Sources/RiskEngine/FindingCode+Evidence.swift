extension FindingCode {
    /// What the rule rests on, a line each: a section of an RFC, a function of the client's source, or a row of the measurements
    /// over real clients.
    ///
    /// Measured rows are named `client · mode · how the store is given · store · chain: result`. Names of the laboratory: RootA,
    /// OldICA and NewICA stand for DigiCert Global Root G2, an old and a new intermediate; NewRoot for Microsoft TLS RSA Root G2,
    /// which RootA cross-signs; RootB for Microsoft RSA Root 2017. `noxs` chains leave the cross-signed bridge out.
    package var evidence: [String] {
        switch self {
        case .pinnedOldIntermediate:
            [
                Self.anyAnchor,
                "measured: pgjdbc 42.5 on JDK 17 · verify-full · sslrootcert · OldICA · old: TLS; · new: PKIX path building failed",
                "measured: pgx 5.10 · verify-full · sslrootcert · OldICA · old: TLS; · new: unknown authority",
                "measured: psql/libpq 15 · verify-full · sslrootcert · OldICA · old: certificate verify failed",
            ]
        case .lacksNewRoot:
            [
                "RFC 5280, section 6.1: a path must end at a trust anchor of the client's own",
                "measured: psql/libpq 15 · verify-full · sslrootcert · RootA · china_noxs: certificate verify failed",
                "measured: all 24 client builds · verify-full · RootA alone · china_noxs: none connects",
            ]
        case .dropsToPlaintext:
            [
                "PostgreSQL, src/interfaces/libpq/fe-connect.c, PQconnectPoll: prefer connects again without TLS after a failed handshake",
                "measured: psql/libpq 15 · default · home · RootA · china_noxs: plaintext; with a TLS-only server: fails",
                "measured: lib/pq 1.12 · prefer · home · OldICA · old: TLS; · new: plaintext",
            ]
        case .brokenAlready:
            [
                "OpenSSL, crypto/x509/x509_vfy.c, build_chain: without X509_V_FLAG_PARTIAL_CHAIN only a self-signed certificate ends a chain",
                "measured: psql/libpq 15 · verify-full · sslrootcert · OldICA and NewICA · new: certificate verify failed",
                "measured: node-postgres on Node 20 · ssl={ca} · ca · OldICA · old: UNABLE_TO_GET_ISSUER_CERT",
            ]
        case .storeMissing:
            [
                "PostgreSQL, src/interfaces/libpq/fe-secure-openssl.c, initialize_SSL: verify-ca and verify-full need the root file",
                "measured: psql/libpq 15 · verify-full · sslrootcert · missing · old: root certificate file does not exist",
                "measured: pgx 5.10, asyncpg and sqlx · require · sslrootcert · missing · old: fail; libpq, lib/pq and pgjdbc connect unverified",
            ]
        case .invalidMode:
            [
                "PostgreSQL, src/interfaces/libpq/fe-connect.c: an unknown sslmode is refused before anything is sent",
                "measured: psycopg 3/libpq 18 · require · sslrootcert=system: weak sslmode may not be used with sslrootcert=system",
                "measured: psql/libpq 15 · verify-all: invalid sslmode value",
            ]
        case .imageStoreNotRead:
            [
                "the rotation's risk matrix: custom container with baked-in certificates, high",
                "measured: pgx 5.10 · verify-full · operating system's store · RootA · old: TLS; the store's content decides",
            ]
        case .homeRootNotRead:
            [
                "PostgreSQL documentation, libpq, SSL support: verify-ca and verify-full read ~/.postgresql/root.crt",
                "measured: pgjdbc 42.5 on JDK 17 · ssl=true · none · old: could not open <home>/.postgresql/root.crt",
            ]
        case .pinsSomeNewIntermediates:
            [
                Self.anyAnchor,
                "validated with real certificates: OCSP 02 alone carries a leaf below OCSP 02 in Java and partial-chain OpenSSL, and no other",
            ]
        case .pinnedServerCertificate:
            [
                Self.anyAnchor,
                "measured: pgx 5.10 and pgjdbc 42.5 · verify-full · sslrootcert · the server's own certificate · old: TLS",
                "measured: psql/libpq 15 and Node 24 · the same: certificate verify failed",
            ]
        case .storeRefused:
            [
                "OpenSSL, crypto/x509/by_file.c, X509_load_cert_crl_file: one block that does not parse refuses the file",
                "measured: psql/libpq 15 · verify-full · sslrootcert · RootA, then a corrupt block · old: could not read root certificate file",
                "measured: pgjdbc 42.5 on JDK 17 · verify-full · sslrootcert · private key and RootA: fails; all others: TLS",
                "measured: every client but pgjdbc · verify-full · sslrootcert · RootA as DER: fails",
            ]
        case .lookAlikeRoot, .lookAlikeBesideRoot:
            [
                "RFC 5280, section 6.1.1 (d): an anchor is its name and its public key, both",
                "validated with real certificates: the 2017-07-26 edition of Microsoft RSA Root CA 2017 (same key, other name) carries no chain",
                "measured: psql/libpq 15 · verify-full · sslrootcert · an impostor of RootA, then RootA · old: TLS",
                "measured: sqlx · verify-full · sslrootcert · an impostor of RootA first: fails, as only the first certificate is read",
            ]
        case .anchorExpired:
            [
                "OpenSSL, crypto/x509/x509_vfy.c, internal_verify: the dates of every certificate are checked, the anchor's too",
                "Go, crypto/x509/verify.go, Certificate.isValid: the same for roots",
                "measured: psql/libpq 15 · verify-full · sslrootcert · expired RootA · old: certificate verify failed",
                "measured: psycopg2 with OpenSSL 1.0.2 · verify-full · sslrootcert · expired RootA, then valid RootA · old: certificate verify failed",
            ]
        case .weakSignature:
            [
                "RFC 8446, section 4.4.2.4: a certificate signed with MD5 must end the handshake, one signed with SHA-1 should",
                "OpenSSL, crypto/x509/x509_vfy.c, check_sig_level: the security level applies to every signature but the anchor's own",
                "JDK, conf/security/java.security, jdk.certpath.disabledAlgorithms: MD5, and SHA1 for TLS servers below a public root",
                "Go 1.18 release notes, crypto/x509: certificates signed with SHA-1 are rejected",
            ]
        case .weakKey:
            [
                "OpenSSL, crypto/x509/x509_vfy.c, check_key_level: RSA below 2048 bits fails at security level 2, Debian's default",
                "JDK, conf/security/java.security, jdk.certpath.disabledAlgorithms: RSA keySize < 1024",
            ]
        case .chainTooLong:
            [
                "RFC 5280, section 4.2.1.9: pathLenConstraint counts the intermediates that may follow",
                "JDK, sun.security.ssl, jdk.tls.client.maxInboundCertificateChainLength: ten certificates from a server at most",
                "JDK, java.security.cert.PKIXBuilderParameters.setMaxPathLength: five intermediates where it builds a path itself",
                "the new Azure chain is one certificate longer than the old one, which nginx refuses at its default proxy_ssl_verify_depth of 1",
            ]
        case .strictRule:
            [
                "CPython 3.13, Lib/ssl.py, create_default_context: VERIFY_X509_STRICT is set (python/cpython 107361)",
                "OpenSSL, crypto/x509/x509_vfy.c, check_extensions: key identifiers, key usage and basic constraints become duties",
                "RFC 5280, sections 4.2.1.1, 4.2.1.2, 4.2.1.3 and 4.2.1.9",
            ]
        case .bridgeNotSent, .bridgeNeeded:
            [
                "RFC 8446, section 4.4.2: a server sends every certificate but the anchor's; a client need not look for the others",
                "measured: psql/libpq 15 and pgx 5.10 · verify-full · sslrootcert · RootA · new_noxs: fail",
                "measured: psql/libpq 15 · verify-full · sslrootcert · RootA and cross-signed NewRoot · new_noxs: TLS",
                "Azure/azhpc-images, pull request 539: front ends of Azure that leave the bridge out",
            ]
        case .privateRoots:
            [
                "a rotation profile says with publiclyTrusted: false that no public list holds its roots",
                "measured: node-postgres on Node 24 · require · no store · old: UNABLE_TO_GET_ISSUER_CERT_LOCALLY (a private root, the built-in list)",
            ]
        case .pinnedNewIntermediates:
            [
                Self.anyAnchor,
                "Microsoft Learn, Azure Database for PostgreSQL, TLS: changes of intermediates are routine and not announced",
                "measured: pgx 5.10 and pgjdbc 42.5 · verify-full · sslrootcert · cross-signed NewRoot · new: TLS; libpq and Node: fail",
            ]
        case .anchorExpiresBeforeHorizon:
            [
                "RFC 5280, section 4.1.2.5: validity of a certificate",
                "measured: all clients but those on Java · verify-full · expired RootA · old: fail",
            ]
        case .certifiNotRead:
            [
                "the rotation's risk matrix: Python with certifi, medium",
                "certifi 2026.10.18 holds DigiCert Global Root G2, and no longer DigiCert Global Root CA",
            ]
        case .javaCacertsNotRead:
            [
                "the rotation's risk matrix: Java with the JRE's cacerts, medium",
                "JDK-8304760: the Microsoft roots came with 8u381, 11.0.20 and 17.0.8; DigiCert Global Root G2 was there long before",
                "measured: pgjdbc 42.5 with DefaultJavaSSLFactory · verify-full · cacerts with RootA · old: TLS",
            ]
        case .windowsStoreNotRead: ["the rotation's risk matrix: .NET on Windows; Windows updates its roots by itself"]
        case .failsBeforeConnectsAfter:
            [
                "validated with real certificates: self-signed Microsoft TLS RSA Root G2 carries the new chain and not the old one",
                "measured: psql/libpq 15 · verify-full · sslrootcert · self-signed NewRoot · new: TLS",
            ]
        case .rootTrusted:
            [
                "RFC 5280, section 6.1: the path ends at a trust anchor",
                "measured: all 24 client builds · verify-full · RootA · old and new: TLS",
            ]
        case .rootTrustedBesidePins:
            [
                "validated with real certificates: DigiCert Global Root G2 beside Issuing CA 04 carries old and new chains everywhere",
                "measured: psql/libpq 15 · verify-full · sslrootcert · RootA and cross-signed NewRoot · new: TLS",
            ]
        case .nothingValidated:
            [
                "measured: pgjdbc 42.5 on JDK 17 · require · sslrootcert · RootB · old: TLS",
                "measured: psql/libpq 15 · require · sslrootcert · missing · old: TLS, nothing verified",
                "measured: asyncpg on Python 3.11, pgx 5.10 · prefer · home · RootB · old: TLS",
            ]
        case .plaintext:
            [
                "measured: psqlpy · prefer · no store · old: plaintext",
                "measured: psycopg 3/libpq 18 · prefer · home · RootB · old: plaintext",
            ]
        case .nodeListNotRead:
            [
                "Node, src/node_root_certs.h: the list of Mozilla's roots that is compiled in",
                "measured: node-postgres on Node 24 · require · no store: the built-in list alone decides",
            ]
        case .optionalStoreNotRead:
            [
                "PostgreSQL, src/interfaces/libpq/fe-secure-openssl.c, initialize_SSL: a root file that exists turns verification on",
                "measured: psql/libpq 15 · prefer · home · RootB · old: plaintext; without the file: TLS",
            ]
        case .trustedBlock:
            [
                "OpenSSL, crypto/pem: BEGIN TRUSTED CERTIFICATE carries trust settings behind the certificate",
                "measured: psql/libpq 15 · verify-full · sslrootcert · OldICA as TRUSTED for servers · old: TLS",
                "measured: pgx 5.10, pgjdbc 42.5 and sqlx · the same: fail; a block without settings is read by Java, not by Go and sqlx",
            ]
        case .duplicates: ["measured: every client that was asked · verify-full · sslrootcert · RootA twice · old: TLS"]
        case .otherEdition:
            [
                "RFC 5280, section 6.1.1 (d): an anchor is its name and its public key; the rest of its certificate may differ",
                "validated with real certificates: GTS Root R1 to R4, two self-signed editions each, the same name and key",
            ]
        case .expiredCopy:
            [
                "measured: psql/libpq 15, Go and Node · verify-full · sslrootcert · expired RootA, then valid RootA: TLS",
                "measured: psycopg2 with OpenSSL 1.0.2 · the same: certificate verify failed",
            ]
        case .sha1Root:
            [
                "RFC 8446, section 4.4.2.2: anchors are not validated as part of the chain and may be signed with any algorithm",
                "Azure/azure-postgresql 112 and keycloak 17320: Java under a crypto policy without SHA-1 rejects DigiCert Global Root CA",
            ]
        case .expiredAnchorAccepted:
            [
                "RFC 5280, section 6.1: the anchor's own certificate is not part of the path that is validated",
                "measured: pgjdbc 42.5 on JDK 17 and 25 · verify-full · sslrootcert · expired RootA · old and new: TLS",
            ]
        case .settingsNotRead, .modeUnknown:
            [
                "measured: psycopg 3/libpq 18 · home · RootB · old: require fails, prefer drops to plaintext; the mode decides"
            ]
        case .namedStoreNotRead, .storeForbidden:
            [
                "measured: libpq · verify-full · sslrootcert · old: connects with RootA, fails with RootB; only the content tells"
            ]
        case .unsupportedFormat:
            [
                "measured: DER and PKCS #7 are read by pgjdbc alone, PKCS #12 and JKS by Java's key stores alone",
                "measured: pgjdbc with DefaultJavaSSLFactory · a PKCS #12 without Java's trust attribute: nothing in it is trusted",
            ]
        case .storeUnclear:
            [
                "measured: RootA, then a corrupt block · old: libpq and Java refuse the file, Node keeps what came before, Go skips the block"
            ]
        case .storeNotSearched:
            ["RFC 4158, section 2.4: many certificates of one name make the number of paths grow without bound"]
        case .serverNotInProfile:
            ["the certificates of the Amazon RDS bundle: every region has G1 roots of its own, self-signed"]
        }
    }

    private static let anyAnchor = """
        Java (sun.security.validator.PKIXValidator), Go (crypto/x509/verify.go) and OpenSSL with X509_V_FLAG_PARTIAL_CHAIN end a chain \
        at any certificate of the store
        """
}
