import ScanModel

/// Reports as scans write them; certificates are those of the rotation, with their real fingerprints.
enum Samples {
    /// Two teams, each verdict, a kind that could not be listed.
    static var fleet: Report {
        report(
            namespaces: [
                Report.Namespace(name: "default", workloads: [workload("Pod", "debug", [])]),
                Report.Namespace(name: "kube-node-lease", workloads: [workload("DaemonSet", "nothing", [])]),
                Report.Namespace(name: "kube-system", workloads: [workload("Deployment", "coredns", [])]),
                Report.Namespace(name: "monitoring", workloads: [workload("StatefulSet", "prometheus", [])]),
                Report.Namespace(name: "pay", workloads: pay),
                Report.Namespace(name: "shop", workloads: shop),
                Report.Namespace(name: "web", workloads: [workload("Deployment", "site", [trusted("web", "site")])]),
            ],
            coverage: Report.Coverage(
                containers: 24, decided: 22, percent: 91.66,
                gaps: [
                    Gap(resource: "cronjobs", reason: .forbidden, detail: "cannot list cronjobs.batch"),
                    Gap(resource: "configmaps", namespace: "legacy", reason: .timeout, detail: "no answer in 30 s"),
                    Gap(resource: "Secret pay/ledger-db", namespace: "pay", reason: .notRequested, detail: "--secrets"),
                ]))
    }

    private static var pay: [Report.Workload] {
        [
            workload("CronJob", "statements", [pinned("pay", "CronJob/statements")]),
            workload("Deployment", "billing", [pinned("pay", "Deployment/billing"), trusted("pay", "billing")]),
            workload("Deployment", "gateway", []),
            workload("Deployment", "invoices", [pinned("pay", "Deployment/invoices")]),
            workload("Deployment", "refunds", [imageStore("pay", "refunds")]),
            workload("StatefulSet", "ledger", [secretURL("pay", "ledger")]),
            workload("StatefulSet", "vault-sync", [trusted("pay", "vault-sync")]),
        ]
    }

    private static var shop: [Report.Workload] {
        [
            workload("Deployment", "crm", [cacerts("shop", "crm")]),
            workload("Job", "import", [secretURL("shop", "import")]),
        ]
            + ["cart", "catalog", "search"].map { workload("Deployment", $0, [trusted("shop", $0)]) }
            + ["mailer", "thumbnails"].map { workload("Deployment", $0, [unverified("shop", $0)]) }
    }

    /// A selector that matches nothing.
    static var nothingInScope: Report {
        report(namespaces: [], coverage: Report.Coverage(containers: 0, decided: 0, percent: 0, gaps: []))
    }

    /// Workloads, and none that talks to a server of the rotation.
    static var notApplicable: Report {
        report(
            namespaces: [Report.Namespace(name: "web", workloads: [workload("Deployment", "nginx", [])])],
            coverage: Report.Coverage(
                containers: 1, decided: 1, percent: 99.9,
                gaps: [
                    Gap(
                        resource: "dump/broken.yaml", reason: .unreadableFile,
                        detail: "line 12: mapping values are not allowed here")
                ]))
    }

    /// Names and values by somebody who wants to write on the reader's terminal.
    static var hostile: Report {
        var finding = pinned("web", "Deployment/x")
        finding.reasons = ["first\nRESULT all green\u{1b}[2K", "two"]
        finding.client.name = "libpq\u{202e}cbdj"
        finding.stores[0].source = "ConfigMap web/\u{9b}31m ca.pem\u{2028}"
        return report(
            namespaces: [
                Report.Namespace(
                    name: "we\u{1b}[31mb", workloads: [workload("Deployment", "ok\r\u{8}\u{8}日本", [finding])])
            ],
            coverage: Report.Coverage(
                containers: 1, decided: 1, percent: 100,
                gaps: [Gap(resource: "a\u{7}.yaml", reason: .unreadableFile, detail: "\u{1b}]0;title\u{7}")]))
    }

    static func report(namespaces: [Report.Namespace], coverage: Report.Coverage) -> Report {
        Report(
            tool: Report.Tool(name: "trustsweep", version: "0.1.0"),
            cluster: Report.Cluster(
                server: "https://prod-weu.example:443", uid: "6f3c1a2e-4be0-4d0c-9a51-2c5d3f7a9b10", version: "v1.33.2",
                context: "prod-weu"),
            scope: Report.Scope(namespaces: [], excludedNamespaces: ["sandbox-*"], exec: "auto", imagesRead: 14),
            rotations: [
                Report.Rotation(
                    id: "azure-postgresql-2025", version: "2026-01-28",
                    title: "DigiCert Global Root G2 stays, intermediates change", from: "2025-11-11",
                    until: "2026-01-28")
            ],
            startedAt: "2026-02-03T03:12:44Z", finishedAt: "2026-02-03T03:12:51Z", coverage: coverage,
            namespaces: namespaces)
    }

    static func workload(_ kind: String, _ name: String, _ findings: [Finding]) -> Report.Workload {
        let isRead = findings.contains { finding in finding.stores.contains { $0.evidence != nil } }
        let facts = [
            ImageFact(name: "ca-certificates", value: "20230311", source: "/var/lib/dpkg/status"),
            ImageFact(name: "os", value: "Debian GNU/Linux 12 (bookworm)", source: "/etc/os-release"),
        ]
        let container = Report.Container(
            name: "app", image: "contoso.azurecr.io/\(name):1.4.2", imageID: nil,
            facts: isRead ? facts.compactMap(\.self) : nil, findings: findings)
        let proxy = Report.Container(name: "proxy", image: "envoy:1.31", imageID: nil, findings: [])
        return Report.Workload(kind: kind, name: name, containers: [container, proxy])
    }
}
