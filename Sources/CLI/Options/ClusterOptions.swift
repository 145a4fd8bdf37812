import ArgumentParser
import Foundation
import Kubernetes

/// Which cluster, as whom: kubectl's own flags.
struct ClusterOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The kubeconfig file; without it KUBECONFIG, then ~/.kube/config.", valueName: "file"))
    var kubeconfig: String?
    @Option(help: ArgumentHelp("The kubeconfig context.", valueName: "name"))
    var context: String?
    @Option(help: ArgumentHelp("The kubeconfig cluster.", valueName: "name"))
    var cluster: String?
    @Option(help: ArgumentHelp("The kubeconfig user.", valueName: "name"))
    var user: String?
    @Option(name: [.customShort("s"), .long], help: ArgumentHelp("The API server's address.", valueName: "url"))
    var server: String?
    @Option(help: ArgumentHelp("A bearer token for the API server.", valueName: "token"))
    var token: String?
    @Option(name: .customLong("as"), help: ArgumentHelp("The user to impersonate.", valueName: "name"))
    var impersonatedUser: String?
    @Option(
        name: .customLong("as-group"), parsing: .singleValue,
        help: ArgumentHelp("A group to impersonate; repeatable.", valueName: "name"))
    var impersonatedGroups: [String] = []
    @Option(name: .customLong("as-uid"), help: ArgumentHelp("The UID to impersonate.", valueName: "uid"))
    var impersonatedUID: String?
    @Option(help: ArgumentHelp("The file of the CA that signed the API server's certificate.", valueName: "file"))
    var certificateAuthority: String?
    @Option(
        name: .customLong("tls-server-name"),
        help: ArgumentHelp("The name to check the API server's certificate against.", valueName: "name"))
    var tlsServerName: String?
    @Flag(name: .customLong("insecure-skip-tls-verify"), help: "Do not verify the API server's certificate.")
    var insecure = false

    func validate() throws {
        guard certificateAuthority == nil || !insecure else {
            throw ValidationError("--certificate-authority and --insecure-skip-tls-verify exclude each other")
        }
    }

    /// The cluster that kubectl would talk to with the same flags.
    ///
    /// - Parameter variables: the process's environment.
    /// - Returns: where to connect, as whom.
    /// - Throws: ``KubernetesError`` where no cluster can be found, or its credentials are no good.
    func configuration(in variables: [String: String]) throws -> ClusterConfiguration {
        let environment = HostEnvironment(
            variables: variables, homeDirectory: Invocation.homeDirectory(in: variables),
            isTerminal: isatty(STDIN_FILENO) == 1)
        let overrides = ClusterOverrides(
            context: context, cluster: cluster, user: user, server: server, token: token,
            impersonateUser: impersonatedUser, impersonateUID: impersonatedUID,
            impersonateGroups: impersonatedGroups, certificateAuthority: certificateAuthority,
            insecureSkipTLSVerify: insecure, tlsServerName: tlsServerName)
        return try ClusterConfiguration.resolve(
            kubeconfig: kubeconfig, overrides: overrides, environment: environment)
    }

    /// Whether the configuration is the pod's own service account.
    func isInCluster(_ configuration: ClusterConfiguration) -> Bool { configuration.context == nil && server == nil }
}
