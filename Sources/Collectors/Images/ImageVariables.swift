import ScanModel

extension ImageReading {
    /// The clients as they are with what their images set.
    ///
    /// - Parameters:
    ///   - clients: as they were before images were looked into.
    ///   - containers: for each client its container.
    ///   - finder: finds the clients of a container.
    /// - Returns: all clients with their containers, and which of them are others than before, so that their images may be asked for
    ///   other files; nil where none is.
    func redone(
        _ clients: [CollectedClient], in containers: [PlannedContainer], _ finder: inout ClientFinder
    ) -> (clients: [CollectedClient], containers: [PlannedContainer], chosen: Set<Int>)? {
        var result: (clients: [CollectedClient], containers: [PlannedContainer], chosen: Set<Int>) = ([], [], [])
        var rest = clients.indices
        while let first = rest.first {
            let container = containers[first]
            let same = rest.prefix { containers[$0].facts == container.facts }
            rest = rest.dropFirst(same.count)
            var own = container
            own.facts.add(variables[container.facts.id] ?? [:])
            let found = own.facts == container.facts ? [] : finder.clients(of: own)
            if found.isEmpty || found.map(\.client) == clients[same].map(\.client) {
                result.clients += self.clients[same]
                result.containers += containers[same]
            } else {
                result.chosen.formUnion(result.clients.count..<result.clients.count + found.count)
                result.clients += found
                result.containers += found.map { _ in own }
            }
        }
        return result.chosen.isEmpty ? nil : result
    }
}

extension ContainerFacts {
    /// Takes in what the image sets and the pod does not.
    fileprivate mutating func add(_ variables: [String: String]) {
        var names = Set(variables.keys)
        // What an image of several runtimes runs is not known by them.
        if names.count(where: { FactFile.versions[$0] != nil }) > 1 { names.subtract(FactFile.versions.keys) }
        for name in names.sorted() where environment(name) == nil {
            if let value = variables[name], let setting = Setting(name: name, value: value, source: .image) {
                settings.append(setting)
            }
        }
    }
}
