extension FindingCode {
    /// What the code means and what it rests on: the text of `explain`.
    package var explanation: String {
        switch self {
        case .pinnedOldIntermediate:
            """
            The store holds an intermediate of the old chain and no root that carries the new one. Java, Go, curl and Python
            from 3.13 take any certificate of a store as an anchor, so this works until the server's chain changes, and then
            every connection fails. Adding the new intermediate instead of a root repeats the outage at the next change.
            """
        case .lacksNewRoot:
            "The client verifies the server, and no certificate of its store carries the chain served after the rotation."
        case .dropsToPlaintext:
            """
            The client prefers TLS and falls back. With a root file present libpq and lib/pq 1.12 verify in prefer too; when
            that fails they connect again without TLS, silently. A server that insists on TLS refuses them: an outage.
            """
        case .brokenAlready:
            """
            Neither the old nor the new chain ends in this store, for this client. The connection should be failing today:
            either it is, or the client that really runs is another one than the settings say.
            """
        case .storeMissing:
            "The client verifies the server against a file that is certain not to exist, and fails without it."
        case .invalidMode: "The client does not know or does not allow this mode, and refuses to connect at all."
        case .imageStoreNotRead:
            """
            The client verifies against the certificates baked into its image, which were not looked at. An image that is
            not rebuilt keeps the roots of the day it was made: high until shown otherwise.
            """
        case .homeRootNotRead:
            """
            The client verifies against a root file in its home folder. Somebody put it there by hand, and it was not looked
            at: high until shown otherwise.
            """
        case .pinsSomeNewIntermediates:
            "The store carries some of the chains that may be served after the rotation and not all of them."
        case .pinnedServerCertificate:
            "The store holds a server certificate and no root: it breaks at that certificate's next renewal at the latest."
        case .storeRefused:
            """
            The file is there and the client does not load it: a damaged block makes OpenSSL and Java refuse a whole PEM
            file, only Java and .NET read DER, and pgjdbc refuses a PEM file with a private key in it.
            """
        case .lookAlikeRoot:
            """
            The store holds a certificate with the common name of a root of this rotation, and with another full name or another
            key. Chains are built by full name and key, so it carries nothing. Two such certificates of Microsoft's 2017 roots are
            about; compare SHA-256 fingerprints, never names.
            """
        case .anchorExpired:
            """
            A path ends at a certificate of the store, and that certificate is no longer valid. All clients but those on Java look
            at an anchor's dates. OpenSSL 1.0.2 even prefers an expired copy of a root to a valid one beside it.
            """
        case .weakSignature:
            """
            A certificate of the path is signed with an algorithm that this client no longer accepts: MD5 nowhere, SHA-1 not in Go,
            nor in OpenSSL at security level 2. An anchor's own signature does not count.
            """
        case .weakKey:
            "A certificate of the path has a key that is shorter than this client accepts, RSA with less than 2048 bits mostly."
        case .chainTooLong:
            """
            The path has more certificates than one of them allows (its path length constraint), or than the client follows: Java
            takes ten from a server, and five intermediates where it has to find a path itself; nginx counts from a setting.
            """
        case .strictRule:
            """
            The client holds to rules of RFC 5280 that others leave out, as Python's default context does from 3.13: key
            identifiers, key usage and critical basic constraints must be there. Many private authorities leave them out.
            """
        case .bridgeNotSent:
            """
            The store's root carries the new chain through a cross-signed certificate, the bridge, and some servers do not send it.
            No client looks for it elsewhere. The bridge in the store beside its root, or its self-signed edition, closes the gap.
            """
        case .privateRoots:
            """
            The client verifies against the list of public roots that comes with its runtime, and the service's roots are private:
            no such list holds them. Unless somebody added them, nothing connects.
            """
        case .pinnedNewIntermediates:
            "It survives this rotation by intermediates that change without notice. Only roots are announced."
        case .anchorExpiresBeforeHorizon:
            "It survives this rotation, and the anchor that carries it expires before the next change is forced."
        case .certifiNotRead: "certifi has held the roots for years, and changes only when the package is upgraded."
        case .javaCacertsNotRead: "A JRE's cacerts changes only with the JRE; current releases hold the roots."
        case .windowsStoreNotRead:
            "Windows updates its store by itself unless a policy forbids it, which cannot be seen here."
        case .failsBeforeConnectsAfter:
            "It is prepared for the new chain and not for the old one, which some servers may still send."
        case .rootTrusted: "Every chain before and after the rotation ends at a root of its store."
        case .rootTrustedBesidePins:
            "A root carries it. The intermediates beside the root are not needed and will mislead at the next change."
        case .nothingValidated:
            """
            It encrypts and does not check whom it talks to, so no rotation can break it, and anybody on the path can read
            along. Verification needs the roots first.
            """
        case .plaintext:
            "It connects without TLS, so no rotation can break it, and everybody on the path can read along."
        case .nodeListNotRead: "The list compiled into Node holds the public roots in every release still supported."
        case .optionalStoreNotRead:
            """
            In prefer, allow and require libpq verifies if and only if its root file exists. The file is in the image or the
            home folder and was not looked at. Without it, nothing is verified and nothing breaks.
            """
        case .bridgeNeeded:
            """
            The root in the store did not sign the new intermediates itself: a cross-signed certificate that the server sends leads
            there. That is as announced and works everywhere; a server that forgets it is refused (TS118).
            """
        case .trustedBlock:
            """
            The anchor stands in a BEGIN TRUSTED CERTIFICATE block. OpenSSL alone reads the trust settings in it, and by them it
            even takes an intermediate as an anchor. Other clients skip the block or refuse the file.
            """
        case .duplicates:
            "The same certificate is there more than once. No client minds; the file was likely put together by hand."
        case .otherEdition:
            """
            The anchor is not the certificate that the service recommends, and has its name and its key: a chain ends there just as
            well. Comparing fingerprints alone would call it missing.
            """
        case .expiredCopy:
            """
            An expired certificate lies beside a valid one of the same name and key. OpenSSL from 1.1.0, Go and Java take the valid
            one; OpenSSL 1.0.2 takes the expired one and fails (TS113).
            """
        case .lookAlikeBesideRoot:
            """
            A certificate of the store has the common name of a root of this rotation and another full name or key. It carries
            nothing and does no harm, except in a client that reads one certificate alone. Do not rely on it.
            """
        case .sha1Root:
            """
            The root's signature over itself was made with SHA-1. Nobody verifies it, since the root is trusted as it stands, but a
            crypto policy that forbids SHA-1 (RHEL's, applied to Java) rejects such a root all the same.
            """
        case .expiredAnchorAccepted:
            """
            The anchor is past its end, and Java's path builder does not look at an anchor's dates. Any other client on the same
            store fails.
            """
        case .settingsNotRead:
            "What names the server or the mode is stored where it was not read, so nothing can be said."
        case .namedStoreNotRead: "The settings name a trust store whose content was not read, so nothing can be said."
        case .unsupportedFormat: "The trust store was found and is of a format that is not read here."
        case .modeUnknown: "The mode decides whether anything is verified, and it could not be determined."
        case .storeForbidden: "The API server refused to show the object that holds the trust store."
        case .storeUnclear:
            "A certificate of the store could not be parsed here. Whether the client can, and what it then trusts, is not known."
        case .storeNotSearched:
            "So many certificates of the store share names and keys that the search for a path was given up."
        case .serverNotInProfile:
            """
            The rotation gives each region chains of its own, and the profile holds none for this server's region: nothing can be
            said of it.
            """
        }
    }

