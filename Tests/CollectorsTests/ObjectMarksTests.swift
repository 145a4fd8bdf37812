import Kubernetes
import ScanModel
import Testing

@testable import Collectors

struct ObjectMarksTests {
    private func manager(
        _ name: String = "db-ca", key: String = "ca.crt", labels: [String: String] = [:],
        annotations: [String: String] = [:], owner: (version: String, kind: String, name: String)? = nil
    ) -> String? {
        let owners = owner.map {
            [OwnerReference(apiVersion: $0.version, kind: $0.kind, name: $0.name, controller: true)]
        }
        let metadata = ObjectMeta(
            name: name, namespace: "shop", labels: labels, annotations: ManagementAnnotations(annotations),
            ownerReferences: owners ?? [])
        return ObjectMarks(metadata).upkeep(key: key).manager?.words
    }

    @Test func trustManagersTargetsNameTheirBundle() {
        #expect(manager(labels: ["trust.cert-manager.io/bundle": "corp"]) == "Bundle corp of trust-manager")
        #expect(
            manager(owner: ("trust.cert-manager.io/v1alpha1", "Bundle", "corp")) == "Bundle corp of trust-manager")
        #expect(manager(labels: ["trust-manager.io/bundle": "corp"]) == "ClusterBundle corp of trust-manager")
        #expect(
            manager(owner: ("trust-manager.io/v1alpha2", "ClusterBundle", "corp"))
                == "ClusterBundle corp of trust-manager")
        #expect(manager(labels: ["inject.trust-manager.io/bundle-name": "corp"]) == "Bundle corp of trust-manager")
        // A Bundle of somebody else.
        #expect(manager(owner: ("example.com/v1", "Bundle", "corp")) == "Bundle corp")
    }

    @Test func certManagersSecretsNameTheirIssuer() {
        let name = ["cert-manager.io/certificate-name": "db"]
        #expect(manager(annotations: name) == "Certificate db of cert-manager")
        #expect(
            manager(
                annotations: name.merging(
                    ["cert-manager.io/issuer-name": "corp", "cert-manager.io/issuer-kind": "ClusterIssuer"]) { $1 })
                == "Certificate db of cert-manager, ClusterIssuer corp")
        #expect(
            manager(annotations: name.merging(["cert-manager.io/issuer-name": "own"]) { $1 })
                == "Certificate db of cert-manager, Issuer own")
    }

    @Test func whatTheClusterInjectsIsOneKey() {
        let proxy = ["config.openshift.io/inject-trusted-cabundle": "true"]
        #expect(manager(key: "ca-bundle.crt", labels: proxy) == "OpenShift's cluster proxy")
        #expect(manager(key: "own.crt", labels: proxy) == nil)
        #expect(manager(key: "ca-bundle.crt", labels: ["config.openshift.io/inject-trusted-cabundle": "false"]) == nil)
        let service = ["service.beta.openshift.io/inject-cabundle": "true"]
        #expect(manager(key: "service-ca.crt", annotations: service) == "OpenShift's service CA operator")
        #expect(manager(key: "own.crt", annotations: service) == nil)
        #expect(manager("openshift-service-ca.crt", key: "service-ca.crt") == "OpenShift's service CA operator")
        #expect(manager("kube-root-ca.crt") == "kube-controller-manager")
    }

    @Test func deploymentToolsAreNamedWhereNoControllerIs() {
        let helm = ["meta.helm.sh/release-name": "billing", "meta.helm.sh/release-namespace": "shop"]
        #expect(manager(labels: ["app.kubernetes.io/managed-by": "Helm"], annotations: helm) == "Helm release billing")
        #expect(manager(labels: ["app.kubernetes.io/managed-by": "pulumi"]) == "pulumi")
        #expect(manager(labels: ["app.kubernetes.io/managed-by": ""]) == nil)
        #expect(
            manager(annotations: ["argocd.argoproj.io/tracking-id": "shop:/ConfigMap:shop/db-ca"])
                == "Argo CD application shop")
        #expect(manager(labels: ["argocd.argoproj.io/instance": "shop"]) == "Argo CD application shop")
        #expect(manager(labels: ["kustomize.toolkit.fluxcd.io/name": "apps"]) == "Flux Kustomization apps")
        // Flux installs it by Helm, and would do so again.
        #expect(
            manager(labels: ["helm.toolkit.fluxcd.io/name": "billing"], annotations: helm) == "Flux HelmRelease billing"
        )
        #expect(
            manager(annotations: helm, owner: ("external-secrets.io/v1", "ExternalSecret", "db-ca"))
                == "ExternalSecret db-ca")
        #expect(manager() == nil)
    }

    @Test func onlyMarksOfWhoManagesAreKept() {
        let marks = ObjectMarks(
            ObjectMeta(
                name: "a", namespace: "shop", uid: "u",
                labels: ["team": "canary", "app.kubernetes.io/managed-by": "Helm"]),
            isImmutable: true)
        #expect(marks.metadata.labels == ["app.kubernetes.io/managed-by": "Helm"])
        #expect(marks.metadata.uid == nil && marks.isImmutable && marks.upkeep(key: "k").isImmutable)
    }
}
