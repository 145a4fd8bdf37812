internal import Yams

/// One kubeconfig file to values. Unknown fields are skipped, as client-go does.
enum KubeconfigReader {
    static func read(_ bytes: [UInt8], path: String) throws(KubernetesError) -> Kubeconfig {
        var config = Kubeconfig()
        guard let root = try YAMLFields(file: bytes, path: path) else { return config }
        if let kind = try root.string("kind"), kind != "Config" {
            throw root.malformed("kind", "it is a \(kind.prefix(40)), not a kubeconfig")
        }
        if let version = try root.string("apiVersion"), version != "v1" {
            throw root.malformed("apiVersion", "its apiVersion is not v1")
        }
        config.currentContext = try root.string("current-context")
        config.clusters = try entries(root, "clusters", "cluster", cluster)
        config.contexts = try entries(root, "contexts", "context", context)
        config.users = try entries(root, "users", "user", user)
        return config
    }

    private static func entries<Value>(
        _ root: YAMLFields, _ list: String, _ key: String, _ read: (YAMLFields) throws(KubernetesError) -> Value
    ) throws(KubernetesError) -> [String: Value] {
        var entries: [String: Value] = [:]
        for item in try root.list(list) {
            let entry = try YAMLFields(item, path: root.path, what: "an entry of \(list)")
            guard let name = try entry.string("name") else {
                throw entry.malformed(nil, "an entry of \(list) has no name")
            }
            guard entries[name] == nil else {
                throw entry.malformed("name", "\(list) has two entries of the name \(name)")
            }
            // An entry with nothing in it is allowed: a user without credentials.
            let node = entry.value(key) ?? Node.mapping(Node.Mapping([]))
            entries[name] = try read(try YAMLFields(node, path: root.path, what: key))
        }
        return entries
    }

    private static func cluster(_ fields: YAMLFields) throws(KubernetesError) -> Kubeconfig.Cluster {
        var cluster = Kubeconfig.Cluster()
        cluster.server = try fields.string("server")
        cluster.certificateAuthority = try fields.source("certificate-authority")
        cluster.insecureSkipTLSVerify = try fields.flag("insecure-skip-tls-verify")
        cluster.tlsServerName = try fields.string("tls-server-name")
        cluster.proxyURL = try fields.string("proxy-url").map(Confidential.init)
        for item in try fields.list("extensions") {
            let named = try YAMLFields(item, path: fields.path, what: "an extension")
            if try named.string("name") == ExecPlugin.extensionName {
                cluster.execConfiguration = named.value("extension").map(JSONValue.init)
            }
        }
        cluster.path = fields.path
        return cluster
    }

    private static func context(_ fields: YAMLFields) throws(KubernetesError) -> Kubeconfig.Context {
        var context = Kubeconfig.Context()
        context.cluster = try fields.string("cluster")
        context.user = try fields.string("user")
        context.namespace = try fields.string("namespace")
        context.path = fields.path
        return context
    }

    private static func user(_ fields: YAMLFields) throws(KubernetesError) -> Kubeconfig.User {
        var user = Kubeconfig.User()
        user.clientCertificate = try fields.source("client-certificate")
        user.clientKey = try fields.source("client-key")
        user.token = try fields.string("token").map(Confidential.init)
        user.tokenFile = try fields.file("tokenFile")
        user.username = try fields.string("username")
        user.password = try fields.string("password").map(Confidential.init)
        user.impersonation.user = try fields.string("as")
        user.impersonation.uid = try fields.string("as-uid")
        user.impersonation.groups = try fields.strings("as-groups")
        if let extra = try fields.fields("as-user-extra") {
            for key in extra.node.mapping?.keys.compactMap(\.string) ?? [] {
                user.impersonation.extra[key] = try extra.strings(key)
            }
        }
        user.exec = try fields.fields("exec").map(exec)
        if let provider = try fields.fields("auth-provider") {
            user.authProvider = try provider.string("name") ?? "(unnamed)"
        }
        user.path = fields.path
        return user
    }

    private static func exec(_ fields: YAMLFields) throws(KubernetesError) -> ExecPlugin {
        guard let command = try fields.string("command") else { throw fields.malformed(nil, "exec has no command") }
        guard let version = try fields.string("apiVersion") else {
            throw fields.malformed(nil, "exec has no apiVersion")
        }
        guard ExecPlugin.apiVersions.contains(version) else {
            throw fields.malformed("apiVersion", "exec has an apiVersion that is not supported")
        }
        var variables: [String: String] = [:]
        for item in try fields.list("env") {
            let variable = try YAMLFields(item, path: fields.path, what: "an entry of env")
            guard let name = try variable.string("name") else {
                throw variable.malformed(nil, "an entry of env has no name")
            }
            variables[name] = try variable.string("value") ?? ""
        }
        let word = try fields.string("interactiveMode")
        let mode = word.flatMap(ExecPlugin.InteractiveMode.init)
        if word != nil, mode == nil { throw fields.malformed("interactiveMode", "exec has an unknown interactiveMode") }
        if mode == nil, version.hasSuffix("/v1") {
            throw fields.malformed(nil, "exec has no interactiveMode, which \(version) requires")
        }
        // A bare name is looked up in PATH; one with a slash is a path from the kubeconfig's folder.
        return ExecPlugin(
            apiVersion: version,
            command: command.contains("/") ? FileBytes.resolve(command, besides: fields.path) : command,
            arguments: try fields.strings("args"), variables: Confidential(variables),
            installHint: try fields.string("installHint"), providesClusterInfo: try fields.flag("provideClusterInfo"),
            interactiveMode: mode ?? .ifAvailable)
    }
}
