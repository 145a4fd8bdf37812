import Crypto
import Dialects
import Foundation
import RiskEngine
import ScanModel
import SwiftASN1
import TrustStores
import X509

/// Judges 100,000 (container, endpoint) pairs over 500 distinct stores, on one core, and prints as JSON how long that took.
///
/// Stores are parsed and profiles read before the clock starts; everything the judge does is measured, its first look at a
/// certificate included. As a yardstick some of the pairs are judged by a judge that knows nothing of the others.
///
/// usage: Judging CERTIFICATES FOLDER: the real certificates; where the stores are written for others to verify with
@main
struct Judging {
    static let stores = 500
    static let judgements = 100_000
    static let alone = 400

    static func main() throws {
        guard CommandLine.arguments.count == 3 else {
            print("usage: Judging CERTIFICATES FOLDER")
            exit(64)
        }
        let folder = URL(fileURLWithPath: CommandLine.arguments[2])
        var made = try Stores(certificates: CommandLine.arguments[1])
        let readings = try made.written(to: folder, count: stores)
        let evidence = try Self.evidence(readings)
        // Those that a scan of these servers would choose.
        let profiles = try RotationProfile.builtInNames.map { try RotationProfile.builtIn(named: $0) }
            .filter { $0.isFoundByHost && $0.matches(host: host(0)) }
        let asOf = Timestamp.date("2026-06-01") ?? .now

        let together = Stopwatch()
        var judge = Judge(profiles: profiles, asOf: asOf)
        let findings = judge.judge(evidence).reduce(0) { $0 + $1.count }
        let (wall, cpu) = together.read()
        guard findings == judgements else {
            print("\(findings) findings, not \(judgements)")
            exit(1)
        }

        let apart = Stopwatch()
        var lonely = 0
        for index in 0..<alone {
            var judge = Judge(profiles: profiles, asOf: asOf)
            lonely += judge.judge([evidence[index * (judgements / alone)]]).count
        }
        let each = apart.read().cpu / Double(max(lonely, 1))
        print(
            """
            {"judgements": \(judgements), "stores": \(stores), "searches": \(judge.pathSearches), "wall": \(wall), \
            "cpu": \(cpu), "alone": \(each * Double(judgements))}
            """)
    }

    private static func host(_ number: Int) -> String { "db\(number % 50).postgres.database.azure.com" }

    /// Every store with every client, again and again, each in a container of its own.
    private static func evidence(_ readings: [StoreReading]) throws -> [ClientEvidence] {
        let questions: [(String, String?)] = [
            ("libpq", "verify-full"), ("libpq", "prefer"), ("pgjdbc", "verify-full"), ("pgx", "verify-full"),
            ("node-postgres", "verify-full"), ("asyncpg", "verify-ca"), ("npgsql", "VerifyFull"), ("libpq", "require"),
        ]
        let behaviours = questions.compactMap { name, mode in
            uses(ofClient: name, ClientRequest(mode: mode, via: .named))?.first.map { (name, mode, $0.behaviour) }
        }
        return (0..<judgements).map { number in
            let (name, mode, behaviour) = behaviours[number / stores % behaviours.count]
            let reference = StoreReference.named(path: "/etc/db/ca.pem")
            let workload = WorkloadID(namespace: "team-\(number % 97)", kind: "Deployment", name: "app-\(number)")
            let client = TLSClient(
                container: ContainerID(workload: workload, name: "app"), connection: "DATABASE_URL", name: name,
                evidence: "package",
                endpoint: Endpoint(host: host(number), port: 5432),
                mode: Mode(value: mode, source: "env"), behaviour: behaviour, stores: [reference])
            let store = StoreEvidence(
                reference: reference, location: .configMap(namespace: "team", name: "ca", key: "ca.pem"),
                reading: readings[number % stores], update: .followsObject)
            return ClientEvidence(client: client, stores: [store])
        }
    }
}

/// Seconds since it was made.
struct Stopwatch {
    private let start = ContinuousClock.now
    private let ticks = clock()

    func read() -> (wall: Double, cpu: Double) {
        let wall = start.duration(to: .now).components
        return (
            Double(wall.seconds) + Double(wall.attoseconds) / 1e18, Double(clock() - ticks) / Double(CLOCKS_PER_SEC)
        )
    }
}
