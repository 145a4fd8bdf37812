import ArgumentParser
import Foundation
import Reporters

struct InspectCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        let name = Invocation.current.commandName
        return CommandConfiguration(
            commandName: "inspect",
            abstract: "Show what a trust store holds: certificates, expiry, roles in rotations, what is damaged.",
            discussion: """
                  # a bundle, and a key store that has a password of its own
                  \(name) inspect ca.pem truststore.p12 --password-file password.txt

                  # the system's store, as OpenSSL reads it
                  \(name) inspect /etc/ssl/certs

                  # one file of a ConfigMap, for a script
                  kubectl get configmap db-ca -o jsonpath='{.data.ca\\.pem}' | \(name) inspect - -o json

                The format is told by the content, never by the name. Read are PEM, DER, PKCS #7, JKS, JCEKS, PKCS #12 and \
                BKS; UBER, BCFKS, NSS databases and Windows' .sst are named. changeit and changeme are tried on every key \
                store. Exits with 1 where no file could be read.
                """)
    }

    @Argument(
        help: ArgumentHelp("A trust store, a directory of hashed names, or - for standard input.", valueName: "file"),
        completion: .file())
    var files: [String]
    @Option(
        help: ArgumentHelp("A file whose first line is tried as the password of key stores.", valueName: "file"),
        completion: .file())
    var passwordFile: String?
    @OptionGroup(title: "Rotation") var rotation: RotationOptions
    @Option(
        name: [.short, .customLong("output")], help: ArgumentHelp("table or json.", valueName: "format"))
    var output: AssessCommand.Format = .table
    @Option(help: ArgumentHelp("Colours: auto, always or never.", valueName: "when"))
    var color: OutputOptions.ColorChoice = .auto
    @Option(help: ArgumentHelp("A YAML file of flags; flags and environment win over it.", valueName: "file"))
    var config: String?

    func run() async throws {
        let run = try InspectionRun(paths: files, passwordFile: passwordFile, rotation: rotation)
        switch output {
        case .json: Terminal.write(try jsonText(run.inspections))
        case .table: Terminal.write(InspectionTable.render(run.inspections, style: color.style(toTerminal: true)))
        }
        if run.isEmpty { Terminal.end(1) }
    }
}
