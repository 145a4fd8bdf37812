import FoundationEssentials
import ScanModel

/// From the words of settings to the stores they mean.
extension OptionLookup {
    /// The store that a setting names by path or holds itself.
    ///
    /// A path to a bundle that comes with the system, a JRE or certifi is that built-in store, as long as no mount covers it.
    func store(named option: Connection.Option) -> StoreReference {
        let value = option.value.trimmingBlanks
        if value.contains("-----BEGIN") { return .inline(pem: value, setting: option.setting) }
        if value.hasPrefix("LS0tLS1CRUdJTi"), let data = Data(base64Encoded: value, options: .ignoreUnknownCharacters) {
            return .inline(pem: String(decoding: data, as: UTF8.self), setting: option.setting)
        }
        let path = value.hasPrefix("file:///") ? String(value.dropFirst(7)) : expandedHome(value)
        guard facts.coverage(of: path) == .image, let builtIn = Self.builtIn(atPath: path) else {
            return .named(path: path)
        }
        return .builtIn(builtIn)
    }

    static func builtIn(atPath path: String) -> BuiltInStore? {
        if systemBundles.contains(path) { return .operatingSystem }
        if path.hasSuffix("certifi/cacert.pem") { return .certifi }
        return path.hasSuffix("lib/security/cacerts") || path == "/etc/ssl/certs/java/cacerts" ? .javaCacerts : nil
    }

    /// Debian and Alpine, Alpine and macOS, RHEL, SUSE; the list of Go's `crypto/x509/root_linux.go` and of OpenSSL builds.
    private static let systemBundles: Set<String> = [
        "/etc/ssl/certs/ca-certificates.crt", "/etc/ssl/cert.pem", "/etc/ssl/certs/ca-bundle.crt", "/etc/ssl/certs",
        "/etc/pki/tls/certs/ca-bundle.crt", "/etc/pki/tls/cert.pem", "/etc/pki/tls/cacert.pem",
        "/etc/ssl/ca-bundle.pem",
        "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", "/var/lib/ca-certificates/ca-bundle.pem",
        "/usr/local/share/certs/ca-root-nss.crt", "/usr/lib/ssl/cert.pem", "/usr/local/ssl/cert.pem",
    ]

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

    /// The operating system's store as Go, .NET and OpenSSL's default paths find it.
    ///
    /// `SSL_CERT_FILE` replaces the bundle. A mount over the bundle is the bundle; files mounted beside it are added.
    var operatingSystemStores: [StoreReference] {
        if facts.operatingSystem == .windows { return [.builtIn(.windows)] }
        if let file = facts.environment("SSL_CERT_FILE"), !file.value.isEmpty {
            return [
                store(named: Connection.Option(value: file.value, source: file.source.words, setting: "SSL_CERT_FILE"))
            ]
        }
        for bundle in Self.systemBundles.sorted() where [.present, .opaque].contains(facts.coverage(of: bundle)) {
            return [.named(path: bundle)]
        }
        let added = facts.mountedFiles.filter { $0.hasPrefix("/etc/ssl/certs/") && $0 != "/etc/ssl/certs/java/cacerts" }
        return [.builtIn(.operatingSystem)] + added.map { .named(path: $0) }
    }

    /// The store of a JVM: `javax.net.ssl.trustStore`, else the JRE's cacerts.
    ///
    /// A trustStore that does not exist silently means cacerts (measured: "Inaccessible trust store").
    var javaStore: StoreReference {
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
