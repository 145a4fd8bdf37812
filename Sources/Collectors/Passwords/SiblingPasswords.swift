import ScanModel

extension ObjectShelf {
    /// The passwords that stand in the same ConfigMap or Secret as a store: `password`, `truststore.password`,
    /// `ca.password` beside `ca.p12` (as Strimzi and cert-manager's key stores have it).
    func passwords(beside location: TrustStoreLocation?) -> [StorePassword] {
        guard let (object, key) = location?.objectAndKey, case .present(let values) = slot(object) else { return [] }
        let stem = key.split(separator: ".").first.map(Self.letters) ?? ""
        return values.sorted { $0.key < $1.key }.compactMap { name, value -> StorePassword? in
            guard name != key, case .text(let text) = value, Self.isPassword(Self.letters(name), of: stem, key) else {
                return nil
            }
            return StorePassword(text.trimmed)
        }
    }

    private static func isPassword(_ name: String, of stem: String, _ key: String) -> Bool {
        for ending in ["password", "passwd", "pass", "pwd"] where name.hasSuffix(ending) {
            let subject = String(name.dropLast(ending.count))
            let isStore = ["truststore", "keystore", "store", "ca", "jks", "p12", "pkcs12"].contains {
                subject.hasSuffix($0)
            }
            if subject.isEmpty || isStore || subject == stem || subject == letters(key) { return true }
        }
        return false
    }

    private static func letters(_ text: some StringProtocol) -> String {
        text.lowercased().filter { $0.isLetter || $0.isNumber }
    }
}
