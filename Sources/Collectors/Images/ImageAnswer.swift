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

/// Why nothing is known of an image's files.
struct ImageFailure: Error, Hashable, Sendable {
    var reason: GapReason
    var detail: String

    /// This failure, after another way had failed before.
    func after(_ earlier: ImageFailure) -> ImageFailure {
        ImageFailure(reason: reason, detail: "\(earlier.detail); \(detail)")
    }
}
