import Kubernetes
import ScanModel

/// Reads files in running containers, by one command in one of those that are the same.
struct RunningFiles: Sendable {
    let executor: any ContainerExecutor
    let limits: ImageLimits

    /// What the first place that answers says; a second one is asked only where the first failed.
    ///
    /// - Parameters:
    ///   - wanted: the files.
    ///   - places: containers that have the same ones.
    ///   - now: when, for the report.
    /// - Returns: what was found, or the last failure.
    func read(_ wanted: [WantedFile], in places: [RunningContainer], now: String) async -> ImageAnswer {
        var failure = ImageFailure(reason: .notRunning, detail: "no container of it runs")
        var forbidden: Set<String> = []
        var tries = 0
        for place in Self.spread(places) where tries < 2 && !forbidden.contains(place.namespace) {
            let result: ExecResult
            do throws(KubernetesError) {
                result = try await executor.run(
                    EvidenceScript.command(wanted), in: place, seconds: limits.seconds,
                    limit: EvidenceScript.largestOutput)
            } catch {
                failure = ImageFailure(reason: error.gapReason, detail: "\(place.words): \(error)")
                // The right is missing for every replica of the namespace, and the same image may run in another.
                if failure.reason == .forbidden { forbidden.insert(place.namespace) } else { tries += 1 }
                continue
            }
            switch result.exit {
            case .success: break
            case .notStarted(let words):
                // The same image has no shell elsewhere either.
                return ImageAnswer(failure: ImageFailure(reason: .noShell, detail: "\(place.words): \(words)"))
            case .nonZero(126), .nonZero(127):
                return ImageAnswer(
                    failure: ImageFailure(reason: .noShell, detail: "\(place.words): there is no shell"))
            case .nonZero(let code):
                failure = ImageFailure(reason: .incomplete, detail: "\(place.words): the command ended with \(code)")
                tries += 1
                continue
            }
            do throws(EvidenceError) {
                let evidence = try EvidenceStream.read(result.stdout, count: wanted.count)
                return ImageAnswer(
                    found: Dictionary(uniqueKeysWithValues: zip(wanted, evidence.files)), changes: evidence.changes,
                    facts: evidence.facts, origin: StoreOrigin(via: .exec, place: place.words, at: now))
            } catch {
                failure = ImageFailure(reason: .incomplete, detail: "\(place.words): \(error)")
                tries += 1
            }
        }
        return ImageAnswer(failure: failure)
    }

    /// Places on different nodes first.
    private static func spread(_ places: [RunningContainer]) -> [RunningContainer] {
        let sorted = Set(places).sorted { ($0.namespace, $0.pod, $0.container) < ($1.namespace, $1.pod, $1.container) }
        guard let first = sorted.first else { return [] }
        return [first] + sorted.dropFirst().filter { $0.node != first.node }
            + sorted.dropFirst().filter { $0.node == first.node }
    }
}
