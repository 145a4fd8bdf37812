import ScanModel

/// Connections whose client goes by rules of its own that no dialect describes: never green, and the report says why.
enum ClientWithoutDialect {
    /// - Returns: nil where one of the dialects may be the client.
    static func reason(_ connection: Connection, in settings: ContainerSettings) -> UnreadSetting? {
        words(connection, in: settings).map {
            UnreadSetting(name: connection.name, object: $0, reason: .unknownClient)
        }
    }

    private static func words(_ connection: Connection, in settings: ContainerSettings) -> String? {
        if case .otherService(let service) = connection.kind {
            return "a \(service.rawValue) client, which has no dialect"
        }
        if connection.usesCloudSQL {
            return "the Cloud SQL connector, which brings its own TLS and the instance's own CA"
        }
        let name = SettingName(connection.name).words
        if name.first == "quarkus", name.contains("reactive") {
            return "the Vert.x client of Quarkus' reactive data source, which has no dialect"
        }
        return usesPrisma(connection, in: settings) ? "Prisma's own engine, which has no dialect" : nil
    }

    /// Prisma's engine reads `postgres://` URLs by rules of its own: `sslmode` without verify-ca, `sslcert` for the root file,
    /// `sslaccept` (Prisma's manual, "PostgreSQL: arguments"); from version 7 node-postgres may be behind it.
    private static func usesPrisma(_ connection: Connection, in settings: ContainerSettings) -> Bool {
        guard connection.kind == .string(.uri) else { return false }
        if let driver = connection.driver { return driver == "prisma" }
        let runtime = Runtime.recognized(in: settings)?.runtime
        guard runtime == .node || runtime == nil else { return false }
        return connection.options["schema"] != nil || settings.facts.settings.contains { $0.name.hasPrefix("PRISMA_") }
            || settings.commands.contains { $0.contains { ToolCommand.baseName($0) == "prisma" } }
    }
}

extension Connection {
    /// Whether Google's connector makes it, which finds the server by the instance's name.
    var usesCloudSQL: Bool { options["socketfactory"]?.value.hasPrefix(ConnectionURI.cloudSQL) == true }
}
