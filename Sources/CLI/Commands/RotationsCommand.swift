import ArgumentParser
import Foundation
import RiskEngine

struct RotationsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotations", abstract: "The rotations that ship inside, and one's own.",
        subcommands: [RotationsListCommand.self, RotationsShowCommand.self, RotationsValidateCommand.self],
        defaultSubcommand: RotationsListCommand.self)
}

struct RotationsListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the rotations that ship inside, and where each stands.")

    enum Format: String, ExpressibleByArgument, CaseIterable { case table, json, name }

    @Option(name: .shortAndLong, help: ArgumentHelp("table, json or name.", valueName: "format"))
    var output: Format = .table
    @OptionGroup var moment: MomentOptions

    func run() async throws {
        let date = moment.asOf ?? Date.now
        let entries = try RotationProfile.builtInNames.map {
            RotationEntry(try RotationProfile.builtIn(named: $0), asOf: date)
        }
        switch output {
        case .name: Terminal.write(entries.map { $0.id + "\n" }.joined())
        case .json: Terminal.write(try jsonText(entries))
        case .table:
            let rows = entries.map(\.cells) + RotationProfile.templateNames.map(RotationEntry.cells(ofTemplate:))
            Terminal.write(columns([RotationEntry.headings] + rows))
        }
    }
}

struct RotationsShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a rotation: its days, servers, chains, roots and sources.")

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, yaml, json }

    @Argument(help: ArgumentHelp("A built-in rotation, a template or a profile file.", valueName: "id|file"))
    var rotation: String
    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("text, json, or yaml: the profile itself, to start one's own from.", valueName: "format"))
    var output: Format = .text
    @OptionGroup var moment: MomentOptions

    func run() async throws {
        let source = try ProfileSource(rotation)
        // Nothing can be said of a template that its text does not say.
        if output == .yaml || (output == .text && source.isTemplate) { return Terminal.write(source.text) }
        let date = moment.asOf ?? Date.now
        let description = RotationDescription(try source.profile(), asOf: date)
        switch output {
        case .text: Terminal.write(description.text(asOf: date))
        case .json: Terminal.write(try jsonText(description))
        case .yaml: break
        }
    }
}

struct RotationsValidateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "Check a profile of one's own, and name every mistake with its line.",
        discussion: "Exits with 0 where the profile can be used; warnings alone are no mistakes.")

    @Argument(help: ArgumentHelp("A profile file.", valueName: "file"))
    var file: String
    @OptionGroup var moment: MomentOptions

    func run() async throws {
        let source = try ProfileSource(file)
        let (profile, problems) = source.read()
        for problem in problems where problem.isWarning { Terminal.say("warning: \(problem.lineDescription)") }
        let errors = problems.filter { !$0.isWarning }
        for error in errors.dropLast() {
            Terminal.say("error: \(error.lineDescription)")
            if let hint = error.hint { Terminal.say("hint: \(hint)") }
        }
        // The last one ends the program.
        if let error = errors.last {
            throw FatalError(
                error.lineDescription,
                hint: error.hint ?? "compare it with a built-in profile, such as azure-postgresql-2025")
        }
        guard let profile else { throw FatalError("\(file): not a profile", hint: "give the path of a YAML file") }
        RotationChoice.warn(of: [profile], asOf: moment.asOf ?? Date.now)
        let regions = profile.regions.isEmpty ? "" : ", \(profile.regions.count) regions"
        let chains = "\(profile.everyBefore.count) old and \(profile.everyAfter.count) new chains"
        Terminal.write("\(file): valid: rotation \(profile.name), \(chains)\(regions)\n")
    }
}
