import Dialects
import Foundation
import Reporters
import ScanModel
import TrustAssessment

/// `assess` without `--batch`: every rotation, store, client and mode that was asked for, each a row.
struct AssessmentRun {
    let rows: [AssessmentRow]
    /// What the rows are about, for the table.
    let heading: [(label: String, words: String)]

    /// - Throws: ``UsageError`` for an unknown client or rotation, ``FatalError`` for a store that cannot be read.
    init(question: AssessOptions, rotation: RotationOptions) throws {
        let date = rotation.asOf ?? Date.now
        let clients = try question.questions()
        let profiles = try RotationChoice(rotation).profiles(for: question.host.map { [$0] } ?? [])
        RotationChoice.warn(of: profiles, asOf: date)
        let stores = try Self.loaded(question)
        var assessor = Assessor()
        var rows: [AssessmentRow] = []
        let rotations = profiles.map { Rotation($0) }
        for rotation in rotations {
            for stores in stores {
                for client in clients {
                    let assessment = try assessor.assess(
                        client, stores: stores, rotation: rotation, host: question.host, asOf: date)
                    rows.append(AssessmentRow(client: client, stores: stores.map(\.path), assessment: assessment))
                }
            }
        }
        self.rows = rows
        heading =
            rotations.map { ("Rotation", "\($0.name) · \($0.title)") }
            + stores.joined().map { ("Store", "\($0.path) · \($0.summary)") }
    }

    /// What each question loads: all together where the client reads a system's store, else one file a question.
    private static func loaded(_ question: AssessOptions) throws -> [[Store]] {
        var files = StoreFiles()
        let stores = try question.stores.map { path in
            guard FileManager.default.isReadableFile(atPath: path) else {
                let exists = FileManager.default.fileExists(atPath: path)
                throw FatalError(
                    "cannot read \(path): \(exists ? "permission denied" : "no such file")",
                    hint: "give the path of a trust store; to ask about a client without one, leave --store out")
            }
            return files.file(path).store
        }
        if stores.isEmpty { return [[]] }
        return question.via == .system ? [stores] : stores.map { [$0] }
    }
}

/// One answer of `assess`.
struct AssessmentRow: Encodable {
    let client: Client
    let stores: [String]
    let assessment: Assessment

    private enum Key: String, CodingKey {
        case client, version, runtime, mode, stores, rotation, before, after, verdict, code, title, security, basis
        case reasons, anchors, remedy
    }

    func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: Key.self)
        try fields.encode(client.name, forKey: .client)
        try fields.encode(client.version, forKey: .version)
        try fields.encode(client.runtime, forKey: .runtime)
        try fields.encode(client.mode, forKey: .mode)
        try fields.encode(stores, forKey: .stores)
        try fields.encode(assessment.rotation, forKey: .rotation)
        try fields.encode(assessment.before, forKey: .before)
        try fields.encode(assessment.after, forKey: .after)
        try fields.encode(assessment.verdict, forKey: .verdict)
        try fields.encode(assessment.code, forKey: .code)
        try fields.encode(assessment.title, forKey: .title)
        try fields.encode(assessment.security, forKey: .security)
        try fields.encode(assessment.basis, forKey: .basis)
        try fields.encode(assessment.reasons, forKey: .reasons)
        try fields.encode(assessment.anchors, forKey: .anchors)
        try fields.encode(assessment.remedy, forKey: .remedy)
    }

    /// For the table.
    var line: AssessmentMatrix.Row {
        AssessmentMatrix.Row(
            client: client.version.map { "\(client.name)@\($0)" } ?? client.name, mode: client.mode ?? "(default)",
            store: stores.joined(separator: ", "), rotation: assessment.rotation, before: assessment.before,
            after: assessment.after, verdict: assessment.verdict, code: assessment.code, reasons: assessment.reasons,
            remedy: assessment.remedy)
    }
}
