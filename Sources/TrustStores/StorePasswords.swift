/// The passwords to try on a key store; never kept.
package enum StorePasswords {
    /// What JDKs, their manuals and distributions set.
    private static let customary = ["changeit", "changeme", ""]

    /// Those that were given first; nil, the last, is no password, which to PKCS #12 is not the empty one.
    package static func candidates(_ given: [String]) -> [String?] {
        given + customary.filter { !given.contains($0) } + [nil]
    }
}