    /// What to do about it, in general; a finding carries the steps for its own store.
    package var advice: String {
        switch self {
        case .pinnedOldIntermediate, .lacksNewRoot, .brokenAlready, .dropsToPlaintext, .pinsSomeNewIntermediates,
            .failsBeforeConnectsAfter, .pinnedServerCertificate, .pinnedNewIntermediates, .anchorExpiresBeforeHorizon,
            .privateRoots:
            "add the roots that the service recommends, then remove every intermediate and server certificate"
        case .rootTrustedBesidePins: "remove the intermediates; the roots suffice"
        case .lookAlikeRoot, .lookAlikeBesideRoot: "replace it by the real root, known by its SHA-256 fingerprint"
        case .anchorExpired, .expiredCopy, .expiredAnchorAccepted:
            "remove the expired certificate; add the roots that the service recommends"
        case .weakSignature, .weakKey:
            "end the chain at a recommended root, or lower the client's security level for this server alone"
        case .chainTooLong: "trust a certificate that stands nearer to the server, or raise the client's limit"
        case .strictRule: "have the certificate issued anew, or leave VERIFY_X509_STRICT out of the client's context"
        case .bridgeNotSent: "add the bridge's self-signed edition, or the bridge itself beside its root"
        case .bridgeNeeded: "nothing; for servers that forget the bridge add its self-signed edition"
        case .trustedBlock: "write it as BEGIN CERTIFICATE, which every client reads"
        case .duplicates: "remove one of them when convenient"
        case .otherEdition, .sha1Root: "nothing, as long as it is trusted"
        case .storeMissing: "mount the store where the settings say, or correct the path"
        case .invalidMode: "write a mode that the client knows"
        case .storeRefused: "write the roots as one clean PEM file, or in a format that the client reads"
        case .imageStoreNotRead, .certifiNotRead, .javaCacertsNotRead, .windowsStoreNotRead, .nodeListNotRead,
            .homeRootNotRead, .optionalStoreNotRead:
            "fetch the store and ask: trustsweep assess --store FILE --client NAME --sslmode MODE; or rebuild on a current release"
        case .rootTrusted: "nothing"
        case .nothingValidated, .plaintext: "turn on full verification once the roots are in place"
        case .settingsNotRead, .namedStoreNotRead, .storeForbidden: "grant the missing right, or pass --secrets"
        case .unsupportedFormat: "convert the store to PEM or JKS"
        case .storeNotSearched: "write the recommended roots as one PEM file, nothing else in it"
        case .serverNotInProfile: "write a profile for the region and pass it with --rotation FILE"
        case .modeUnknown: "write the mode down where the scan can read it"
        case .storeUnclear: "remove or replace the entry that is named"
        }
    }
}
