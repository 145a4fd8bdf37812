package import ScanModel

/// Every kind of finding: the stable code that scripts and people switch on. The words are here, in
/// `FindingCode+Explanation.swift` and in `FindingCode+Evidence.swift`, nowhere else.
///
/// What decides is the finding's code; what is worth knowing besides is a reason that ends with the code that explains it.
package enum FindingCode: String, Hashable, Sendable, Codable, CaseIterable {
    case pinnedOldIntermediate = "TS101"
    case lacksNewRoot = "TS102"
    case dropsToPlaintext = "TS103"
    case brokenAlready = "TS104"
    case storeMissing = "TS105"
    case invalidMode = "TS106"
    case imageStoreNotRead = "TS107"
    case homeRootNotRead = "TS108"
    case pinsSomeNewIntermediates = "TS109"
    case pinnedServerCertificate = "TS110"
    case storeRefused = "TS111"
    case lookAlikeRoot = "TS112"
    case anchorExpired = "TS113"
    case weakSignature = "TS114"
    case weakKey = "TS115"
    case chainTooLong = "TS116"
    case strictRule = "TS117"
    case bridgeNotSent = "TS118"
    case privateRoots = "TS119"

    case pinnedNewIntermediates = "TS201"
    case anchorExpiresBeforeHorizon = "TS202"
    case certifiNotRead = "TS203"
    case javaCacertsNotRead = "TS204"
    case windowsStoreNotRead = "TS205"
    case failsBeforeConnectsAfter = "TS206"

    case rootTrusted = "TS301"
    case rootTrustedBesidePins = "TS302"
    case nothingValidated = "TS303"
    case plaintext = "TS304"
    case nodeListNotRead = "TS305"
    case optionalStoreNotRead = "TS306"
    case bridgeNeeded = "TS307"
    case trustedBlock = "TS308"
    case duplicates = "TS309"
    case otherEdition = "TS310"
    case expiredCopy = "TS311"
    case lookAlikeBesideRoot = "TS312"
    case sha1Root = "TS313"
    case expiredAnchorAccepted = "TS314"

    case settingsNotRead = "TS901"
    case namedStoreNotRead = "TS902"
    case unsupportedFormat = "TS903"
    case modeUnknown = "TS904"
    case storeForbidden = "TS905"
    case storeUnclear = "TS906"
    case storeNotSearched = "TS907"
    case serverNotInProfile = "TS908"

    /// The family of the code: TS1xx high, TS2xx medium, TS3xx low, TS9xx unknown.
    package var verdict: Verdict {
        switch rawValue.utf8.dropFirst(2).first {
        case UInt8(ascii: "1"): .high
        case UInt8(ascii: "2"): .medium
        case UInt8(ascii: "3"): .low
        default: .unknown
        }
    }

    /// One short title.
    package var title: String {
        switch self {
        case .pinnedOldIntermediate: "trusts only the old intermediate"
        case .lacksNewRoot: "lacks the root of the new chain"
        case .dropsToPlaintext: "drops to plaintext"
        case .brokenAlready: "fails before and after"
        case .storeMissing: "the trust store does not exist"
        case .invalidMode: "the client refuses its TLS settings"
        case .imageStoreNotRead: "trusts the image's own store, which was not read"
        case .homeRootNotRead: "trusts a root file in its home, which was not read"
        case .pinsSomeNewIntermediates: "trusts only some of the new intermediates"
        case .pinnedServerCertificate: "trusts a server certificate"
        case .storeRefused: "the client cannot use its trust store"
        case .lookAlikeRoot: "trusts a look-alike of the root"
        case .anchorExpired: "its anchor has expired"
        case .weakSignature: "the client rejects a signature of the chain"
        case .weakKey: "the client rejects a key of the chain"
        case .chainTooLong: "the chain is longer than allowed"
        case .strictRule: "the client is stricter than the chain"
        case .bridgeNotSent: "needs a bridge that some servers do not send"
        case .privateRoots: "trusts a default store, which lacks private roots"
        case .pinnedNewIntermediates: "pins the new intermediates"
        case .anchorExpiresBeforeHorizon: "its anchor expires before the next change"
        case .certifiNotRead: "trusts certifi, which was not read"
        case .javaCacertsNotRead: "trusts the JRE's cacerts, which was not read"
        case .windowsStoreNotRead: "trusts the Windows store, which was not read"
        case .failsBeforeConnectsAfter: "fails before, connects after"
        case .rootTrusted: "trusts the root"
        case .rootTrustedBesidePins: "trusts the root, and holds pins"
        case .nothingValidated: "validates nothing"
        case .plaintext: "connects without TLS"
        case .nodeListNotRead: "trusts Node's built-in list"
        case .optionalStoreNotRead: "validates only where a root file exists"
        case .bridgeNeeded: "reaches its root through a bridge that the server sends"
        case .trustedBlock: "trusts through a TRUSTED CERTIFICATE block"
        case .duplicates: "holds a certificate twice"
        case .otherEdition: "holds another edition of the root"
        case .expiredCopy: "holds an expired copy beside a valid one"
        case .lookAlikeBesideRoot: "holds a look-alike, which carries nothing"
        case .sha1Root: "trusts a root that signed itself with SHA-1"
        case .expiredAnchorAccepted: "trusts an expired anchor, which it accepts"
        case .settingsNotRead: "its settings were not read"
        case .namedStoreNotRead: "its trust store was not read"
        case .unsupportedFormat: "its trust store's format is not read"
        case .modeUnknown: "its TLS mode is not known"
        case .storeForbidden: "reading its trust store is forbidden"
        case .storeUnclear: "part of its trust store could not be read"
        case .storeNotSearched: "its trust store is too much alike to search"
        case .serverNotInProfile: "its server's chains are not in the profile"
        }
    }

    /// The code of a chain's failure, where the failure alone says what is wrong with the store or the client.
    init?(_ failure: ChainFailure) {
        switch failure {
        case .anchorExpired: self = .anchorExpired
        case .weakSignature: self = .weakSignature
        case .weakKey: self = .weakKey
        case .pathTooLong, .beyondDepthLimit: self = .chainTooLong
        case .breaksStrictRule: self = .strictRule
        case .lookAlike: self = .lookAlikeRoot
        case .tooComplex: self = .storeNotSearched
        default: return nil
        }
    }
}
