import FoundationEssentials
import ScanModel

/// Reads one profile's YAML to the end, whatever is wrong with it, so that a person sees every mistake at once.
struct ProfileReader {
    var problems: [ProfileError] = []
    let file: String
    var certificates: ProfileCertificates

    init(file: String, readFile: @escaping (String) throws -> [UInt8]) {
        self.file = file
        certificates = ProfileCertificates(readFile: readFile)
    }

    mutating func profile(_ yaml: String) -> RotationProfile? {
        guard
            let document = keep({ [file] () throws(ProfileError) in try ProfileNode(yaml: yaml, file: file) }),
            allow(["apiVersion", "kind", "metadata", "spec"], in: document)
        else { return nil }
        keep { () throws(ProfileError) in try document.required("apiVersion").expect("trustsweep/v1") }
        keep { () throws(ProfileError) in try document.required("kind").expect("Rotation") }
        let metadata = keep { () throws(ProfileError) in try document.required("metadata") }
        let spec = keep { () throws(ProfileError) in try document.required("spec") }
        guard let metadata, let spec, allow(Self.metadataFields, in: metadata), allow(Self.specFields, in: spec) else {
            return nil
        }
        certificates.inline = field("certificates", of: spec)
        let regions = self.regions(field("regions", of: spec))
        let roots = self.roots(field("recommendedRoots", of: spec))
        // Servers in no region may be left out, but not by halves.
        let isRequired = regions.isEmpty || ["before", "after"].contains { field($0, of: spec) != nil }
        let profile = RotationProfile(
            name: text("name", of: metadata) ?? "", title: text("title", of: metadata) ?? "",
            version: text("version", of: metadata, isRequired: false) ?? "",
            sources: texts(field("sources", of: metadata), mayBeEmpty: true),
            statements: statements(field("docs", of: metadata)),
            service: text("service", of: spec, isRequired: false),
            endpoints: endpoints(field("endpoints", of: spec)),
            exceptions: endpoints(field("except", of: spec)),
            isPubliclyTrusted: value(field("publiclyTrusted", of: spec)) { node throws(ProfileError) in
                try node.flag()
            } ?? true,
            schedule: schedule(of: spec),
            until: value(field("until", of: spec)) { node throws(ProfileError) in try node.date() },
            before: chains("before", of: spec, isRequired: isRequired),
            after: chains("after", of: spec, isRequired: isRequired), minimumRoots: roots.minimum,
            fullRoots: roots.full,
            horizon: value(field("horizon", of: spec)) { node throws(ProfileError) in try node.date() },
            regions: regions)
        check(profile, metadata: metadata, spec: spec)
        return profile
    }

    private static let metadataFields: Set = ["name", "title", "version", "sources", "docs"]
    private static let specFields: Set = [
        "service", "endpoints", "except", "publiclyTrusted", "schedule", "until", "before", "after",
        "recommendedRoots", "regions", "horizon", "certificates",
    ]

