import Kubernetes
import ScanModel

/// `cluster.json` of a snapshot: which cluster it is of, when it was made and what could not be read then.
struct SnapshotHeader: Codable, Sendable {
    static let fileName = "cluster.json"
    static let currentFormat = "trustsweep-snapshot/1"

    /// What tells a snapshot from any other folder.
    var format = SnapshotHeader.currentFormat
    /// RFC 3339, UTC.
    var recordedAt: String?
    var cluster: Report.Cluster
    var gaps: [Gap]

    /// Resources that a scan lists: a recorded gap of one without a namespace stands for the whole kind.
    static let listedResources: Set<String> = [
        Namespace.resource.name, Pod.resource.name, Deployment.resource.name, StatefulSet.resource.name,
        DaemonSet.resource.name, ReplicaSet.resource.name, ReplicationController.resource.name, Job.resource.name,
        CronJob.resource.name, ConfigMap.resource.name, ClusterTrustBundle.resource.name,
    ]
}
