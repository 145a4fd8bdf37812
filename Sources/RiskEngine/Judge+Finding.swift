import ScanModel

extension Judge {
    /// Puts an assessment into the words of one client.
    mutating func compose(_ evidence: ClientEvidence, _ assessment: Assessment, rotation: Int) -> Finding {
        let client = evidence.client
        let code = assessment.code
        let workload = client.container.workload
        let endpoint = client.endpoint?.words
        let decided = assessment.store.flatMap { evidence.stores.indices.contains($0) ? evidence.stores[$0] : nil }
        let place = "\(workload.namespace):\(workload.kind)/\(workload.name):\(client.container.name)"
        var reasons = assessment.reasons
        if code.verdict == .unknown, let store = decided { reasons.insert(unreadReason(store), at: 0) }
        let remedy = Remedy(
            code: code, client: client, store: decided, missingRoots: assessment.missingRoots,
            roots: coverNames(for: code, rotation: rotation))
        let stores = evidence.stores.map { describe($0, rotation: rotation) }
        return Finding(
            id: "\(code.rawValue):\(place)\(endpoint.map { ":\($0)" } ?? "")", code: code.rawValue,
            verdict: code.verdict,
            title: code.title, rotation: rotations[rotation].profile.name, endpoint: endpoint,
            client: Finding.Client(name: client.name, version: client.version, source: client.evidence),
            mode: client.mode, before: assessment.before, after: assessment.after,
            security: code == .settingsNotRead || code == .modeUnknown ? nil : client.behaviour.posture, stores: stores,
            basis: assessment.basis, reasons: reasons.isEmpty ? [code.title] : reasons, remedy: remedy.steps,
            needsRestart: remedy.needsRestart)
    }

    private func unreadReason(_ store: StoreEvidence) -> String {
        switch store.reading {
        case .unread(let reason, let detail)?:
            "\(store.words) was not read\(detail.isEmpty ? reason.detail : ": \(detail)")"
        case .read?: "\(store.words) was read in part"
        case .missing?, nil: "\(store.words) was not read"
        }
    }

    private mutating func describe(_ evidence: StoreEvidence, rotation: Int) -> Finding.Store {
        var store = Finding.Store(
            path: nil, kind: "", source: evidence.words, managedBy: evidence.upkeep.manager?.words, format: nil,
            complete: false, certificates: [])
        switch evidence.reference {
        case .named(let path), .added(let path): (store.path, store.kind) = (path, "named")
        case .defaultFile(let path): (store.path, store.kind) = (path, "default-file")
        case .builtIn: store.kind = "built-in"
        case .bundled(_, let path): (store.path, store.kind) = (path, "built-in")
        case .inline: store.kind = "inline"
        }
        if case .read(let read)? = evidence.reading {
            store.format = read.format
            store.integrity = read.integrity
            store.complete = read.isComplete
            store.certificates = certificates(of: read, rotation: rotation)
            store.rejected = read.rejected
        }
        store.evidence = evidence.origin
        return store
    }
}

extension StoreEvidence {
    /// Where the store is, for sentences.
    var words: String {
        if let location { return location.words }
        switch reference {
        case .named(let path), .defaultFile(let path), .added(let path): return path
        case .builtIn(let store): return store.words
        case .bundled(let store, let path): return origin == nil ? store.words : path
        case .inline(_, let setting): return "setting \(setting)"
        }
    }
}
