import ScanModel

/// What came of looking into one image.
struct ImageAnswer: Sendable {
    var found: [WantedFile: [FileEvidence]] = [:]
    /// When files were last changed, by path; in seconds since 1970.
    var changes: [String: Int] = [:]
    /// What the image says of itself.
    var facts: [ImageFact] = []
    /// Nil where nothing was found out.
    var origin: StoreOrigin?
    var failure: ImageFailure?
}

extension ImageAnswer {
    /// A variable of the image that leads a client away from its built-in store.
    func variable(moving store: CollectedStore, in container: PlannedContainer) -> String? {
        let set = facts.filter { $0.source == "variable \($0.name)" && container.facts.environment($0.name) == nil }
        let bundle = ImageStores.bundles.first { found[.file(path: $0)]?.first?.bytes != nil }
        return StoreVariables.moving(
            store.reference, Dictionary(set.map { ($0.name, $0.value) }) { first, _ in first }, bundle: bundle)
    }
}

/// Why nothing is known of an image's files.
struct ImageFailure: Error, Hashable, Sendable {
    var reason: GapReason
    var detail: String

    /// This failure, after another way had failed before.
    func after(_ earlier: ImageFailure) -> ImageFailure {
        ImageFailure(reason: reason, detail: "\(earlier.detail); \(detail)")
    }
}
