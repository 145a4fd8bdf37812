import ScanModel
import TrustStores

/// The roots that every current public list holds, for clients that bring a list of their own whose contents nobody gave.
///
/// Only roots with a future in all of Mozilla's, Microsoft's and Java's lists: what a list may have dropped
/// (DigiCert Global Root CA, Baltimore CyberTrust, GlobalSign Root CA, Entrust) is missing, so that the presumption errs
/// towards failure. Answers that rest on it say so.
enum PublicRoots {
    static let store: TrustStore = {
        guard case .read(let store) = parseTrustStore(PackageResources.PublicRoots_pem) else {
            return TrustStore(format: "PEM", certificates: [])
        }
        return store
    }()
}
