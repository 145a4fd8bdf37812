/// Reads an image's layers, the lowest first, and those once more in which a link turns out to matter.
struct LayerReading: Sendable {
    let session: RegistrySession
    let cache: LayerCache
    let wanted: WantedFiles
    let limits: RegistryLimits

    /// Each is one more link that leads out of what was known.
    private static let mostRounds = 8

    /// - Throws: only where the task was cancelled.
    func files(_ plan: LayerPlan) async throws(RegistryError) -> ImageFiles {
        let names = plan.steps.map { "\($0.descriptor.digest)" }
        var queries = [LayerQuery](repeating: LayerQuery(wanted), count: plan.steps.count)
        var isNeeded: Set<Int> = []
        var known: [Int: Known] = [:]
        var round = 1
        while true {
            let stack = try await stack(plan, queries, isNeeded, &known)
            let search = ImageSearch(wanted, in: stack, names: names)
            if search.needs.isEmpty { return search.found }
            guard round < Self.mostRounds else { return search.found(without: search.needs, names: names) }
            round += 1
            isNeeded.formUnion(search.needs.skipped)
            for (index, patterns) in search.needs.contents { queries[index].contents.formUnion(patterns) }
            for (index, patterns) in search.needs.listed { queries[index].listed.formUnion(patterns) }
        }
    }

    /// What came of a layer in an earlier round. A layer that failed is not asked again.
    private struct Known {
        var query: LayerQuery
        var outcome: LayerCache.Outcome

        func answers(_ other: LayerQuery) -> Bool {
            if case .failure = outcome { true } else { query == other }
        }
    }

    private func stack(
        _ plan: LayerPlan, _ queries: [LayerQuery], _ isNeeded: Set<Int>, _ known: inout [Int: Known]
    ) async throws(RegistryError) -> LayerStack {
        var stack = LayerStack()
        var size = 0
        for (index, step) in plan.steps.enumerated() {
            if let destination = step.destination, !isNeeded.contains(index),
                LayerPlan.isDispensable(destination, for: wanted, above: stack)
            {
                stack.append(.skipped(destination: destination))
                continue
            }
            guard size <= limits.image else {
                stack.append(.failed(.imageTooLarge(limit: limits.image)))
                continue
            }
            if known[index]?.answers(queries[index]) != true {
                known[index] = Known(query: queries[index], outcome: await contents(step, queries[index]))
            }
            guard let outcome = known[index]?.outcome else { continue }
            switch outcome {
            case .success(let contents):
                size += contents.size
                stack.append(size <= limits.image ? .read(contents) : .failed(.imageTooLarge(limit: limits.image)))
            case .failure(.layerUnreachable(.cancelled(let server))): throw .cancelled(server: server)
            case .failure(let reason): stack.append(.failed(reason))
            }
        }
        return stack
    }

    private func contents(_ step: LayerPlan.Step, _ query: LayerQuery) async -> LayerCache.Outcome {
        let descriptor = step.descriptor
        guard Self.isReadable(descriptor.mediaType) else {
            return .failure(.unsupportedLayer(mediaType: descriptor.mediaType))
        }
        guard descriptor.size <= limits.download else { return .failure(.layerTooLarge(limit: limits.download)) }
        let (session, limits) = (session, limits)
        let expectation = LayerReader.Expectation(
            digest: descriptor.digest, size: descriptor.size, diffID: step.diffID)
        return await cache.contents(expectation, query) { query in
            await Self.read(expectation, query, session, limits)
        }
    }

    private static func read(
        _ expectation: LayerReader.Expectation, _ query: LayerQuery, _ session: RegistrySession,
        _ limits: RegistryLimits
    ) async -> LayerCache.Outcome {
        do throws(RegistryError) {
            return try await session.get("blobs/\(expectation.digest)", seconds: limits.layerSeconds) {
                LayerReader(expectation, query, LayerReader.Limits(size: limits.layer, entries: limits.entries))
            }.value
        } catch {
            return .failure(.layerUnreachable(error))
        }
    }

    /// Layers that are tar archives, whatever their compression; not those that are encrypted, or kept outside registries.
    static func isReadable(_ mediaType: String) -> Bool {
        let known = [
            "application/vnd.oci.image.layer.v1.tar", "application/vnd.docker.image.rootfs.diff.tar",
            "application/vnd.docker.image.rootfs.diff.tar.gzip",
        ]
        return known.contains(mediaType) || ["gzip", "zstd"].contains { mediaType == "\(known[0])+\($0)" }
            || mediaType == "application/vnd.docker.image.rootfs.diff.tar.zstd"
    }
}

extension ImageSearch {
    /// What was found, with a gap for everything that would have to be read yet.
    fileprivate func found(without needs: Needs, names: [String]) -> ImageFiles {
        var found = found
        for (index, patterns) in needs.contents.merging(needs.listed, uniquingKeysWith: { $0.union($1) }) {
            found.gaps += patterns.map { RegistryGap(path: "\($0)", layer: names[index], reason: .tooManyRounds) }
        }
        found.gaps += needs.skipped.map { RegistryGap(path: "/", layer: names[$0], reason: .tooManyRounds) }
        found.gaps.sort { ($0.layer ?? "", $0.path) < ($1.layer ?? "", $1.path) }
        return found
    }
}
