import ArgumentParser
import Dialects
import FoundationEssentials
import ScanModel
import TrustAssessment

/// Which store, which client, which mode: the question of `assess`.
struct AssessOptions: ParsableArguments {
    @Option(
        name: .customLong("store"), parsing: .singleValue,
        help: ArgumentHelp(
            """
            A trust store: a file, or a directory read as OpenSSL reads a CApath; repeatable. Each file is a question of its \
            own, except with --via system, where all are loaded together.
            """, valueName: "path"))
    var stores: [String] = []
    @Option(
        name: .customLong("client"), parsing: .singleValue,
        help: ArgumentHelp("A client, such as libpq or pgx@4, or all; repeatable.", valueName: "name[@version]"))
    var clients: [String] = []
    @Option(
        help: ArgumentHelp("Its language runtime, such as 'python 3.13', 'node 20' or 'jdk 17'.", valueName: "words"))
    var runtime: String?
    @Option(
        name: .customLong("sslmode"), parsing: .singleValue,
        help: ArgumentHelp(
            "A mode in the client's own words, or all; repeatable. Default: the client's default.", valueName: "mode"))
    var modes: [String] = []
    @Option(
        help: ArgumentHelp(
            """
            How the store is given: named (parameter or environment), home (the client's default file), system, extra, \
            truststore or none. Default: named for a file, system for a directory, none without a store.
            """, valueName: "how"), transform: delivery)
    var via: StoreDelivery?
    @Option(help: ArgumentHelp("The server's name, which tells its rotation and region.", valueName: "name"))
    var host: String?
    @Option(
        help: ArgumentHelp(
            "Answer one handshake a line instead: a file of JSON objects, or - for standard input.", valueName: "file|-"
        ))
    var batch: String?

    func validate() throws {
        if batch != nil {
            guard stores.isEmpty, clients.isEmpty, modes.isEmpty, runtime == nil, via == nil, host == nil else {
                throw ValidationError("--batch takes the store, the client and the mode from its lines")
            }
            return
        }
        guard !clients.isEmpty else {
            throw ValidationError("no --client: give one of \(Client.names.joined(separator: ", ")), or all")
        }
    }

    private static func delivery(_ word: String) throws -> StoreDelivery {
        guard let known = StoreDelivery(rawValue: word) else {
            throw ValidationError("one of \(StoreDelivery.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return known
    }

    /// The clients in the modes that were asked for, in that order.
    ///
    /// - Throws: ``UsageError`` for an unknown client.
    func questions() throws -> [Client] {
        try ScopeOptions.words(clients).flatMap { word in
            guard word != "all" else { return try Client.names.flatMap { try questions(name: $0, version: nil) } }
            let parts = word.split(separator: "@", maxSplits: 1).map(String.init)
            return try questions(name: parts.first ?? word, version: parts.count > 1 ? parts[1] : nil)
        }
    }

    private func questions(name: String, version: String?) throws -> [Client] {
        guard let known = try? Client.modes(of: name) else {
            throw UsageError("unknown client '\(name)'", hint: "one of \(Client.names.joined(separator: ", ")), or all")
        }
        let words: [String?] = modes.isEmpty ? [nil] : modes.flatMap { $0 == "all" ? known : [$0] }
        return words.map { Client(name: name, version: version, runtime: runtime, mode: $0, via: via) }
    }
}
