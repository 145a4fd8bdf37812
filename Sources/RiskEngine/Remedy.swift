import ScanModel

/// The smallest fix of one finding, in the words of its own store.
struct Remedy {
    let code: FindingCode
    let client: TLSClient
    /// The store that decided.
    let store: StoreEvidence?
    /// The roots to add to that store; empty where it holds them all, or was not read.
    let missingRoots: [String]
    /// The fewest roots that carry every chain.
    let roots: [String]

    /// The fix first; for `unknown` the one thing that would settle it.
    var steps: [String] {
        switch code {
        case .pinnedOldIntermediate, .pinsSomeNewIntermediates, .pinnedNewIntermediates, .pinnedServerCertificate:
            [addRoots, "then remove the intermediates and server certificates from it: they change without notice"]
        case .lacksNewRoot, .dropsToPlaintext, .brokenAlready, .failsBeforeConnectsAfter, .anchorExpiresBeforeHorizon:
            [addRoots]
        case .lookAlikeRoot: [addRoots, "then remove the look-alike from it: it carries nothing"]
        case .anchorExpired where missingRoots.isEmpty: ["remove the expired certificate from \(place)\(restart)"]
        case .anchorExpired: [addRoots, "then remove the expired certificate from it"]
        case .bridgeNotSent:
            ["add the bridge's own self-signed edition to \(place) beside its root: not every server sends the bridge"]
        case .weakSignature, .weakKey:
            missingRoots.isEmpty
                ? ["ask for a chain of today's strength, or lower the client's security level for this server alone"]
                : [addRoots]
        case .chainTooLong:
            ["add a certificate that stands nearer to the server to \(place) as an anchor, or raise the client's limit"]
        case .strictRule:
            ["leave VERIFY_X509_STRICT out of the client's context, or have the certificate issued anew"]
        case .storeMissing: ["provide a file with \(rootNames) at \(path ?? "the path that the settings name")"]
        case .storeRefused: ["write \(rootNames) as one PEM file to \(place), nothing else in it\(restart)"]
        case .invalidMode: ["set a mode that \(client.name) knows, such as verify-full"]
        case .imageStoreNotRead:
            ["rebuild the image on a current base, or mount \(rootNames) as a file and name it in the settings"]
        case .privateRoots: ["mount \(rootNames) as a file and name it in the settings"]
        case .homeRootNotRead: ["mount \(rootNames) from a ConfigMap and name the file in the settings"]
        case .certifiNotRead: ["upgrade certifi: pip install --upgrade certifi, then rebuild the image"]
        case .javaCacertsNotRead: ["check that the JRE's cacerts holds \(rootNames), or update the JRE"]
        case .windowsStoreNotRead: ["check that the Windows store holds \(rootNames)"]
        case .nodeListNotRead, .rootTrusted, .bridgeNeeded, .trustedBlock, .duplicates, .otherEdition, .expiredCopy,
            .lookAlikeBesideRoot, .sha1Root, .expiredAnchorAccepted:
            []
        case .rootTrustedBesidePins: ["remove the intermediates from \(place) when convenient"]
        case .optionalStoreNotRead: ["name a root file with \(rootNames) in the settings and set verify-full"]
        case .nothingValidated, .plaintext: ["give it \(rootNames) and full verification: it is not protected now"]
        case .settingsNotRead: settleSettings
        case .serverNotInProfile: ["write a profile with the chains of its region and pass it with --rotation FILE"]
        case .modeUnknown: ["write the mode where the scan can read it, in the pod template or a ConfigMap"]
        case .namedStoreNotRead, .storeForbidden, .unsupportedFormat, .storeUnclear: [settleStore]
        case .storeNotSearched: ["write \(rootNames) as one PEM file to \(place), nothing else in it\(restart)"]
        }
    }

    /// Nil where nothing is to be changed, or it is not known whether the file follows a change.
    var needsRestart: Bool? {
        guard [.high, .medium].contains(code.verdict) || code == .rootTrustedBesidePins else { return nil }
        if client.readsStoreOnce { return true }
        return store?.update?.needsRestart
    }

    private var rootNames: String { roots.isEmpty ? "the root of the new chain" : names(roots) }

    /// `A`, `A and B`, `A, B and C`.
    private func names(_ names: [String]) -> String {
        let most = names.dropLast().joined(separator: ", ")
        return most.isEmpty ? names.joined() : "\(most) and \(names.last ?? "")"
    }

