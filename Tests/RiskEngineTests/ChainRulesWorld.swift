import Crypto
import FoundationEssentials
import ScanModel
import SwiftASN1
import X509

@testable import RiskEngine

/// A certificate with every choice that stacks look at; what is not said is as an authority would have it.
struct ChainRulesWorld {
    typealias Authority = TestPKI.Authority

    static let day = Date(timeIntervalSince1970: 1_780_272_000)
    static let year: TimeInterval = 31_536_000

    var constraints: BasicConstraints? = .isCertificateAuthority(maxPathLength: nil)
    var usage: KeyUsage? = KeyUsage(keyCertSign: true)
    var purposes: [ExtendedKeyUsage.Usage]?
    var names: [GeneralName]?
    var permitted: NameConstraints?
    var isVersion1 = false
    /// Nil to leave the extension out.
    var subjectKey: Identifier = .own
    var issuerKey: Identifier = .own
    var begin = day.addingTimeInterval(-year)
    var end = day.addingTimeInterval(year)
    var critical: ASN1ObjectIdentifier?

    enum Identifier { case own, other, none }

    static let server = ChainRulesWorld(
        constraints: .notCertificateAuthority, usage: KeyUsage(digitalSignature: true), purposes: [.serverAuth],
        names: [.dnsName("db.example.com")])

    static let expired = ChainRulesWorld(begin: day.addingTimeInterval(-2 * year), end: day.addingTimeInterval(-year))

    func with(_ change: (inout ChainRulesWorld) -> Void) -> ChainRulesWorld {
        var copy = self
        change(&copy)
        return copy
    }

    func certificate(
        _ subject: Authority, by issuer: Authority, form: StoreCertificate.Form = .plain
    ) throws -> StoreCertificate {
        var list: [Certificate.Extension] = []
        if let constraints {
            let plain = try constraints.makeCertificateExtension()
            list.append(Certificate.Extension(oid: plain.oid, critical: true, value: plain.value))
        }
        if let usage { list.append(try usage.makeCertificateExtension()) }
        if let purposes { list.append(try ExtendedKeyUsage(purposes).makeCertificateExtension()) }
        if let names { list.append(try SubjectAlternativeNames(names).makeCertificateExtension()) }
        if let permitted { list.append(try Certificate.Extension(permitted, critical: true)) }
        if let key = identifier(subjectKey, of: subject) {
            list.append(try SubjectKeyIdentifier(keyIdentifier: key[...]).makeCertificateExtension())
        }
        if let key = identifier(issuerKey, of: issuer) {
            list.append(try AuthorityKeyIdentifier(keyIdentifier: key[...]).makeCertificateExtension())
        }
        if let critical { list.append(Certificate.Extension(oid: critical, critical: true, value: [5, 0])) }
        let made = try Certificate(
            version: isVersion1 ? .v1 : .v3, serialNumber: Certificate.SerialNumber(),
            publicKey: subject.key.publicKey, notValidBefore: begin, notValidAfter: end, issuer: issuer.name,
            subject: subject.name, signatureAlgorithm: .ecdsaWithSHA256,
            extensions: Certificate.Extensions(isVersion1 ? [] : list), issuerPrivateKey: issuer.key)
        var serializer = DER.Serializer()
        try serializer.serialize(made)
        return try StoreCertificate(der: serializer.serializedBytes, form: form)
    }

    private func identifier(_ choice: Identifier, of authority: Authority) -> [UInt8]? {
        switch choice {
        case .own: Array(SubjectKeyIdentifier(hash: authority.key.publicKey).keyIdentifier)
        case .other: [UInt8](repeating: 1, count: 20)
        case .none: nil
        }
    }
}

/// A root, an authority below it and a server's certificate below that.
struct ShortChain {
    let root: TestPKI.Authority
    let middle: TestPKI.Authority
    let rootItself: StoreCertificate
    let middleByRoot: StoreCertificate
    let leaf: StoreCertificate

    init() throws {
        root = try TestPKI.Authority("Root")
        middle = try TestPKI.Authority("Middle")
        rootItself = try ChainRulesWorld().certificate(root, by: root)
        middleByRoot = try ChainRulesWorld().certificate(middle, by: root)
        leaf = try ChainRulesWorld.server.certificate(TestPKI.Authority("db"), by: middle)
    }
}

/// Whether and why a stack accepts a chain.
func accepts(
    _ rules: ChainRules, leaf: StoreCertificate, _ served: [StoreCertificate], _ store: [StoreCertificate]
) -> ChainFailure? {
    var builder = ChainBuilder()
    return builder.build(leaf: leaf, served: served, store: store, rules: rules, at: ChainRulesWorld.day).failure
}
