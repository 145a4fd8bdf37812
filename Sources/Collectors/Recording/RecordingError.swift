/// Why a recording can't be opened at all; a part that can't be read is a gap instead.
package enum RecordingError: Error, Equatable, Sendable, CustomStringConvertible {
    case notFound(path: String)
    case unreadable(path: String, line: Int?, reason: String)
    case noObjects(path: String)
    case notASnapshot(path: String)
    case unwritable(path: String, reason: String)

    /// What, where, why.
    package var description: String {
        switch self {
        case .notFound(let path): "cannot read \(path): no such file or folder"
        case .unreadable(let path, let line, let reason):
            "cannot read \(path)\(line.map { ", line \($0)" } ?? ""): \(reason)"
        case .noObjects(let path): "cannot scan \(path): no Kubernetes object that a scan reads is in it"
        case .notASnapshot(let path): "cannot write to \(path): the folder is not empty and holds no snapshot"
        case .unwritable(let path, let reason): "cannot write to \(path): \(reason)"
        }
    }

    /// What to do.
    package var hint: String {
        switch self {
        case .notFound: "give a manifest, the output of kubectl get -o yaml or json, or a snapshot folder"
        case .unreadable: "check the file with: kubectl apply --dry-run=client -f FILE"
        case .noObjects: "record one with: kubectl get ns,deploy,sts,ds,job,cronjob,pods,cm -A -o yaml > dump.yaml"
        case .notASnapshot: "give a new or an empty folder"
        case .unwritable: "give a folder that you may write to"
        }
    }
}
