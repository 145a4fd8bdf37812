import ScanModel

/// PHP's `pgsql:host=db;port=5432;dbname=x;sslmode=verify-full`.
///
/// PDO turns the semicolons into blanks and hands the rest to libpq (php-src, `ext/pdo_pgsql/pgsql_driver.c`).
struct PDOConnectionString {
    var connectionString: ConnectionString

    init?(_ text: String) {
        let scheme = "pgsql:"
        guard text.lowercased().hasPrefix(scheme), !text.contains("://"), text.contains("=") else { return nil }
        let list = String(text.dropFirst(scheme.count).map { $0 == ";" ? " " : $0 })
        guard let keywords = KeywordConnectionString(list: list) else { return nil }
        connectionString = keywords.connectionString
        connectionString.driver = "pdo"
    }
}
