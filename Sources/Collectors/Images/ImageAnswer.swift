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

/// What a sweep has learned of images so far.
struct ImageAnswers: Sendable {
    var byClass: [ImageClass: ImageAnswer] = [:]
    /// Commands that were run for it.
    var commands = 0

    /// How many of the classes are known.
    func known(of classes: [ImageClass]) -> Int {
        classes.count { byClass[$0].map { $0.failure == nil } ?? false }
    }
}

extension ImageAnswer {
    /// Whether nothing more can be learned of these files.
    func covers(_ wanted: Set<WantedFile>) -> Bool { failure != nil || wanted.allSatisfy { found[$0] != nil } }

    /// The variables that all images of a container set, and to the same value.
    static func variables(ofAll answers: [ImageAnswer]) -> [String: String] {
        let sets = answers.map { answer in
            Dictionary(
                answer.facts.compactMap { fact in
                    fact.variable.flatMap { fact.isCut ? nil : ($0, fact.value) }
                }
            ) { first, _ in first }
        }
        guard let first = sets.first else { return [:] }
        return first.filter { pair in sets.allSatisfy { $0[pair.key] == pair.value } }
    }

    /// The store that a client takes in place of its built-in one, because of what the image says of itself.
    func store(inPlaceOf store: CollectedStore, in container: PlannedContainer) -> OtherStore? {
        let own = facts.filter { fact in
            // A variable that the pod sets is in its settings.
            guard let name = fact.variable else { return true }
            return container.facts.environment(name) == nil
        }
        let bundle = ImageStores.bundles.first { found[.file(path: $0)]?.first?.bytes != nil }
        return OtherStore(inPlaceOf: store.reference, own, bundle: bundle)
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
