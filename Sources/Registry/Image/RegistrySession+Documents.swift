extension RegistrySession {
    /// A registry need not keep longer ones (OCI distribution specification, "Pushing Manifests").
    private static let longestManifest = 4 << 20
    private static let longestConfiguration = 8 << 20
    /// An index may name another index.
    private static let deepestIndex = 3

    /// The manifest for a platform, and its digest, which is checked or computed.
    func manifest(for platform: ImagePlatform) async throws(RegistryError) -> (ImageManifest, ImageDigest) {
        var (document, digest) = try await document(image.version, expected: image.digest)
        for _ in 0..<Self.deepestIndex {
            switch document {
            case .manifest(let manifest): return (manifest, digest)
            case .index(let index):
                guard let entry = index.entry(for: platform) else {
                    let known = index.entries.map { $0.platform.map { "\($0)" } ?? "an unnamed platform" }
                    throw .noPlatform(image: "\(image)", wanted: "\(platform)", known: Array(known.prefix(16)))
                }
                let expected = entry.descriptor.digest
                (document, digest) = try await self.document("\(expected)", expected: expected)
            }
        }
        guard case .manifest(let manifest) = document else {
            throw .malformedImage(image: "\(image)", reason: "its indexes lead on and on")
        }
        return (manifest, digest)
    }

    private func document(
        _ version: String, expected: ImageDigest?
    ) async throws(RegistryError) -> (ManifestDocument, ImageDigest) {
        let (body, headers) = try await get(
            "manifests/\(version)", accept: ImageManifest.mediaTypes + ImageIndex.mediaTypes,
            seconds: connection.options.limits.requestSeconds
        ) { WholeBody(limit: Self.longestManifest) }
        guard let bytes = body else { throw .malformedImage(image: "\(image)", reason: "its manifest is too long") }
        if let expected, !expected.matches(bytes) {
            throw .digestMismatch(image: "\(image)", digest: "\(expected)")
        }
        var running = RunningDigest(.sha256)
        running.update(bytes[...])
        let type = (headers["content-type"] ?? "").prefix { $0 != ";" }.filter { $0 != " " }.lowercased()
        let document = try understand { () throws(DocumentProblem) in try ManifestDocument(bytes, contentType: type) }
        return (document, expected ?? running.digest)
    }

    /// A small blob, verified.
    func blob(_ descriptor: ImageManifest.Descriptor) async throws(RegistryError) -> [UInt8] {
        guard descriptor.size <= Self.longestConfiguration else {
            throw .malformedImage(image: "\(image)", reason: "its configuration is too long")
        }
        let (body, _) = try await get(
            "blobs/\(descriptor.digest)", seconds: connection.options.limits.requestSeconds
        ) { WholeBody(limit: descriptor.size) }
        guard let bytes = body, descriptor.digest.matches(bytes) else {
            throw .digestMismatch(image: "\(image)", digest: "\(descriptor.digest)")
        }
        return bytes
    }

    func understand<Value>(_ body: () throws(DocumentProblem) -> Value) throws(RegistryError) -> Value {
        do throws(DocumentProblem) {
            return try body()
        } catch {
            switch error {
            case .malformed(let reason): throw .malformedImage(image: "\(image)", reason: reason)
            case .unsupported(let type): throw .unsupportedManifest(image: "\(image)", mediaType: type)
            }
        }
    }
}
