import FoundationEssentials
import ScanModel

/// From the words of settings to the stores they mean.
extension OptionLookup {
    /// The store that a setting names by path or holds itself.
    ///
    /// A path to a bundle that comes with the system, a JRE or certifi is that built-in store, as long as no mount covers it and
    /// nobody has read the file itself.
    func store(named option: Connection.Option) -> StoreReference {
        let value = option.value.trimmingBlanks
        if let pem = Self.inlineCertificates(value) { return .inline(pem: pem, setting: option.setting) }
        let path = value.hasPrefix("file:///") ? String(value.dropFirst(7)) : expandedHome(value)
        guard facts.coverage(of: path) == .image, let builtIn = Self.builtIn(atPath: path) else {
            return .named(path: path)
        }
        // What a command adds to one of the system's files is in the others where they are links: only the container knows.
        let isChanged = facts.storeAdditions.contains {
            !$0.isInstalled && Self.builtIn(atPath: $0.path) == .operatingSystem
        }
        if builtIn == .operatingSystem, isChanged { return .named(path: path) }
        return Self.systemFolders.contains(path) ? .builtIn(builtIn) : .bundled(builtIn, path: path)
    }

    /// A PEM text that stands in a setting: as it is, on one line with `\n` for the line ends, or in base64.
    static func inlineCertificates(_ value: String) -> String? {
        let value = value.trimmingBlanks
        if value.contains("-----BEGIN") {
            let isOneLine = !value.contains(where: \.isNewline)
            return isOneLine ? value.replacing("\\r", with: "").replacing("\\n", with: "\n") : value
        }
        guard value.hasPrefix("LS0tLS1CRUdJTi") else { return nil }
        return Data(base64Encoded: value, options: .ignoreUnknownCharacters).map { String(decoding: $0, as: UTF8.self) }
    }

    /// A variable or an argument that holds the certificates of a CA, whatever connection it is meant for; code passes it to
    /// the driver.
    var inlineAuthority: Connection.Option? {
        for setting in settings.all where setting.source.isEnvironment || setting.source == .argument {
            let name = SettingName(setting.name)
            guard !name.isForeign, name.words.contains("ca") || name.tlsOption == "sslrootcert",
                Self.inlineCertificates(setting.value) != nil
            else { continue }
            return Connection.Option(value: setting.value, source: setting.source.words, setting: setting.name)
        }
        return nil
    }

    static func builtIn(atPath path: String) -> BuiltInStore? {
        if systemBundles.contains(path) || systemFolders.contains(path) { return .operatingSystem }
        if path.hasSuffix("certifi/cacert.pem") { return .certifi }
        return path.hasSuffix("lib/security/cacerts") || path == "/etc/ssl/certs/java/cacerts" ? .javaCacerts : nil
    }

    /// Debian and Alpine, Alpine and macOS, RHEL, SUSE; the list of Go's `crypto/x509/root_linux.go` and of OpenSSL builds.
    private static let systemBundles: Set<String> = [
        "/etc/ssl/certs/ca-certificates.crt", "/etc/ssl/cert.pem", "/etc/ssl/certs/ca-bundle.crt",
        "/etc/pki/tls/certs/ca-bundle.crt", "/etc/pki/tls/cert.pem", "/etc/pki/tls/cacert.pem",
        "/etc/ssl/ca-bundle.pem",
        "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", "/var/lib/ca-certificates/ca-bundle.pem",
        "/usr/local/share/certs/ca-root-nss.crt", "/usr/lib/ssl/cert.pem", "/usr/local/ssl/cert.pem",
    ]
    private static let systemFolders: Set<String> = ["/etc/ssl/certs", "/usr/lib/ssl/certs", "/etc/pki/tls/certs"]

    private func expandedHome(_ path: String) -> String {
        guard path.hasPrefix("~/"), let home = facts.environment("HOME")?.value, !home.isEmpty else { return path }
        return home + path.dropFirst(1)
    }

    /// The client's default file, `~/.postgresql/root.crt`, and whether a mount puts it there.
    var homeFile: (path: String, coverage: PathCoverage) {
        let tail = "/.postgresql/root.crt"
        if facts.operatingSystem == .windows { return ("%APPDATA%/postgresql/root.crt", .image) }
        let home = facts.environment("HOME")?.value ?? ""
        if !home.isEmpty { return (home + tail, facts.coverage(of: home + tail)) }
        // The user's home is in the image: a mount that puts the file somewhere shows where it is.
        if let mounted = facts.mountedFiles.first(where: { $0.hasSuffix(tail) }) { return (mounted, .present) }
        for mount in facts.mounts where mount.path.hasSuffix("/.postgresql") {
            return (mount.path + "/root.crt", facts.coverage(of: mount.path + "/root.crt"))
        }
        let root = facts.coverage(of: "/root" + tail)
        return root == .image ? ("~" + tail, .image) : ("/root" + tail, root)
    }

    /// The default file where a mount shows that it may be there; nil where it is most likely not.
    ///
    /// For clients that fall back to the operating system's store: an image rarely brings the file.
    var mountedHomeFile: StoreReference? {
        switch homeFile.coverage {
        case .present, .opaque: .defaultFile(path: homeFile.path)
        case .image, .absent: nil
        }
    }

