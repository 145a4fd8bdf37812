import ArgumentParser
import Kubernetes

/// How hard to ask, and how long.
struct LimitOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Objects a page of a list.", valueName: "n"))
    var pageSize = 250
    @Option(help: ArgumentHelp("Requests under way at once.", valueName: "n"))
    var parallel = 8
    @Option(help: ArgumentHelp("Requests a second, once --burst is used up.", valueName: "n"))
    var qps = 50.0
    @Option(help: ArgumentHelp("Requests that may go out at once before --qps counts.", valueName: "n"))
    var burst = 100
    @Option(help: ArgumentHelp("Longest wait for one answer, such as 30s or 2m; 0 waits for ever.", valueName: "time"))
    var requestTimeout = TimeSpan(seconds: 60)
    @Option(
        help: ArgumentHelp("Longest time for the whole scan; then the partial report is written.", valueName: "time"))
    var timeout: TimeSpan?

    /// A client that keeps to these limits.
    func client(for configuration: ClusterConfiguration) -> KubernetesClient {
        KubernetesClient(
            configuration: configuration,
            transport: configuration.transport(
                requestTimeout: requestTimeout.seconds > 0 ? requestTimeout.seconds : nil),
            execTransport: configuration.execTransport(),
            limits: ClientLimits(qps: qps, burst: burst, parallel: parallel, pageSize: pageSize),
            userAgent: KubernetesClient.userAgent(version: Trustsweep.version))
    }

    func validate() throws {
        guard pageSize > 0 else { throw ValidationError("--page-size must be at least 1") }
        guard parallel > 0 else { throw ValidationError("--parallel must be at least 1") }
        guard qps > 0, burst > 0 else { throw ValidationError("--qps and --burst must be above 0") }
    }
}

/// A time as kubectl writes it: `30s`, `1m30s`, `2h`, or plain seconds.
struct TimeSpan: ExpressibleByArgument, CustomStringConvertible {
    var seconds: Double

    init(seconds: Double) { self.seconds = seconds }

    init?(argument: String) {
        if let plain = Double(argument), plain >= 0, plain.isFinite {
            seconds = plain
            return
        }
        var total = 0.0
        var number = ""
        var unit = ""
        for character in argument + "\0" {
            if character.isNumber || character == "." || character == "\0" {
                if !unit.isEmpty {
                    guard let value = Double(number), let factor = Self.factors[unit] else { return nil }
                    total += value * factor
                    number = ""
                    unit = ""
                }
                number.append(character)
            } else {
                unit.append(character)
            }
        }
        guard number == "\0", !argument.isEmpty else { return nil }
        seconds = total
    }

    private static let factors = ["ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0]

    var description: String {
        if seconds >= 3600, seconds.truncatingRemainder(dividingBy: 3600) == 0 { return "\(Int(seconds / 3600))h" }
        return seconds == seconds.rounded() ? "\(Int(seconds))s" : "\(seconds)s"
    }
}
