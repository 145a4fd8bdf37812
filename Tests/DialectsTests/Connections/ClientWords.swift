import ScanModel

@testable import Dialects

/// `connection client host:port mode store` of each client, as the tables of the tests have them; once where only the versions
/// differ that it may be.
func clientWords(_ facts: ContainerFacts) -> [String] {
    let words = tlsClients(in: facts).map { client in
        let stores = client.stores.map { store in
            switch store {
            case .named(let path), .defaultFile(let path), .added(let path): path
            case .builtIn(let store), .bundled(let store, _): store.rawValue
            case .inline: "inline"
            }
        }
        let words = [
            client.connection, client.name, client.endpoint?.words ?? "-", client.mode.value ?? "-",
            stores.isEmpty ? "-" : stores.joined(separator: "+"),
        ]
        let open = client.undetermined.map { " ?\($0.object)" }.joined()
        return words.joined(separator: " ") + open
    }
    var seen: Set<String> = []
    return words.filter { seen.insert($0).inserted }
}