    private var addRoots: String {
        if let manager = store?.upkeep.manager, manager.decidesContent {
            return "mount \(rootNames) from a ConfigMap of its own and name that file: \(object) is managed by "
                + manager.words
        }
        if client.behaviour.rules.reader == .firstPEM {
            return "put \(rootNames) first in \(place): the client reads one certificate\(restart)"
        }
        return "add \(missingRoots.isEmpty ? rootNames : names(missingRoots)) to \(place)\(restart)"
    }

    private var restart: String {
        if let words = store?.update?.words { return ", then restart (\(words))" }
        return client.readsStoreOnce ? ", then restart (the file is read once)" : ""
    }

    /// Where people change the store: in its object, or where that is made of.
    private var place: String {
        var notes = store?.upkeep.isImmutable == true ? ["immutable: replace it by a new one"] : []
        switch store?.upkeep.manager {
        case .trustManager(let kind, let name)?:
            return "the sources of \(kind) \(name) (it manages \(object): fix it there)"
        case .openShiftProxy?:
            return
                "the ConfigMap in openshift-config that the cluster proxy's trustedCA names (\(object) is filled from it)"
        case let manager?: notes.append("managed by \(manager.words): change it there")
        case nil: break
        }
        return notes.isEmpty ? object : "\(object) (\(notes.joined(separator: "; ")))"
    }

    /// The object that holds the store.
    private var object: String {
        switch store?.location {
        case .configMap(let namespace, let name, let key)?: "ConfigMap \(namespace)/\(name) key \(key)"
        case .secret(let namespace, let name, let key)?: "Secret \(namespace)/\(name) key \(key)"
        case .container(_, let path)?: "\(path) in the image"
        case .clusterTrustBundle?, .clusterTrustBundles?, .literal?, .written?, .made?:
            store?.location?.words ?? "its trust store"
        case nil: store?.words ?? "its trust store"
        }
    }

    private var path: String? {
        switch store?.reference {
        case .named(let path)?, .defaultFile(let path)?, .added(let path)?, .bundled(_, let path)?: path
        case .builtIn?, .inline?, nil: nil
        }
    }

    private var withSecrets: String { "kubectl trustsweep -n \(client.container.workload.namespace) --secrets" }

    private var settleSettings: [String] {
        guard let setting = client.undetermined.first else { return ["name the server where the scan can read it"] }
        switch setting.reason {
        case .notRequested: return [withSecrets]
        case .forbidden: return ["grant the right to read \(setting.object) and scan again"]
        default: return ["make \(setting.object) readable (\(setting.reason.words)) and scan again"]
        }
    }

    /// The smallest step to a file of an image that nobody has seen.
    private func settleImageFile(_ reason: GapReason) -> String {
        let sweep = "kubectl trustsweep -n \(client.container.workload.namespace)"
        let otherwise = "or mount the file from a ConfigMap, where a scan can read it"
        switch reason {
        case .notRequested: return "\(sweep) --exec auto, \(otherwise)"
        case .forbidden: return "grant the right to pods/exec, or \(sweep) --registry auto"
        case .noShell, .notRunning, .timeout, .incomplete: return "\(sweep) --registry auto, \(otherwise)"
        default: return "mount the file from a ConfigMap, where a scan can read it"
        }
    }

    private var settleStore: String {
        switch (code, store?.reading, store?.location) {
        case (_, .unread(.unreadableFile, _)?, _) where client.behaviour.rules.reader == .javaKeyStore:
            return "set the store's password in the client's settings, or pass it with --store-password-file FILE"
        case (.unsupportedFormat, _, _): return "convert \(place) to PEM or JKS"
        case (.storeUnclear, _, _): return "replace the entry of \(place) that could not be read"
        case (_, .unread(.notRequested, _)?, .secret?): return withSecrets
        case (_, .unread(.forbidden, _)?, .clusterTrustBundle?), (_, .unread(.forbidden, _)?, .clusterTrustBundles?):
            return "grant the right to list clustertrustbundles and scan again"
        case (_, .unread(let reason, _)?, .container(_, let path)?) where path.hasPrefix("/"):
            return settleImageFile(reason)
        case (_, .unread(.forbidden, _)?, _): return "grant the right to read \(object) and scan again"
        case (_, _, .container?), (_, _, .written?), (_, _, nil):
            return "mount the file from a ConfigMap, where a scan can read it"
        default: return "make \(object) readable and scan again"
        }
    }
}
