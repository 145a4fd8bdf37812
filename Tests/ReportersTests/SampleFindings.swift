import ScanModel

/// One finding a kind; `workload` is `Kind/name`, or the name of a Deployment.
extension Samples {
    static func pinned(_ namespace: String, _ workload: String) -> Finding {
        finding(
            "TS101", .high, "trusts only old intermediates", namespace, workload,
            client: Finding.Client(name: "pgjdbc", version: nil, source: "jdbc: URL"),
            mode: Mode(value: "verify-full", source: "ConfigMap settings key jdbc-url"), .connectsVerified, .fails,
            .secure,
            stores: [
                Finding.Store(
                    path: "/etc/db-ca/ca.pem", kind: "named", source: "ConfigMap \(namespace)/db-ca ca.pem",
                    format: "PEM",
                    complete: true, certificates: [issuing04])
            ],
            reasons: [
                "trusts only the old intermediate \"Microsoft Azure RSA TLS Issuing CA 04\": connects before, fails after",
                "connects today only where the server's certificate was issued by that intermediate",
            ],
            remedy: [
                "add DigiCert Global Root G2 to ConfigMap \(namespace)/db-ca key ca.pem, then restart (subPath mount)",
                "make the ConfigMap hold the recommended roots and no intermediates",
            ], needsRestart: true)
    }

    static func trusted(_ namespace: String, _ workload: String) -> Finding {
        finding(
            "TS301", .low, "the store holds the root of the new chain", namespace, workload,
            client: Finding.Client(name: "libpq", version: "16", source: "image postgres:16"),
            mode: Mode(value: "verify-full", source: "env"), .connectsVerified, .connectsVerified, .secure,
            stores: [
                Finding.Store(
                    path: "/etc/tls/roots.pem", kind: "named", source: "ConfigMap \(namespace)/roots roots.pem",
                    format: "PEM", complete: false, certificates: [rootG2],
                    rejected: [RejectedEntry(index: 1, reason: .badPEM, detail: "line 24: not base64")],
                    evidence: StoreOrigin(
                        via: .exec, place: "pod \(namespace)/web-1 container app", at: "2026-02-03T03:12:47Z",
                        path: "/etc/tls/roots.pem", changed: "2024-05-01T10:00:00Z"))
            ],
            reasons: ["DigiCert Global Root G2 anchors the chains before and after"], needsRestart: false)
    }

    static func unverified(_ namespace: String, _ workload: String) -> Finding {
        finding(
            "TS311", .low, "nothing is verified", namespace, workload,
            client: Finding.Client(name: "npgsql", version: nil, source: "connection string"),
            mode: Mode(value: "Require", source: "env"), .connectsUnverified, .connectsUnverified, .weak,
            reasons: ["Require encrypts and accepts any certificate"],
            remedy: ["raise SSL Mode to VerifyFull, with the recommended roots"])
    }

    static func imageStore(_ namespace: String, _ workload: String) -> Finding {
        finding(
            "TS121", .high, "the image's own store was not read", namespace, workload,
            client: Finding.Client(name: "pgx", version: "5", source: "image golang:1.24"),
            mode: Mode(value: "verify-full", source: "env"), .connectsVerified, nil, .secure,
            stores: [builtIn("the image's /etc/ssl/certs")], basis: .prior,
            reasons: ["verifies against the image's /etc/ssl/certs, which nobody has looked into"],
            remedy: ["rebuild the image on a base whose ca-certificates hold DigiCert Global Root G2"])
    }

    static func cacerts(_ namespace: String, _ workload: String) -> Finding {
        finding(
            "TS211", .medium, "the JRE's own store was not read", namespace, workload,
            client: Finding.Client(name: "pgjdbc-javassl", version: nil, source: "sslfactory"),
            mode: Mode(value: "verify-ca", source: "env"), .connectsVerified, nil, .moderate,
            stores: [builtIn("the JRE's cacerts")], basis: .prior,
            reasons: ["verifies against the JRE's cacerts, which only a newer JRE brings up to date"],
            remedy: ["check the JRE: 11.0.16, 17.0.4 and 8u381 or later hold DigiCert Global Root G2"])
    }

    static func secretURL(_ namespace: String, _ workload: String) -> Finding {
        finding(
            "TS901", .unknown, "the settings come from a Secret that was not read", namespace, workload,
            client: Finding.Client(name: "", version: nil, source: "variable DATABASE_URL"),
            mode: Mode(value: nil, source: "Secret \(namespace)/\(workload)-db"), nil, nil, nil,
            reasons: ["DATABASE_URL comes from Secret \(namespace)/\(workload)-db, which was not read"],
            remedy: ["kubectl trustsweep -n \(namespace) --secrets"])
    }

    private static func finding(
        _ code: String, _ verdict: Verdict, _ title: String, _ namespace: String, _ workload: String,
        client: Finding.Client,
        mode: Mode, _ before: Outcome?, _ after: Outcome?, _ security: SecurityPosture?, stores: [Finding.Store] = [],
        basis: Basis = .evidence, reasons: [String], remedy: [String] = [], needsRestart: Bool? = nil
    ) -> Finding {
        let endpoint = "\(namespace)-prod.postgres.database.azure.com:5432"
        return Finding(
            id: "\(code):\(namespace):\(workload):app:\(endpoint)", code: code, verdict: verdict, title: title,
            rotation: "azure-postgresql-2025", endpoint: verdict == .unknown ? nil : endpoint, client: client,
            mode: mode,
            before: before, after: after, security: security, stores: stores, basis: basis, reasons: reasons,
            remedy: remedy, needsRestart: needsRestart)
    }

    private static func builtIn(_ source: String) -> Finding.Store {
        Finding.Store(path: nil, kind: "built-in", source: source, format: nil, complete: false, certificates: [])
    }

    private static let issuing04 = Finding.Store.Certificate(
        subject: "CN=Microsoft Azure RSA TLS Issuing CA 04,O=Microsoft Corporation,C=US",
        issuer: "CN=DigiCert Global Root G2,OU=www.digicert.com,O=DigiCert Inc,C=US",
        sha256: "33f9731be910a66dc6acd07d9d9ca212ee8d0a9a5c78c8bf3e89bb74df8fb936",
        spkiSha256: "13efae8ddadb64c188274780f505c2087b390fc001788cd0da602a1cf14dfa0b",
        notAfter: "2026-08-25T23:59:59Z", role: "old-intermediate")

    private static let rootG2 = Finding.Store.Certificate(
        subject: "CN=DigiCert Global Root G2,OU=www.digicert.com,O=DigiCert Inc,C=US",
        issuer: "CN=DigiCert Global Root G2,OU=www.digicert.com,O=DigiCert Inc,C=US",
        sha256: "cb3ccbb76031e5e0138f8dd39a23f9de47ffc35e43c1144cea27d46a5ab1cb5f",
        spkiSha256: "8bb593a93be1d0e8a822bb887c547890c3e706aad2dab76254f97fb36b82fc26",
        notAfter: "2038-01-15T12:00:00Z", role: "root")
}