    private static let hostBytes = Set(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_:*?".utf8)

    // MARK: Fields

    private mutating func statements(_ node: ProfileNode?) -> [RotationProfile.Statement] {
        items(node).compactMap { item in
            guard allow(["claim", "source", "inferred"], in: item) else { return nil }
            let inferred = text("inferred", of: item, isRequired: false)
            guard let claim = text("claim", of: item),
                let source = inferred ?? text("source", of: item)
            else { return nil }
            return RotationProfile.Statement(claim: claim, source: source, isInferred: inferred != nil)
        }
    }

    private mutating func schedule(of spec: ProfileNode) -> [RotationProfile.Step] {
        let node = keep { () throws(ProfileError) in try spec.required("schedule") }
        var steps: [RotationProfile.Step] = []
        for item in items(node) {
            guard allow(["region", "from"], in: item) else { continue }
            let region = text("region", of: item)
            let from = keep { () throws(ProfileError) in try item.required("from").date() }
            guard let region, let from else { continue }
            if steps.contains(where: { $0.region == region }) { problems.append(item.error(.duplicate(region))) }
            steps.append(RotationProfile.Step(region: region, from: from))
        }
        return steps
    }

    private mutating func regions(_ node: ProfileNode?) -> [RotationProfile.Region] {
        var regions: [RotationProfile.Region] = []
        for item in items(node) {
            guard allow(["region", "endpoints", "before", "after", "recommendedRoots"], in: item) else { continue }
            let roots = self.roots(field("recommendedRoots", of: item))
            let endpoints = keep { () throws(ProfileError) in try item.required("endpoints") }
            guard let name = text("region", of: item) else { continue }
            if regions.contains(where: { $0.name == name }) { problems.append(item.error(.duplicate(name))) }
            regions.append(
                RotationProfile.Region(
                    name: name, endpoints: self.endpoints(endpoints),
                    before: chains("before", of: item, isRequired: true),
                    after: chains("after", of: item, isRequired: true), minimumRoots: roots.minimum,
                    fullRoots: roots.full))
        }
        return regions
    }

    /// Host names and globs of them. One that any service's servers match would judge every connection by this rotation.
    private mutating func endpoints(_ node: ProfileNode?) -> [String] {
        var globs: [String] = []
        for item in items(node) {
            guard let glob = keep({ () throws(ProfileError) in try item.text() }) else { continue }
            // A colon is an IPv6 address's; one alone would be a port's.
            if !glob.utf8.allSatisfy(Self.hostBytes.contains) || glob.hasPrefix(".")
                || glob.utf8.count(where: { $0 == UInt8(ascii: ":") }) == 1
            {
                problems.append(item.error(.badEndpoint(glob)))
            } else if !glob.contains(where: { $0.isLetter || $0.isNumber }) {
                problems.append(item.error(.matchesEverything(glob)))
            } else if globs.contains(glob) {
                problems.append(item.error(.duplicate(glob)))
            }
            globs.append(glob)
        }
        return globs
    }

    private mutating func chains(
        _ name: String, of node: ProfileNode, isRequired: Bool
    ) -> [RotationProfile.ServedChain] {
        let list: ProfileNode?
        if isRequired {
            list = keep { () throws(ProfileError) in try node.required(name) }
        } else {
            list = field(name, of: node)
        }
        var chains: [RotationProfile.ServedChain] = []
        for item in items(list) {
            guard allow(["served"], in: item),
                let served = keep({ () throws(ProfileError) in try item.required("served") })
            else { continue }
            let listed = items(served).map { certificate($0) }
            let certificates = listed.compactMap(\.self)
            guard certificates.count == listed.count,
                let chain = RotationProfile.ServedChain(certificates: certificates)
            else { continue }
            for (child, issuer) in zip(certificates, certificates.dropFirst()) where !child.isSigned(by: issuer) {
                problems.append(served.error(.notLinked(issuer: issuer.shortName, subject: child.shortName)))
            }
            for certificate in certificates where CertificateTraits(certificate.certificate).isAuthority == false {
                problems.append(served.error(.notAnAuthority(certificate.shortName)))
            }
            if chains.contains(chain) { problems.append(served.error(.duplicate(chain.issuer.shortName))) }
            chains.append(chain)
        }
        return chains
    }

    private mutating func roots(_ node: ProfileNode?) -> (minimum: [StoreCertificate], full: [StoreCertificate]) {
        guard let node, allow(["minimum", "full"], in: node) else { return ([], []) }
        return (rootList(field("minimum", of: node)), rootList(field("full", of: node)))
    }

    private mutating func rootList(_ node: ProfileNode?) -> [StoreCertificate] {
        items(node).compactMap { item in
            let certificate = certificate(item)
            if let certificate, !certificate.isSelfSigned {
                problems.append(item.error(.notARoot(certificate.shortName)))
            }
            return certificate
        }
    }

    private mutating func certificate(_ node: ProfileNode) -> StoreCertificate? {
        do {
            return try certificates.certificate(node)
        } catch {
            problems.append(error)
            return nil
        }
    }

    // MARK: Keeping what is wrong

    /// The value, or nil and a problem more.
    @discardableResult
    private mutating func keep<Value>(_ read: () throws(ProfileError) -> Value) -> Value? {
        do {
            return try read()
        } catch {
            problems.append(error)
            return nil
        }
    }

    private mutating func value<Value>(
        _ node: ProfileNode?, _ read: (ProfileNode) throws(ProfileError) -> Value
    ) -> Value? {
        guard let node else { return nil }
        return keep { () throws(ProfileError) in try read(node) }
    }

    /// False where the node is no mapping: there is nothing to read in it.
    private mutating func allow(_ names: Set<String>, in node: ProfileNode) -> Bool {
        let unknown = keep { () throws(ProfileError) in try node.unknownFields(besides: names) }
        problems += unknown ?? []
        return unknown != nil
    }

    func field(_ name: String, of node: ProfileNode) -> ProfileNode? { try? node.optional(name) }

    mutating func items(_ node: ProfileNode?, mayBeEmpty: Bool = false) -> [ProfileNode] {
        value(node) { node throws(ProfileError) in try node.items(mayBeEmpty: mayBeEmpty) } ?? []
    }

    private mutating func text(_ name: String, of node: ProfileNode, isRequired: Bool = true) -> String? {
        guard isRequired else { return value(field(name, of: node)) { node throws(ProfileError) in try node.text() } }
        return keep { () throws(ProfileError) in try node.required(name).text() }
    }

    private mutating func texts(_ node: ProfileNode?, mayBeEmpty: Bool) -> [String] {
        items(node, mayBeEmpty: mayBeEmpty).compactMap { item in
            keep { () throws(ProfileError) in try item.text() }
        }
    }
}
