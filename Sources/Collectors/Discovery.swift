import Kubernetes
package import ScanModel

/// What was found: the workloads, their TLS clients, and what could not be read.
package struct Discovery: Sendable {
    package let cluster: Report.Cluster
    package private(set) var scope: Report.Scope
    /// Those that were read, sorted; empty ones too.
    package let namespaces: [String]
    /// By namespace, kind and name.
    package let workloads: [Workload]
    /// In the order of the workloads and their containers.
    package let clients: [TLSClient]
    package private(set) var gaps: [Gap]
    /// What images say of themselves, sorted; none for a container whose image nobody looked into.
    package private(set) var imageFacts: [ContainerID: [ImageFact]] = [:]

    /// One for each client: its stores, located and fetched.
    let stores: [[CollectedStore]]
    /// One for each client: where it runs.
    let containers: [PlannedContainer]
    /// The objects that workloads refer to, among them Secrets: for clients that turn out to be others by what their images say.
    let shelf: Confidential<ObjectShelf>

    /// Takes in what looking into images came to.
    package mutating func add(_ reading: ImageReading) {
        scope.imagesRead = reading.imagesRead
        scope.imagesKnown = reading.imagesKnown
        imageFacts = reading.facts
        gaps = Set(gaps + reading.gaps).sorted()
    }
}
