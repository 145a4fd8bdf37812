import ScanModel

/// The language runtime of a container, which narrows the clients it can hold.
enum Runtime: String, CaseIterable, Sendable {
    case node, java, python, dotNet, go, ruby, php, rust, pgbouncer, pgpool, libpq

    /// What a container runs and how that was seen; nil where nothing tells.
    ///
    /// The command line is what runs; an image's name is its maker's word; variables can be left over from anywhere.
    static func recognized(in settings: ContainerSettings) -> (runtime: Runtime, evidence: String)? {
        for word in settings.commands.flatMap(programs) {
            guard let runtime = runtime(ofCommand: ToolCommand.baseName(word).lowercased()) else { continue }
            return (runtime, "command \(ToolCommand.baseName(word))")
        }
        let image = ImageName(settings.facts.image)
        for (runtime, words) in imageWords where !image.words.isDisjoint(with: words) {
            return (runtime, "image \(image.name)\(image.tag.isEmpty ? "" : ":" + image.tag)")
        }
        for setting in settings.facts.settings {
            guard let runtime = runtime(ofSetting: setting) else { continue }
            return (runtime, "setting \(setting.name)")
        }
        return nil
    }

    /// The words of a command that may be programs: no options, and no values of options but those that hold a program.
    private static func programs(in words: [String]) -> [String] {
        let holders: Set<String> = ["--", "-m", "-jar", "-c"]
        return words.indices.filter { index in
            guard !words[index].hasPrefix("-"), !words[index].contains(" ") else { return false }
            return index == 0 || !words[index - 1].hasPrefix("-") || holders.contains(words[index - 1])
        }.map { words[$0] }
    }

    private static func runtime(ofCommand command: String) -> Runtime? {
        if let runtime = commands.first(where: { $0.words.contains(command) })?.runtime { return runtime }
        if command.hasPrefix("python") { return .python }
        if command.hasSuffix(".jar") { return .java }
        if command.hasSuffix(".dll") { return .dotNet }
        if command.hasSuffix(".js") || command.hasSuffix(".mjs") { return .node }
        if command.hasSuffix(".py") { return .python }
        if command.hasSuffix(".rb") { return .ruby }
        return command.hasPrefix("php") ? .php : nil
    }

    private static func runtime(ofSetting setting: Setting) -> Runtime? {
        if setting.source.isEnvironment {
            return environment.first { pair in pair.prefixes.contains { setting.name.hasPrefix($0) } }?.runtime
        }
        guard let file = setting.fileName else { return nil }
        let name = setting.nameInFile
        if setting.value.hasPrefix("org.postgresql.") { return .java }
        if javaNames.contains(where: { name.hasPrefix($0) }) { return .java }
        if file.hasPrefix("appsettings") { return .dotNet }
        if file.hasPrefix("pgbouncer") { return .pgbouncer }
        if file.hasPrefix("pgpool") { return .pgpool }
        if file.hasSuffix(".py") { return .python }
        return file.hasPrefix("application.") || file.hasPrefix("application-") ? .java : nil
    }

    /// Beginnings of properties of Java frameworks.
    private static let javaNames = [
        "spring.", "quarkus.", "micronaut.", "datasources.", "r2dbc.", "dataSource.", "dataSourceClassName", "hikari.",
        "hibernate.", "javax.", "jakarta.",
    ]

    private static let commands: [(runtime: Runtime, words: Set<String>)] = [
        (.node, ["node", "nodejs", "npm", "npx", "yarn", "pnpm", "ts-node", "tsx", "next", "pm2", "nest"]),
        (.java, ["java", "catalina.sh", "kc.sh", "gradle", "mvn", "standalone.sh"]),
        (
            .python,
            ["gunicorn", "uvicorn", "celery", "flask", "django-admin", "alembic", "airflow", "hypercorn", "poetry"]
        ),
        (.dotNet, ["dotnet", "dotnet.exe"]),
        (.ruby, ["ruby", "rails", "rake", "bundle", "puma", "sidekiq", "unicorn"]),
        (.php, ["artisan", "apache2-foreground", "composer"]),
        (.rust, ["cargo"]),
        (.pgbouncer, ["pgbouncer"]),
        (.pgpool, ["pgpool"]),
        (.libpq, ToolCommand.names),
    ]

    private static let imageWords: [(Runtime, Set<String>)] = [
        (.pgbouncer, ["pgbouncer"]),
        (.pgpool, ["pgpool", "pgpool2"]),
        // Before the names of what they watch and keep: `postgres-exporter`.
        (.go, ["golang", "go", "exporter", "grafana", "gitea", "forgejo"]),
        (
            .java,
            [
                "openjdk", "temurin", "jre", "jdk", "java", "tomcat", "quarkus", "keycloak", "corretto", "zulu",
                "liberty",
                "wildfly", "jetty", "spring", "jboss", "openliberty", "sonarqube", "graalvm", "flyway", "liquibase",
            ]
        ),
        (.dotNet, ["dotnet", "aspnet"]),
        (.node, ["node", "nodejs", "nextjs", "strapi", "directus"]),
        (
            .python,
            ["python", "django", "flask", "fastapi", "uvicorn", "gunicorn", "airflow", "superset", "conda", "pypy"]
        ),
        (.ruby, ["ruby", "rails", "puma", "gitlab", "discourse", "mastodon"]),
        (.php, ["php", "laravel", "nextcloud", "drupal", "symfony"]),
        (.rust, ["rust"]),
        (.libpq, ["postgres", "postgresql", "postgis", "hasura", "psql", "pgbackrest"]),
    ]

    private static let environment: [(runtime: Runtime, prefixes: [String])] = [
        (.node, ["NODE_", "NPM_", "npm_", "TYPEORM_", "PRISMA_"]),
        (.java, ["JAVA_", "JDK_JAVA_OPTIONS", "CATALINA_", "SPRING_", "QUARKUS_", "MICRONAUT_", "KC_DB", "JVM_"]),
        (.dotNet, ["DOTNET_", "ASPNETCORE_", "ConnectionStrings__", "COMPlus_"]),
        (.python, ["PYTHON", "DJANGO_", "GUNICORN_", "UVICORN_", "FLASK_", "SQLALCHEMY_"]),
        (.go, ["GOMEMLIMIT", "GOMAXPROCS", "GODEBUG", "GOGC", "GIN_MODE"]),
        (.ruby, ["RAILS_", "RACK_ENV", "BUNDLE_", "RUBY"]),
        (.php, ["PHP_", "LARAVEL_"]),
        (.rust, ["RUST_", "CARGO_", "ROCKET_"]),
        (.pgpool, ["PGPOOL_"]),
        (.pgbouncer, ["PGBOUNCER_"]),
    ]
}
