/// A password that may open a trust store, on its way from the place where it stands to the parser, and no further.
///
/// It cannot be encoded, and whichever way it is printed it is `***`.
package struct StorePassword: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    /// For the parser alone.
    package let text: String

    /// - Returns: nil for what is none: an empty text, one that is too long, or the mark of one that was taken out.
    package init?(_ text: String) {
        guard !text.isEmpty, text.utf8.count <= Self.longest, text != Credentials.mark else { return nil }
        self.text = text
    }

    package static let longest = 1024

    package var description: String { Credentials.mark }
    package var debugDescription: String { Credentials.mark }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// What a scan knows of the passwords of a client's key stores.
package struct StoreKeys: Hashable, Sendable {
    /// What the client itself opens its store with (`javax.net.ssl.trustStorePassword`); several where settings disagree.
    package var own: [StorePassword]
    /// Others that may open it: of other settings, of keys beside the store, of `--store-password-file`.
    package var others: [StorePassword]
    /// Why the client's own password is not known, where its settings name one; nil where they name none.
    package var unread: String?

    package init(own: [StorePassword] = [], others: [StorePassword] = [], unread: String? = nil) {
        self.own = own
        self.others = others
        self.unread = unread
    }

    /// Adds others, the likeliest first: each costs a derivation of a key.
    package mutating func add(_ passwords: [StorePassword]) {
        for password in passwords where others.count < Self.most && !others.contains(password) {
            others.append(password)
        }
    }

    private static let most = 16
}