    /// The operating system's store as Go and .NET find it: the first bundle of a list, and every file of the folders.
    ///
    /// `SSL_CERT_FILE` replaces the bundle, `SSL_CERT_DIR` (parted by colons) the folders; a mount over the bundle is the bundle,
    /// files mounted beside it are added (Go's `crypto/x509/root_unix.go`). The system's own folder, which stays beside
    /// `SSL_CERT_FILE`, is not counted on: images without a package of CAs have none.
    var operatingSystemStores: [StoreReference] {
        if facts.operatingSystem == .windows { return [.builtIn(.windows)] }
        let folders = certificateFolders { _ in true }
        if let file = certificateFile { return [file] + (folders ?? []) }
        let bundle = mountedBundle.map { [$0] } ?? [.builtIn(.operatingSystem)] + additions(to: .operatingSystem)
        if let folders { return bundle + folders.filter { !bundle.contains($0) } }
        return mountedBundle == nil ? bundle + mountedBeside { _ in true } : bundle
    }

    /// The operating system's store as OpenSSL's default paths find it (Python's default contexts, libpq's `system`,
    /// `node --use-openssl-ca`): a bundle, and of folders only files that are named by the hash of their subject.
    ///
    /// `SSL_CERT_FILE` replaces the bundle and `SSL_CERT_DIR` the folder (`X509_STORE_set_default_paths`; the names:
    /// `openssl rehash`). Distributions keep their CAs in that folder, so that `SSL_CERT_DIR` takes them away.
    var openSSLStores: [StoreReference] {
        if facts.operatingSystem == .windows { return [.builtIn(.windows)] }
        let folders = certificateFolders(Self.isHashedName)
        if let file = certificateFile { return [file] + (folders ?? []) }
        if let folders { return folders }
        return mountedBundle.map { [$0] }
            // Not every distribution's OpenSSL reads the bundle beside the folder.
            ?? [.builtIn(.operatingSystem)] + additions(to: .operatingSystem) { $0.isInstalled }
            + mountedBeside(Self.isHashedName)
    }

    /// What the container's own commands add to a store that comes with its image.
    func additions(to store: BuiltInStore, where counts: (StoreAddition) -> Bool = { _ in true }) -> [StoreReference] {
        facts.storeAdditions.filter { Self.builtIn(atPath: $0.path) == store && counts($0) }
            .map { .added(path: $0.path) }
    }

    /// The operating system's store as a client of these rules finds it.
    func systemStores(readBy rules: ChainRules) -> [StoreReference] {
        switch rules.pathBuilding {
        case .go, .dotNet, .java: operatingSystemStores
        case .openSSL, .openSSL102: openSSLStores
        }
    }

    private var certificateFile: StoreReference? {
        guard let file = facts.environment("SSL_CERT_FILE"), !file.value.isEmpty else { return nil }
        return store(named: Connection.Option(value: file.value, source: file.source.words, setting: "SSL_CERT_FILE"))
    }

    /// What the folders of `SSL_CERT_DIR` hold, as far as a client reads files of those names; nil where it is not set.
    private func certificateFolders(_ reads: (Substring) -> Bool) -> [StoreReference]? {
        guard let variable = facts.environment("SSL_CERT_DIR"), !variable.value.isEmpty else { return nil }
        var stores: [StoreReference] = []
        for part in variable.value.split(separator: ":") {
            let folder = part.count > 1 && part.hasSuffix("/") ? String(part.dropLast()) : String(part)
            switch facts.coverage(of: folder + "/.") {
            case .image: stores.append(Self.builtIn(atPath: folder).map { .builtIn($0) } ?? .named(path: folder))
            case .opaque: stores.append(.named(path: folder))
            case .present, .absent: break
            }
            stores += mountedFiles(in: folder, reads)
        }
        return stores
    }

    private func mountedFiles(in folder: String, _ reads: (Substring) -> Bool) -> [StoreReference] {
        facts.mountedFiles.filter { path in
            guard path.hasPrefix(folder + "/") else { return false }
            let name = path.dropFirst(folder.count + 1)
            return !name.contains("/") && reads(name)
        }.map { .named(path: $0) }
    }

    private var mountedBundle: StoreReference? {
        Self.systemBundles.sorted().first { [.present, .opaque].contains(facts.coverage(of: $0)) }
            .map { .named(path: $0) }
    }

    private func mountedBeside(_ reads: (Substring) -> Bool) -> [StoreReference] {
        mountedFiles(in: "/etc/ssl/certs", reads)
    }

    /// `c90bc37d.0`
    private static func isHashedName(_ name: Substring) -> Bool {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 2 && parts[0].count == 8 && parts[0].allSatisfy(\.isHexDigit)
            && !parts[1].isEmpty && parts[1].allSatisfy(\.isNumber)
    }

    /// The store of a JVM, with what is added to it where it is the JRE's own.
    var javaStores: [StoreReference] {
        let store = javaStore
        switch store {
        case .builtIn(.javaCacerts), .bundled(.javaCacerts, _): return [store] + additions(to: .javaCacerts)
        default: return [store]
        }
    }

    /// The store of a JVM: `javax.net.ssl.trustStore`, else the JRE's cacerts.
    ///
    /// A trustStore that does not exist silently means cacerts (measured: "Inaccessible trust store").
    private var javaStore: StoreReference {
        if javaProperty("javax.net.ssl.trustStoreType")?.value.lowercased().hasPrefix("windows-") == true {
            return .builtIn(.windows)
        }
        if let option = javaProperty("javax.net.ssl.trustStore"), facts.coverage(of: option.value) != .absent {
            return store(named: option)
        }
        let mounted = facts.mountedFiles.first { Self.builtIn(atPath: $0) == .javaCacerts }
        return mounted.map { .named(path: $0) } ?? .builtIn(.javaCacerts)
    }
}
