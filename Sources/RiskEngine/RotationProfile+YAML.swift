import FoundationEssentials
import ScanModel
import SwiftASN1
import Yams

extension RotationProfile {
    /// Reads a profile, strictly: a misspelt field would otherwise be a rotation half judged.
    ///
    /// - Parameters:
    ///   - text: YAML as in the built-in profiles.
    ///   - file: its name, for errors.
    ///   - readFile: reads a file that the profile names, relative to the profile.
    /// - Returns: the profile, its chains checked link by link.
    /// - Throws: ``ProfileError`` for the first mistake.
    package static func load(
        text: String, file: String, readFile: (String) throws -> [UInt8]
    ) throws(ProfileError) -> RotationProfile {
        let document = try ProfileNode(yaml: text, file: file)
        try document.allow(["apiVersion", "kind", "metadata", "spec"])
        try document.required("apiVersion").expect("trustsweep/v1")
        try document.required("kind").expect("Rotation")
        let metadata = try document.required("metadata")
        try metadata.allow(["name", "title", "version", "sources"])
        let spec = try document.required("spec")
        try spec.allow([
            "service", "endpoints", "schedule", "until", "before", "after", "recommendedRoots", "horizon",
            "certificates",
        ])
        var certificates = ProfileCertificates(inline: try spec.optional("certificates"))
        let roots = try spec.optional("recommendedRoots")
        try roots?.allow(["minimum", "full"])
        return RotationProfile(
            name: try metadata.required("name").text(), title: try metadata.required("title").text(),
            version: try metadata.optional("version")?.text() ?? "",
            sources: try metadata.optional("sources")?.items(mayBeEmpty: true).texts() ?? [],
            service: try spec.optional("service")?.text(),
            endpoints: try spec.required("endpoints").items().texts(),
            schedule: try schedule(spec.required("schedule")), until: try spec.optional("until")?.date(),
            before: try certificates.chains(spec.required("before"), readFile),
            after: try certificates.chains(spec.required("after"), readFile),
            minimumRoots: try certificates.list(roots?.optional("minimum"), readFile),
            fullRoots: try certificates.list(roots?.optional("full"), readFile),
            horizon: try spec.optional("horizon")?.date())
    }

    private static func schedule(_ node: ProfileNode) throws(ProfileError) -> [Step] {
        var steps: [Step] = []
        for item in try node.items() {
            try item.allow(["region", "from"])
            steps.append(Step(region: try item.required("region").text(), from: try item.required("from").date()))
        }
        return steps
    }
}

extension [ProfileNode] {
    fileprivate func texts() throws(ProfileError) -> [String] {
        var texts: [String] = []
        for node in self { texts.append(try node.text()) }
        return texts
    }
}

/// The certificates that a profile names: an entry of `spec.certificates`, a file beside the profile, or PEM in place.
private struct ProfileCertificates {
    let inline: ProfileNode?
    private var known: [String: StoreCertificate] = [:]

    init(inline: ProfileNode?) {
        self.inline = inline
    }

    mutating func chains(
        _ node: ProfileNode, _ readFile: (String) throws -> [UInt8]
    ) throws(ProfileError) -> [RotationProfile.ServedChain] {
        var chains: [RotationProfile.ServedChain] = []
        for item in try node.items() {
            try item.allow(["served"])
            let served = try item.required("served")
            let certificates = try list(served, readFile)
            for (child, issuer) in zip(certificates, certificates.dropFirst()) where !child.isSigned(by: issuer) {
                throw served.error(.notLinked(issuer: issuer.shortName, subject: child.shortName))
            }
            guard let chain = RotationProfile.ServedChain(certificates: certificates) else {
                throw served.error(.missing)
            }
            chains.append(chain)
        }
        return chains
    }

    mutating func list(
        _ node: ProfileNode?, _ readFile: (String) throws -> [UInt8]
    ) throws(ProfileError) -> [StoreCertificate] {
        guard let node else { return [] }
        var certificates: [StoreCertificate] = []
        for item in try node.items() { certificates.append(try certificate(item, readFile)) }
        return certificates
    }

    private mutating func certificate(
        _ node: ProfileNode, _ readFile: (String) throws -> [UInt8]
    ) throws(ProfileError) -> StoreCertificate {
        let name = try node.text()
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
