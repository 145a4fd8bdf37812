import Synchronization
import Testing

@testable import Registry

@Suite struct LayerCacheTests {
    private let layer = SampleLayer("etc/a=A", "etc/b=B", "usr/x=X")

    private final class Count: Sendable {
        private let number = Mutex(0)
        var value: Int { number.withLock { $0 } }
        func add() { number.withLock { $0 += 1 } }
    }

    private func ask(
        _ cache: LayerCache, _ patterns: [String], _ count: Count, of layer: SampleLayer? = nil,
        delay: Duration = .zero
    ) async throws -> LayerCache.Outcome {
        let (layer, query) = (layer ?? self.layer, LayerQuery(try SampleLayer.wanted(patterns)))
        return await cache.contents(layer.expectation, query) { query in
            count.add()
            try? await Task.sleep(for: delay)
            if Task.isCancelled { return .failure(.layerUnreachable(.cancelled(server: "s"))) }
            return layer.read(query)
        }
    }

    @Test func aLayerIsReadOnceForOneQuery() async throws {
        let (cache, count) = (LayerCache(), Count())
        for _ in 0..<3 { #expect(try await ask(cache, ["/etc/a"], count).get().files.count == 1) }
        #expect(count.value == 1)
    }

    @Test func aWiderQueryReadsAgainAndAnswersBoth() async throws {
        let (cache, count) = (LayerCache(), Count())
        _ = try await ask(cache, ["/etc/a"], count)
        #expect(try await Set(ask(cache, ["/usr/x"], count).get().files.keys) == ["etc/a", "usr/x"])
        _ = try await ask(cache, ["/etc/a"], count)
        _ = try await ask(cache, ["/usr/x", "/etc/a"], count)
        #expect(count.value == 2)
    }

    @Test func thoseWhoAskAtTheSameTimeShareAReading() async throws {
        let (cache, count) = (LayerCache(), Count())
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<8 {
                group.addTask { try await ask(cache, ["/etc/a"], count, delay: .milliseconds(100)).get().files.count }
            }
            for try await files in group { #expect(files == 1) }
        }
        #expect(count.value == 1)
    }

    @Test func oneWhoLeavesDoesNotEndTheReading() async throws {
        let (cache, count, opened) = (LayerCache(), Count(), Count())
        let layer = layer
        let query = LayerQuery(try SampleLayer.wanted(["/etc/a"]))
        func ask() -> Task<LayerCache.Outcome, Never> {
            Task {
                await cache.contents(layer.expectation, query) { query in
                    count.add()
                    while opened.value == 0, !Task.isCancelled { try? await Task.sleep(for: .milliseconds(5)) }
                    return layer.read(query)
                }
            }
        }
        let (first, second) = (ask(), ask())
        while await cache.waiting < 2 { try await Task.sleep(for: .milliseconds(5)) }
        first.cancel()
        // The reading cannot end before this one has left.
        _ = await first.value
        opened.add()
        let outcome = await second.value
        #expect(try outcome.get().files.count == 1)
        #expect(count.value == 1)
    }

    @Test func theLastWhoLeavesEndsTheReading() async throws {
        let (cache, count) = (LayerCache(), Count())
        let only = Task { try await ask(cache, ["/etc/a"], count, delay: .seconds(600)) }
        while count.value == 0 { try await Task.sleep(for: .milliseconds(5)) }
        only.cancel()
        let outcome = try await only.value
        #expect(throws: RegistryGap.Reason.layerUnreachable(.cancelled(server: "the registry"))) { try outcome.get() }
        #expect(try await ask(cache, ["/etc/a"], count).get().files.count == 1)
    }

    @Test func anothersFailureToReachALayerIsNotOnesOwn() async throws {
        let cache = LayerCache()
        let query = LayerQuery(try SampleLayer.wanted(["/etc/a"]))
        let layer = layer
        let first = Task {
            await cache.contents(layer.expectation, query) { _ in
                try? await Task.sleep(for: .milliseconds(200))
                return .failure(.layerUnreachable(.forbidden(image: "other")))
            }
        }
        try await Task.sleep(for: .milliseconds(50))
        #expect(try await ask(cache, ["/etc/a"], Count()).get().files.count == 1)
        let outcome = await first.value
        #expect(throws: RegistryGap.Reason.layerUnreachable(.forbidden(image: "other"))) { try outcome.get() }
    }

    @Test func contentThatIsOfNoUseIsNotReadAgain() async throws {
        let (cache, count) = (LayerCache(), Count())
        let bad = SampleLayer(tar: [UInt8](repeating: 0x41, count: 2000))
        for _ in 0..<2 {
            let outcome = try await ask(cache, ["/etc/a"], count, of: bad)
            #expect(throws: RegistryGap.Reason.layerDamaged(.badHeader)) { try outcome.get() }
        }
        #expect(count.value == 1)
    }

    @Test func othersFilesDoNotCrowdOutOnesOwn() async throws {
        let part = String(repeating: "y", count: 900)
        let layer = SampleLayer("a/1=\(part)", "a/2=\(part)", "a/3=\(part)", "b/1=\(part)", "b/2=\(part)")
        let (cache, count) = (LayerCache(), Count())
        _ = try await ask(cache, ["/a/**"], count, of: layer)
        let contents = try await ask(cache, ["/b/**"], count, of: layer).get()
        #expect(contents.files["b/2"] == .kept(Array(part.utf8)))
        #expect(count.value == 3)
    }

    @Test func theLongestUnusedLayerGoesFirst() async throws {
        let count = Count()
        let layers = (0..<3).map { SampleLayer("etc/a=\(String(repeating: "\($0)", count: 900))") }
        let cache = LayerCache(limit: 2500)
        for layer in [layers[0], layers[1], layers[0], layers[2]] {
            _ = try await ask(cache, ["/etc/a"], count, of: layer)
        }
        #expect(count.value == 3)
        _ = try await ask(cache, ["/etc/a"], count, of: layers[0])
        #expect(count.value == 3)
        _ = try await ask(cache, ["/etc/a"], count, of: layers[1])
        #expect(count.value == 4)
    }
}
