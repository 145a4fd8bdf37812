import Foundation
import RiskEngine
import ScanModel
import TrustStores

/// `inspect`: every file that was named, each read once, in order.
struct InspectionRun {
    let inspections: [Inspection]

    /// - Parameters:
    ///   - paths: files, directories, or `-`.
    ///   - passwordFile: a file whose first line is tried on key stores; nil for none.
    ///   - rotation: the rotations that roles are for, and the day.
    /// - Throws: ``UsageError`` for an unknown rotation, ``FatalError`` for a password file that cannot be read.
    init(paths: [String], passwordFile: String?, rotation: RotationOptions) throws {
        let date = rotation.asOf ?? Date.now
        let passwords = try passwordFile.map { try PasswordFile.passwords(in: $0, most: 1) } ?? []
        let inspector = Inspector(rotations: try Self.rotations(rotation), asOf: date)
        inspections = paths.map { path in
            do throws(BoundedFile.Failure) {
                if let files = try BoundedFile.files(in: path, upTo: largestStore) {
                    let (store, notes) = StoreDirectory(files).inspection
                    return inspector.inspection(of: .read(store), path: path, notes: notes)
                }
                let bytes = try BoundedFile.bytes(of: path, upTo: largestStore)
                return inspector.inspection(of: parseTrustStore(bytes, passwords: passwords), path: path)
            } catch {
                return inspector.inspection(of: .unread(error.reason, error.words), path: path)
            }
        }
    }

    /// Whether nothing at all could be read.
    var isEmpty: Bool { inspections.allSatisfy { $0.format == nil } }

    /// Those that were named; else every one inside, the default first, for nothing here tells which matters.
    private static func rotations(_ options: RotationOptions) throws -> [RotationProfile] {
        let choice = try RotationChoice(options)
        guard choice.named.isEmpty else { return choice.named }
        let first = try choice.profiles(for: [])
        let names = RotationProfile.builtInNames.filter { name in !first.contains { $0.name == name } }
        return try first + names.map(RotationProfile.builtIn(named:))
    }
}
