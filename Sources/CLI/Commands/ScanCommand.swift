import ArgumentParser
import Collectors
import Foundation
import Kubernetes
import ScanModel

struct ScanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan",
        abstract: "Sweep a cluster, or recorded files, and say which workloads a CA rotation breaks.",
        discussion: "Reads the cluster, never changes it. Secrets are read only with --secrets.")

    @Option(
        name: .customLong("from"),
        help: ArgumentHelp(
            "Read manifests, `kubectl get … -o yaml` output or a snapshot folder instead of a cluster.",
            valueName: "path"))
    var recording: String?
    @Option(
        help: ArgumentHelp(
            "A file of passwords, one on each line, to open the key stores of Java clients with.", valueName: "file"))
    var storePasswordFile: String?
    @OptionGroup(title: "Scope") var scope: ScopeOptions
    @OptionGroup(title: "Images") var images: ImageOptions
    @OptionGroup(title: "Rotation") var rotation: RotationOptions
    @OptionGroup(title: "Output") var output: OutputOptions
    @OptionGroup(title: "Cluster") var cluster: ClusterOptions
    @OptionGroup(title: "Limits") var limits: LimitOptions

    func validate() throws {
        if recording != nil, scope.secrets {
            throw ValidationError("--secrets reads Secrets from a cluster: it cannot be used with --from")
        }
        if scope.allNamespaces, !scope.namespaces.isEmpty {
            throw ValidationError("--all-namespaces and --namespace exclude each other")
        }
    }

    func run() async throws {
        let environment = Invocation.current.environment
        var sweep = try Sweep(
            recording: recording, scope: scope, cluster: cluster, limits: limits, images: images)
        if let storePasswordFile {
            sweep.passwords = try PasswordFile.passwords(in: storePasswordFile, most: 16)
                .compactMap { StorePassword($0) }
        }
        try await sweep.run(rotation: rotation, output: output, environment: environment)
    }
}

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Sweep the fleet that ships inside: one namespace for each row of the risk matrix.",
        discussion: "Needs no cluster and no network; the code is the same as for a live scan.")

    @OptionGroup(title: "Rotation") var rotation: RotationOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    func run() async throws {
        let sweep = Sweep(source: try demoFleet(), scope: ScanScope(allNamespaces: true))
        try await sweep.run(rotation: rotation, output: output, environment: Invocation.current.environment)
    }
}

struct SnapshotCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "snapshot",
        abstract: "Record what a scan needs, without secrets, to be judged elsewhere with scan --from.",
        discussion: "Passwords, tokens and keys are left out while it records; Secrets are never read.")

    @Argument(help: ArgumentHelp("A folder: new, empty, or an older snapshot.", valueName: "dir"))
    var folder: String
    @OptionGroup(title: "Scope") var scope: ScopeOptions
    @OptionGroup(title: "Images") var images: ImageOptions
    @OptionGroup(title: "Cluster") var cluster: ClusterOptions
    @OptionGroup(title: "Limits") var limits: LimitOptions

    func run() async throws {
        let sweep = try Sweep(recording: nil, scope: scope, cluster: cluster, limits: limits, images: images)
        try await sweep.snapshot(to: folder)
    }
}
