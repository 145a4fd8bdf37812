import ScanModel

/// How a JVM reads certificates: a driver's PEM file, or the trust store of JSSE.
enum JavaTrust {
    /// The rules over a file of certificates. JDK 17 and 21 refuse what JDK 25 reads (a byte order mark, indented lines, a block
    /// that is cut off at the end; measured); which of those between reads how was not asked, so both are answered.
    static func fileRules(_ runtime: RuntimeWords) -> [(rules: ChainRules, supposing: String?)] {
        let version = runtime[.jdk]
        if let version, version.major < 22 { return [(.java, nil)] }
        if let version, version.major >= 25 { return [(.java25, nil)] }
        return [(.java, "a JDK before 25"), (.java25, "JDK 25 or later")]
    }

    /// The trust store of the JVM: `javax.net.ssl.trustStore`, which replaces the JRE's cacerts; cacerts where it does not exist
    /// (measured; JSSE logs "Inaccessible trust store").
    ///
    /// A distribution's JDK has its cacerts made from the operating system's store; any other JDK brings its own.
    static func stores(_ request: ClientRequest) -> [(store: StoreInUse, rules: ChainRules, supposing: String?)] {
        switch request.via {
        case .truststore: return [(.given, .javaKeyStore, nil)]
        case .system:
            // Certificates out of a keystore that was made from PEM files: the PEM reader stands in for it.
            let made: (StoreInUse, ChainRules, String?) = (.given, .java25, "a distribution's JDK")
            if request.runtime.notes.contains("debian") { return [(made.0, made.1, nil)] }
            return [made, (.builtIn(.javaCacerts), .javaKeyStore, "a JDK that brings its own cacerts")]
        case .named, .home, .extra, .none: return [(.builtIn(.javaCacerts), .javaKeyStore, nil)]
        }
    }
}

extension OptionLookup {
    /// The JDK, where the settings tell; else one that reads files strictly, which is the worse of the two.
    var javaRuntime: String { runtime ?? "jdk 21" }
}
