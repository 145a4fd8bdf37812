/// Layers that were read, for other images: a base image is read once. Keeps as much as it may, the latest used.
package actor LayerCache {
    typealias Outcome = Result<LayerContents, RegistryGap.Reason>

    struct Key: Hashable, Sendable {
        var digest: ImageDigest
        var diffID: ImageDigest
        var fileLimit: Int
        var totalLimit: Int
    }

    private struct Kept {
        var contents: LayerContents
        var lastUse: Int
    }

    private struct Work {
        var key: Key
        var query: LayerQuery
        var task: Task<Void, Never>?
        var waiting: [Int: CheckedContinuation<Outcome, Never>] = [:]
    }

    private var kept: [Key: Kept] = [:]
    /// Content that is what its digest says, and yet of no use, stays so.
    private var refused: [Key: RegistryGap.Reason] = [:]
    private var works: [Int: Work] = [:]
    /// By key, the work that began last.
    private var latest: [Key: Int] = [:]
    private var uses = 0
    private var cost = 0
    private let limit: Int

    /// - Parameter limit: in bytes of memory, roughly.
    package init(limit: Int = 256 << 20) { self.limit = limit }

    /// The contents of a layer, read at most once at a time, and not at all where an earlier reading answers the query.
    /// The reading has a task of its own, which ends early only when nobody waits for it any more.
    func contents(
        _ layer: LayerReader.Expectation, _ query: LayerQuery,
        read: @escaping @Sendable (LayerQuery) async -> Outcome
    ) async -> Outcome {
        let key = Key(
            digest: layer.digest, diffID: layer.diffID, fileLimit: query.fileLimit, totalLimit: query.totalLimit)
        if let reason = refused[key] { return .failure(reason) }
        var wider = query
        if let known = kept[key] {
            kept[key]?.lastUse = next()
            if known.contents.query.covers(query) { return .success(known.contents) }
            // What was asked before stays answered.
            wider.contents.formUnion(known.contents.query.contents)
            wider.listed.formUnion(known.contents.query.listed)
        }
        if let id = latest[key], works[id]?.query.covers(query) == true {
            let outcome = await wait(for: id)
            // Another image may stand in a repository that this one's credentials do not open.
            guard case .failure(.layerUnreachable) = outcome, !Task.isCancelled else { return outcome }
        }
        let outcome = await wait(for: begin(key, wider, read))
        guard case .success(let contents) = outcome, contents.isOverTotal, wider != query else { return outcome }
        // Others' files must not crowd out one's own.
        return await wait(for: begin(key, query, read))
    }

    /// How many wait for a reading at this moment.
    var waiting: Int { works.values.reduce(0) { $0 + $1.waiting.count } }

    private func next() -> Int {
        uses += 1
        return uses
    }

    private func begin(
        _ key: Key, _ query: LayerQuery, _ read: @escaping @Sendable (LayerQuery) async -> Outcome
    ) -> Int {
        let id = next()
        works[id] = Work(key: key, query: query)
        latest[key] = id
        works[id]?.task = Task { finish(id, await read(query)) }
        return id
    }

    private func finish(_ id: Int, _ outcome: Outcome) {
        guard let work = remove(id) else { return }
        switch outcome {
        case .success(let contents): keep(contents, for: work.key)
        case .failure(let reason) where reason.isLasting: refused[work.key] = reason
        case .failure: break
        }
        for continuation in work.waiting.values { continuation.resume(returning: outcome) }
    }

    private func remove(_ id: Int) -> Work? {
        guard let work = works.removeValue(forKey: id) else { return nil }
        if latest[work.key] == id { latest[work.key] = nil }
        return work
    }

    private static let cancelled = Outcome.failure(.layerUnreachable(.cancelled(server: "the registry")))

    private func wait(for id: Int) async -> Outcome {
        let waiter = next()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if works[id] != nil {
                    works[id]?.waiting[waiter] = continuation
                } else {
                    continuation.resume(returning: Self.cancelled)
                }
            }
        } onCancel: {
            Task { await self.leave(id, waiter) }
        }
    }

    /// One who leaves does not wait any longer; the last one ends the work.
    private func leave(_ id: Int, _ waiter: Int) {
        guard let continuation = works[id]?.waiting.removeValue(forKey: waiter) else { return }
        continuation.resume(returning: Self.cancelled)
        if works[id]?.waiting.isEmpty == true { remove(id)?.task?.cancel() }
    }

    private func keep(_ contents: LayerContents, for key: Key) {
        if let old = kept[key] {
            guard !old.contents.query.covers(contents.query) else { return }
            cost -= old.contents.cost
        }
        kept[key] = Kept(contents: contents, lastUse: next())
        cost += contents.cost
        while cost > limit, let oldest = kept.min(by: { $0.value.lastUse < $1.value.lastUse }) {
            kept[oldest.key] = nil
            cost -= oldest.value.contents.cost
        }
    }
}

extension RegistryGap.Reason {
    /// Whether the bytes themselves are to blame, which are what their digest says.
    fileprivate var isLasting: Bool {
        switch self {
        case .layerDamaged(.digestMismatch): false
        case .layerDamaged, .layerTooLarge: true
        default: false
        }
    }
}
