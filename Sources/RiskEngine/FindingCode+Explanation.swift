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
        case .settingsNotRead:
            "What names the server or the mode is stored where it was not read, so nothing can be said."
        case .namedStoreNotRead: "The settings name a trust store whose content was not read, so nothing can be said."
        case .unsupportedFormat: "The trust store was found and is of a format that is not read here."
        case .modeUnknown: "The mode decides whether anything is verified, and it could not be determined."
        case .storeForbidden: "The API server refused to show the object that holds the trust store."
        case .storeUnclear:
            "A certificate of the store could not be parsed here. Whether the client can, and what it then trusts, is not known."
        }
    }

    /// What to do about it, in general; a finding carries the steps for its own store.
    package var advice: String {
        switch self {
        case .pinnedOldIntermediate, .lacksNewRoot, .brokenAlready, .dropsToPlaintext, .pinsSomeNewIntermediates,
            .failsBeforeConnectsAfter, .pinnedServerCertificate, .pinnedNewIntermediates, .anchorExpiresBeforeHorizon:
            "add the roots that the service recommends, then remove every intermediate and server certificate"
        case .rootTrustedBesidePins: "remove the intermediates; the roots suffice"
        case .storeMissing: "mount the store where the settings say, or correct the path"
        case .invalidMode: "write a mode that the client knows"
        case .storeRefused: "write the roots as one clean PEM file, or in a format that the client reads"
        case .imageStoreNotRead, .certifiNotRead, .javaCacertsNotRead, .windowsStoreNotRead, .nodeListNotRead,
            .homeRootNotRead, .optionalStoreNotRead:
            "look at the store once, or rebuild with a current release"
        case .rootTrusted: "nothing"
        case .nothingValidated, .plaintext: "turn on full verification once the roots are in place"
        case .settingsNotRead, .namedStoreNotRead, .storeForbidden: "grant the missing right, or pass --secrets"
        case .unsupportedFormat: "convert the store to PEM or JKS"
        case .modeUnknown: "write the mode down where the scan can read it"
        case .storeUnclear: "remove or replace the entry that is named"
        }
    }
}
