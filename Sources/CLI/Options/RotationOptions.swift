import ArgumentParser
import FoundationEssentials
import RiskEngine

/// Which rotation, on which day.
struct RotationOptions: ParsableArguments {
    @Option(
        name: .customLong("rotation"), parsing: .singleValue,
        help: ArgumentHelp(
            """
            A built-in profile or a profile file; repeatable. Default: every built-in one whose endpoints are found, \
            else azure-postgresql-2025.
            """, valueName: "id|file"))
    var rotations: [String] = []
    @OptionGroup var moment: MomentOptions

    var asOf: Date? { moment.asOf }
}

/// On which day.
struct MomentOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The day or time that verdicts are for, such as 2026-06-01. Default: now.", valueName: "date"),
        transform: moment)
    var asOf: Date?

    private static func moment(_ text: String) throws -> Date {
        guard let date = Timestamp.date(text) else {
            throw ValidationError("--as-of takes a day such as 2026-06-01, or a time such as 2026-06-01T12:00:00Z")
        }
        return date
    }
}
