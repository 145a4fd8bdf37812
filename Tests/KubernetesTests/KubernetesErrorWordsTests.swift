import Testing

@testable import Kubernetes

@Suite struct KubernetesErrorWordsTests {
    static let all: [KubernetesError] = [
        .noKubeconfig(searched: ["/home/a/.kube/config"]), .unreadableFile(path: "/x", reason: "permission denied"),
        .malformedKubeconfig(path: "/x", line: 3, reason: "server is not a string"),
        .unknownContext("prod", known: ["test", "dev"]), .unknownContext("", known: []),
        .unknownCluster("c", path: "/x"), .unknownUser("u", path: nil), .invalidServer("a b"), .invalidServer(""),
        .unsupportedAuthProvider(name: "azure", plugin: "kubelogin"), .badCredential(user: "u", reason: "r"),
        .execCommandNotFound(command: "kubelogin", installHint: "Install it\nfrom here"),
        .execFailed(command: "kubelogin", reason: "it ended with exit code 1"),
        .connectionRefused(server: "https://api:6443"), .unreachable(server: "https://api:6443", reason: "r"),
        .untrustedServer(server: "https://api:6443", reason: "its certificate has expired"),
        .clientCertificateRejected(server: "https://api:6443", reason: "it expired on 2021-01-01"),
        .proxy(reason: "it refused the connection"), .timeout(server: "https://api:6443", seconds: 1.5),
        .unauthorized(server: "https://api:6443"),
        .forbidden(verb: "list", resource: "pods", namespace: "shop", message: "User \"x\" cannot list pods"),
        .notFound(resource: "configmaps/db-ca", namespace: "shop"), .rateLimited(resource: "pods", attempts: 5),
        .serverFailure(resource: "pods", status: 500, message: ""), .incompleteBody(resource: "pods"),
        .notKubernetes(server: "https://api:6443", reason: "it answered with a web page (status 200)"),
        .unexpectedStatus(resource: "pods", status: 418, message: "teapot"),
        .execInterrupted(pod: "web-1", namespace: "shop", reason: "the connection ended"),
        .execTimeout(pod: "web-1", namespace: "shop", seconds: 30),
        .execOutputTooLong(pod: "web-1", namespace: "shop", limit: 1024),
    ]

    @Test(arguments: all)
    func everyErrorIsOneLineInTheHouseStyleWithAHint(error: KubernetesError) {
        for text in [error.description, error.hint] {
            #expect(!text.isEmpty)
            #expect(!text.contains { $0.isNewline })
            #expect(text.last != ".")
        }
        #expect(error.description.first?.isUppercase == false)
    }

    @Test func saysWhatWhereAndWhy() {
        #expect(
            KubernetesError.malformedKubeconfig(path: "/x", line: 3, reason: "server is not a string").description
                == "malformed kubeconfig /x, line 3: server is not a string")
        #expect(
            KubernetesError.forbidden(verb: "list", resource: "pods", namespace: "shop", message: "").description
                == "cannot list pods in namespace \"shop\": forbidden")
        #expect(
            KubernetesError.timeout(server: "https://api", seconds: 30).description
                == "no answer from https://api within 30 s")
        #expect(
            KubernetesError.execInterrupted(pod: "web-1", namespace: "shop", reason: "r").description
                == "a command in pod \"web-1\" in namespace \"shop\" gave no complete answer: r")
        #expect(
            KubernetesError.execTimeout(pod: "web-1", namespace: "shop", seconds: 30).description
                == "a command in pod \"web-1\" in namespace \"shop\" did not end within 30 s")
        #expect(
            KubernetesError.execOutputTooLong(pod: "web-1", namespace: "shop", limit: 9).description
                == "a command in pod \"web-1\" in namespace \"shop\" wrote more than 9 bytes")
    }

    @Test func theHintNamesWhatThereIs() {
        #expect(KubernetesError.unknownContext("x", known: ["dev", "test"]).hint.hasSuffix("dev, test"))
        #expect(
            KubernetesError.execCommandNotFound(command: "kubelogin", installHint: "Install it\nfrom here").hint
                == "Install it from here")
        #expect(KubernetesError.unsupportedAuthProvider(name: "azure", plugin: "kubelogin").hint.contains("kubelogin"))
    }
}
