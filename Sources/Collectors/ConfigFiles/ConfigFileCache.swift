import ScanModel

/// Reads the configuration files that containers mount; each file once, however many containers mount it.
struct ConfigFileCache {
    private let shelf: ObjectShelf
    private var entries: [TrustStoreLocation: [ConfigEntry]] = [:]
    private var failures: [TrustStoreLocation: Gap] = [:]
    /// Passwords of trust stores; no setting has them.
    private var words: [TrustStoreLocation: [PasswordWords.Word]] = [:]

    init(shelf: ObjectShelf) { self.shelf = shelf }

    /// Files that are malformed.
    var gaps: [Gap] { failures.values.sorted() }

    mutating func settings(of mounts: [PlannedMount]) -> [Setting] {
        var settings: [Setting] = []
        for (path, location) in Self.files(mounts) {
            guard let (object, key) = location.objectAndKey else { continue }
            for entry in read(location, key: key) {
                let source = SettingSource.file(path: path, object: object.words, key: key)
                if let setting = Setting(name: entry.name, value: entry.value, source: source) {
                    settings.append(setting)
                }
            }
        }
        return settings
    }

    /// What the files say of passwords of trust stores.
    mutating func passwordWords(in mounts: [PlannedMount]) -> [PasswordWords.Word] {
        Self.files(mounts).flatMap { file -> [PasswordWords.Word] in
            guard let (_, key) = file.location.objectAndKey else { return [] }
            _ = read(file.location, key: key)
            return words[file.location] ?? []
        }
    }

    /// Files that look like configuration and could not be read: a connection may be in them.
    func unread(in mounts: [PlannedMount]) -> [UnreadSetting] {
        var unread: [UnreadSetting] = []
        for (path, location) in Self.files(mounts) {
            guard let (object, _) = location.objectAndKey else { continue }
            if let gap = failures[location] {
                unread.append(UnreadSetting(name: nil, object: object.words, reason: gap.reason))
            } else if Self.isConfiguration(path), case .unread(let reason, _) = shelf.content(at: location) {
                unread.append(UnreadSetting(name: nil, object: object.words, reason: reason))
            }
        }
        for mount in mounts {
            guard case .unreadObject(let object, _) = mount.source, case .unread(let reason, _) = shelf.slot(object),
                mount.path.lowercased().contains("conf") || mount.path.lowercased().contains("settings")
            else { continue }
            unread.append(UnreadSetting(name: nil, object: object.words, reason: reason))
        }
        return unread
    }

    private mutating func read(_ location: TrustStoreLocation, key: String) -> [ConfigEntry] {
        if let known = entries[location] { return known }
        var result: [ConfigEntry] = []
        if case .bytes(let bytes) = shelf.content(at: location), let text = String(validating: bytes, as: UTF8.self),
            !text.contains("-----BEGIN"), !text.contains("\0")
        {
            do throws(ConfigFileError) {
                let all = try configFormat(key: key, text: text).entries(text, key: key)
                words[location] = all.flatMap(PasswordWords.words)
                result = relevantEntries(all)
            } catch {
                let object = location.objectAndKey?.object
                let place = "\(location.words)\(error.line.map { ", line \($0)" } ?? "")"
                failures[location] = Gap(
                    resource: object?.words ?? location.words, namespace: object?.namespace, reason: .unreadableFile,
                    detail: "\(place): \(error.reason)")
                result = relevantEntries((try? PlainText.entries(text, key: key)) ?? [])
            }
        }
        entries[location] = result
        return result
    }

    /// The files of all volumes with their absolute paths, in the order of the paths.
    private static func files(_ mounts: [PlannedMount]) -> [(path: String, location: TrustStoreLocation)] {
        mounts.flatMap { mount -> [(String, TrustStoreLocation)] in
            switch mount.source {
            case .files(let files, _), .unreadObject(_, let files), .incomplete(let files):
                files.map { (ContainerPath.join(mount.path, $0.path), $0.location) }
            case .emptyDirectory(_, let base, let copied):
                copied.compactMap { file in
                    ContainerPath.relative(file.path, to: base).map {
                        (ContainerPath.join(mount.path, $0), file.location)
                    }
                }
            case .opaque: []
            }
        }.sorted { $0.0 < $1.0 }
    }

    private static func isConfiguration(_ path: String) -> Bool {
        let path = path.lowercased()
        return [".yaml", ".yml", ".json", ".properties", ".env", ".ini", ".conf", ".cfg", ".toml", ".xml"]
            .contains { path.hasSuffix($0) }
    }
}

extension TrustStoreLocation {
    /// The ConfigMap or Secret and its key.
    var objectAndKey: (object: ObjectKey, key: String)? {
        switch self {
        case .configMap(let namespace, let name, let key):
            (ObjectKey(kind: .configMap, namespace: namespace, name: name), key)
        case .secret(let namespace, let name, let key):
            (ObjectKey(kind: .secret, namespace: namespace, name: name), key)
        case .clusterTrustBundle, .clusterTrustBundles, .container, .literal, .written, .made: nil
        }
    }
}
