/// The name of an image, read as containerd and docker read it (distribution/reference: `normalize.go`, `regexp.go`).
///
/// Takes what a pod writes (`nginx`, `host:5000/a/b:1`) and what a node reports of it in `imageID`
/// (`docker.io/library/nginx@sha256:…`, `docker-pullable://nginx@sha256:…`).
package struct ImageReference: Sendable, Hashable, CustomStringConvertible {
    /// The registry's name in references, with its port where it has one: `docker.io`, `host:5000`.
    package let registry: String
    package let repository: String
    package let tag: String?
    /// Where there is one, the tag counts for nothing.
    package let digest: ImageDigest?

    private static let defaultRegistry = "docker.io"
    private static let schemes = ["docker-pullable://", "docker://", "containerd://", "cri-o://"]

    /// - Throws: ``RegistryError/notPullable(_:)`` for the bare identifier of an image that a node has loaded or built itself.
    package init(_ text: String) throws(RegistryError) {
        var rest = text[...]
        for scheme in Self.schemes where rest.hasPrefix(scheme) { rest = rest.dropFirst(scheme.count) }
        guard !Self.isIdentifier(rest) else { throw .notPullable(text) }
        func invalid(_ problem: RegistryError.ReferenceProblem) -> RegistryError { .invalidReference(text, problem) }
        guard !rest.isEmpty else { throw invalid(.empty) }

        digest = try rest.lastIndex(of: "@").map { (at) throws(RegistryError) in
            guard let digest = ImageDigest(rest[rest.index(after: at)...]) else { throw invalid(.digest) }
            rest = rest[..<at]
            return digest
        }
        let lastSlash = rest.lastIndex(of: "/") ?? rest.startIndex
        tag = try rest[lastSlash...].lastIndex(of: ":").map { (colon) throws(RegistryError) in
            let tag = rest[rest.index(after: colon)...]
            guard Self.isTag(tag) else { throw invalid(.tag) }
            rest = rest[..<colon]
            return String(tag)
        }
        (registry, repository) = Self.split(rest)
        guard Self.isRegistry(registry) else { throw invalid(.registry) }
        guard repository.utf8.count <= 255, Self.isRepository(repository) else { throw invalid(.repository) }
    }

    /// The registry and the repository, as pull secrets name them.
    package var name: String { "\(registry)/\(repository)" }

    package var description: String {
        let tag = tag ?? (digest == nil ? "latest" : nil)
        return name + (tag.map { ":\($0)" } ?? "") + (digest.map { "@\($0)" } ?? "")
    }

    /// What the registry's API calls this version of the image.
    var version: String { digest?.description ?? tag ?? "latest" }

    /// Host and port of the API: Docker Hub's is not where its name says.
    var apiHost: String { registry == Self.defaultRegistry ? "registry-1.docker.io" : registry }

    /// The first part is a host where it could not be a user's name: it has a dot, a port or a capital letter, or is `localhost`.
    private static func split(_ name: Substring) -> (registry: String, repository: String) {
        var registry = defaultRegistry
        var repository = String(name)
        if let slash = name.firstIndex(of: "/") {
            let first = name[..<slash]
            if first == "localhost" || first.contains(where: { $0 == "." || $0 == ":" || $0.isUppercase }) {
                registry = String(first)
                repository = String(name[name.index(after: slash)...])
            }
        }
        if registry == "index.docker.io" { registry = defaultRegistry }
        if registry == defaultRegistry, !repository.contains("/") { repository = "library/\(repository)" }
        return (registry, repository)
    }
}

// MARK: The grammar (distribution/reference, `regexp.go`)

extension ImageReference {
    private static func isIdentifier(_ text: Substring) -> Bool {
        ImageDigest(text) != nil || (text.utf8.count == 64 && text.utf8.allSatisfy(ImageDigest.isHex))
    }

    private static func isLowercaseOrDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        isLowercaseOrDigit(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
    }

    private static func isTag(_ tag: Substring) -> Bool {
        guard (1...128).contains(tag.utf8.count), let first = tag.utf8.first else { return false }
        return (isAlphanumeric(first) || first == UInt8(ascii: "_"))
            && tag.utf8.allSatisfy { isAlphanumeric($0) || "_.-".utf8.contains($0) }
    }

    /// Parts of lower-case letters and digits; between these, one dot, one or two underscores, or any number of dashes.
    private static func isRepository(_ repository: String) -> Bool {
        repository.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { part in
            guard let first = part.utf8.first, let last = part.utf8.last, isLowercaseOrDigit(first),
                isLowercaseOrDigit(last)
            else { return false }
            return part.utf8.split(whereSeparator: isLowercaseOrDigit).allSatisfy { separator in
                switch Array(separator) {
                case Array(".".utf8), Array("_".utf8), Array("__".utf8): true
                case let dashes: dashes.allSatisfy { $0 == UInt8(ascii: "-") }
                }
            }
        }
    }

    private static func isRegistry(_ registry: String) -> Bool {
        var host = registry[...]
        if let colon = host.lastIndex(of: ":"), !host.hasSuffix("]") {
            guard let port = Int(host[colon...].dropFirst()), (1...65535).contains(port) else { return false }
            host = host[..<colon]
        }
        if host.first == "[", host.last == "]" {
            return host.utf8.count > 2
                && host.dropFirst().dropLast().utf8.allSatisfy { isAlphanumeric($0) || ":.".utf8.contains($0) }
        }
        return host.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
            guard let first = part.utf8.first, let last = part.utf8.last else { return false }
            return isAlphanumeric(first) && isAlphanumeric(last)
                && part.utf8.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
        }
    }
}
