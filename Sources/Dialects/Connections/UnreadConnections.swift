import ScanModel

/// Connections of which only the existence is known, because the setting that holds them could not be read.
///
/// They are clients all the same: left out, they would be a false green.
enum UnreadConnections {
    static func connections(in settings: ContainerSettings, beside known: [Connection]) -> [Connection] {
        let facts = settings.facts
        var found: [Connection] = []
        for unread in facts.unreadSettings {
            guard let name = unread.name, !Credentials.isCredentialName(name) || SettingName(name).looksLikeConnection,
                let kind = kind(of: name, beside: known)
            else { continue }
            found.append(connection(name, kind: kind, unread: [unread]))
        }
        guard known.isEmpty, found.isEmpty else { return found }
        // Nothing else tells: a database's URL may be among the names that were not read.
        let whole = facts.unreadSettings.filter { $0.name == nil }
        guard !whole.isEmpty, !isInfrastructure(facts.image) else { return [] }
        return [connection(whole[0].object, kind: .variables, unread: whole)]
    }

    /// Nil where the setting names no server and a known connection will miss it by itself.
    private static func kind(of name: String, beside known: [Connection]) -> Connection.Kind? {
        let words = SettingName(name)
        if words.looksLikeConnection {
            if words.words.first?.hasPrefix("pg") == true, words.words.count == 1 {
                // A `PGHOST` beside a connection that names its host changes nothing.
                return known.contains { !$0.hosts.isEmpty } ? nil : .environment
            }
            return .variables
        }
        guard known.isEmpty, words.tlsOption != nil, !words.isForeign else { return nil }
        return words.namesDatabase || words.words.count == 1 ? .variables : nil
    }

    private static func connection(_ name: String, kind: Connection.Kind, unread: [UnreadSetting]) -> Connection {
        Connection(
            name: name, source: unread.first?.object ?? "", kind: kind, hosts: [], undetermined: unread)
    }

    /// Images that hold no PostgreSQL client.
    private static func isInfrastructure(_ image: String) -> Bool {
        let names: Set<String> = [
            "nginx", "redis", "valkey", "envoy", "proxyv2", "haproxy", "traefik", "memcached", "rabbitmq", "etcd",
            "coredns", "pause", "prometheus", "node-exporter", "fluent-bit", "fluentd", "filebeat", "promtail",
            "linkerd-proxy", "istio-proxy",
        ]
        return names.contains(ImageName(image).name)
    }
}
