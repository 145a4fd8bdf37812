package import ScanModel

/// Every kind of finding: the stable code that scripts and people switch on. The words are here and in
/// `FindingCode+Explanation.swift`, nowhere else.
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

    case settingsNotRead = "TS901"
    case namedStoreNotRead = "TS902"
    case unsupportedFormat = "TS903"
    case modeUnknown = "TS904"
    case storeForbidden = "TS905"
    case storeUnclear = "TS906"

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
        case .settingsNotRead: "its settings were not read"
        case .namedStoreNotRead: "its trust store was not read"
        case .unsupportedFormat: "its trust store's format is not read"
        case .modeUnknown: "its TLS mode is not known"
        case .storeForbidden: "reading its trust store is forbidden"
        case .storeUnclear: "part of its trust store could not be read"
        }
    }
}
