import ScanModel
import Testing

@testable import RiskEngine

/// Where the fix is to be made, in the words of who keeps the store.
@Suite struct RemedyTests {
    private func fix(
        _ upkeep: StoreUpkeep, location: TrustStoreLocation? = nil, reading: StoreReading? = nil,
        update: StoreUpdate? = .followsObject
    ) throws -> [String] {
        var judge = try Fixture.judge()
        var store = try named(Fixture.microsoftECC, update: update)
        store.upkeep = upkeep
        if let location { store.location = location }
        if let reading { store.reading = reading }
        return try judge.one(evidence(.javaVerifyFull, [store], name: "pgjdbc")).remedy
    }

    private static let add = "add DigiCert Global Root G2 to"
    private static let object = "ConfigMap pay/db-ca key ca.pem"

    @Test(
        arguments: [
            (nil, "\(add) \(object)"),
            (
                .trustManager(kind: "Bundle", name: "corp"),
                "\(add) the sources of Bundle corp (it manages \(object): fix it there)"
            ),
            (
                .openShiftProxy,
                "\(add) the ConfigMap in openshift-config that the cluster proxy's trustedCA names (\(object) is filled from it)"
            ),
            (.helm(release: "billing"), "\(add) \(object) (managed by Helm release billing: change it there)"),
            (.argoCD(application: "pay"), "\(add) \(object) (managed by Argo CD application pay: change it there)"),
            (
                .flux(kind: "Kustomization", name: "apps"),
                "\(add) \(object) (managed by Flux Kustomization apps: change it there)"
            ),
            (
                .owner(kind: "ExternalSecret", name: "db"),
                "\(add) \(object) (managed by ExternalSecret db: change it there)"
            ),
            (.tool("pulumi"), "\(add) \(object) (managed by pulumi: change it there)"),
            (
                .certManager(certificate: "db", issuer: "ClusterIssuer corp"),
                "mount DigiCert Global Root G2 from a ConfigMap of its own and name that file: \(object) is managed by Certificate db of cert-manager, ClusterIssuer corp"
            ),
            (
                .clusterRoot,
                "mount DigiCert Global Root G2 from a ConfigMap of its own and name that file: \(object) is managed by kube-controller-manager"
            ),
        ] as [(StoreManager?, String)])
    func theFixIsMadeWhereTheStoreIsKept(manager: StoreManager?, expected: String) throws {
        #expect(try fix(StoreUpkeep(manager: manager)).first == expected)
    }

    @Test func anImmutableObjectIsReplaced() throws {
        #expect(
            try fix(StoreUpkeep(isImmutable: true), update: .subPath).first
                == "\(Self.add) \(Self.object) (immutable: replace it by a new one), then restart (subPath mount)")
    }

    @Test func everyPlaceHasItsName() throws {
        let places: [(TrustStoreLocation, String)] = [
            (.clusterTrustBundle(name: "corp"), "ClusterTrustBundle corp"),
            (.clusterTrustBundles(signer: "ex/s", labels: ""), "ClusterTrustBundles of ex/s"),
            (.clusterTrustBundles(signer: "ex/s", labels: "tier=db"), "ClusterTrustBundles of ex/s with tier=db"),
            (.secret(namespace: "pay", name: "tls", key: "ca.crt"), "Secret pay/tls key ca.crt"),
            (.literal(text: "", origin: "the script of container setup"), "the script of container setup"),
        ]
        for (location, words) in places {
            #expect(try fix(StoreUpkeep(), location: location).first == "\(Self.add) \(words)")
        }
    }

    @Test func aFileThatIsMadeAtTheStartIsNamedAndUnread() throws {
        var judge = try Fixture.judge()
        var store = named(.unread(.notRequested, ""))
        store.location = .written(how: "that container setup downloads from pki.example")
        let finding = try judge.one(evidence(.javaVerifyFull, [store], name: "pgjdbc"))
        #expect(finding.verdict == .unknown)
        #expect(finding.reasons.first == "a file that container setup downloads from pki.example was not read")
        #expect(finding.remedy == ["mount the file from a ConfigMap, where a scan can read it"])
    }

    @Test(arguments: [
        (GapReason.notRequested, "--exec auto"),
        (.noShell, "--registry auto"),
        (.notRunning, "--registry auto"), (.forbidden, "grant the right to pods/exec"),
        (.unavailable, "mount the file from a ConfigMap"),
    ])
    func anUnreadFileOfAnImageHasTheSmallestStepToIt(_ reason: GapReason, _ words: String) throws {
        var judge = try Fixture.judge()
        var store = named(.unread(reason, ""))
        let id = ContainerID(workload: WorkloadID(namespace: "shop", kind: "Deployment", name: "web"), name: "app")
        store.location = .container(id, path: "/srv/ca.pem")
        let finding = try judge.one(evidence(.javaVerifyFull, [store], name: "pgjdbc"))
        #expect(finding.verdict == .unknown)
        #expect(finding.remedy.first?.contains(words) == true, "\(finding.remedy)")
    }

    @Test func theReportSaysWhoManagesAStore() throws {
        var judge = try Fixture.judge()
        var store = try named(Fixture.g2)
        #expect(try judge.one(evidence(.javaVerifyFull, [store])).stores.first?.managedBy == nil)
        store.upkeep.manager = .trustManager(kind: "Bundle", name: "corp")
        #expect(
            try judge.one(evidence(.javaVerifyFull, [store])).stores.first?.managedBy == "Bundle corp of trust-manager")
    }

    /// The kubelet writes a bundle's certificates in an order of its own, and this client reads one.
    @Test func theFirstCertificateOfABundleIsAnyOfThem() throws {
        var judge = try Fixture.judge()
        var behaviour = ClientBehaviour.libpqVerifyFull
        behaviour.rules = .openSSLFirst
        var store = try named(Fixture.g2, Fixture.unrelated)
        #expect(try judge.one(evidence(behaviour, [store])).verdict == .low)
        store.location = .clusterTrustBundle(name: "corp")
        #expect(try judge.one(evidence(behaviour, [store])).verdict == .unknown)
        var single = try named(Fixture.g2)
        single.location = .clusterTrustBundle(name: "corp")
        #expect(try judge.one(evidence(behaviour, [single])).verdict == .low)
    }

    @Test func whatIsAddedToTheImagesStoreCountsByItself() throws {
        var judge = try Fixture.judge()
        func added(_ reading: StoreReading) -> StoreEvidence {
            StoreEvidence(
                reference: .added(path: "/etc/ssl/certs/ca-certificates.crt"), location: nil, reading: reading)
        }
        let root = StoreReading.read(TrustStore(format: "PEM", certificates: try Fixture.certificates([Fixture.g2])))
        let other = StoreReading.read(
            TrustStore(format: "PEM", certificates: try Fixture.certificates([Fixture.unrelated])))
        let system = builtIn(.operatingSystem)
        let good = try judge.one(evidence(.goVerifyFull, [system, added(root)]))
        #expect(good.verdict == .low && good.basis == .evidence)
        let bad = try judge.one(evidence(.goVerifyFull, [system, added(other)]))
        #expect(bad.verdict == .high && bad.basis == .prior)
        #expect(try judge.one(evidence(.goVerifyFull, [system, added(.unread(.forbidden, ""))])).verdict == .unknown)
    }
}
