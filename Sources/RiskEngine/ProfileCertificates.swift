import ScanModel
import SwiftASN1

/// The certificates that a profile names: an entry of `spec.certificates`, a file beside the profile, or PEM in place.
struct ProfileCertificates {
    /// `spec.certificates`.
    var inline: ProfileNode?
    private let readFile: (String) throws -> [UInt8]
    private var known: [String: StoreCertificate] = [:]
    private var named: Set<String> = []

    init(readFile: @escaping (String) throws -> [UInt8]) {
        self.readFile = readFile
    }

    /// The entries that nothing has named so far.
    var unused: [ProfileNode] { (inline?.fields ?? []).filter { !named.contains($0.name) }.map(\.node) }

    mutating func certificate(_ node: ProfileNode) throws(ProfileError) -> StoreCertificate {
        let name = try node.text()
        named.insert(name)
        if let certificate = known[name] { return certificate }
        let entry = name.contains("-----BEGIN") ? node : try inline?.optional(name)
        let pem: String
        if let entry {
            pem = try entry.text()
        } else {
            do {
                pem = String(decoding: try readFile(name), as: UTF8.self)
            } catch {
                throw node.error(
                    .unreadableCertificate("\"\(name)\" is neither in spec.certificates nor a readable file"))
            }
        }
        do {
            let certificate = try StoreCertificate(der: PEMDocument(pemString: pem).derBytes)
            known[name] = certificate
            return certificate
        } catch {
            throw (entry ?? node).error(.unreadableCertificate("not one X.509 certificate in PEM"))
        }
    }
}
