import FoundationEssentials
import ScanModel

extension CollectedStore.Content {
    /// Several files, one after the other; unread if one of them is.
    static func joined(_ contents: [CollectedStore.Content]) -> CollectedStore.Content {
        var bytes: [UInt8] = []
        for content in contents {
            switch content {
            case .bytes(let part): bytes += part
            // What is not plain bytes any more can't be cut and joined as such.
            case .made, .system:
                return contents.count == 1
                    ? content : .unread(.unsupportedFormat, "it is joined out of files that commands made")
            // The command that was to read it failed.
            case .missing(let words): return .unread(.notFound, words)
            case .unread, .notLookedAt: return content
            }
        }
        return .bytes(bytes)
    }
}

extension FileMaking {
    /// What the command makes of its files: text at once, certificates when they are parsed.
    func content(of parts: [CollectedStore.Content]) -> CollectedStore.Content {
        switch self {
        case .decodedBase64:
            transformed(parts, "it is not base64") { bytes in
                Data(base64Encoded: Data(bytes), options: .ignoreUnknownCharacters).map(Array.init)
            }
        case .resolvedEscapes:
            transformed(parts, "it is not text") { bytes in
                String(validating: bytes, as: UTF8.self).map { Array($0.replacing("\\n", with: "\n").utf8) }
            }
        case .firstCertificate, .keyStore:
            parts.first { !$0.isKnown }.map { .joined([$0]) } ?? .made(self, of: parts)
        }
    }

    private func transformed(
        _ parts: [CollectedStore.Content], _ failure: String, _ transform: ([UInt8]) -> [UInt8]?
    ) -> CollectedStore.Content {
        let joined = CollectedStore.Content.joined(parts)
        guard case .bytes(let bytes) = joined else {
            if case .made = joined { return .unread(.unsupportedFormat, failure) }
            return joined
        }
        return transform(bytes).map(CollectedStore.Content.bytes) ?? .unread(.badEncoding, failure)
    }
}

extension CollectedStore.Content {
    /// Whether the bytes are there, or what they are made of.
    fileprivate var isKnown: Bool {
        switch self {
        case .bytes, .made, .system: true
        case .missing, .unread, .notLookedAt: false
        }
    }
}
