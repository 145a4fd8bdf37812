import ScanModel

/// What a search for some chains can meet in a store: everything else in the store makes no difference to the answer.
///
/// A search goes from certificate to issuer by name, so only names that the chains lead to are ever looked up; a common name
/// alone counts too, because a look-alike is named as the reason of a failure.
struct SearchReach {
    private let names: [NameKeys.Form: Set<String>]
    private let commonNames: Set<String>

    init(_ chains: [[StoreCertificate]], _ library: inout CertificateLibrary) {
        let certificates = Set(chains.joined()).map { library.certificate($0) }
        names = Dictionary(
            uniqueKeysWithValues: NameKeys.Form.allCases.map { form in
                (form, Set(certificates.flatMap { [$0.traits.subject[form], $0.traits.issuer[form]] }))
            })
        commonNames = Set(certificates.flatMap { [$0.name, $0.issuerName] })
    }

    /// The part of a store that counts, in its order.
    func part(
        of store: [StoreCertificate], names form: NameKeys.Form, _ library: inout CertificateLibrary
    ) -> [StoreCertificate] {
        var names = names[form] ?? []
        var commonNames = commonNames
        var left = store.indices.map { $0 }
        var met: [Int] = []
        while true {
            var others: [Int] = []
            for index in left {
                let certificate = library.certificate(store[index])
                guard
                    names.contains(certificate.traits.subject[form]) || commonNames.contains(store[index].shortName)
                else {
                    others.append(index)
                    continue
                }
                met.append(index)
                names.insert(certificate.traits.issuer[form])
                commonNames.insert(store[index].issuerShortName)
            }
            if others.count == left.count { return met.sorted().map { store[$0] } }
            left = others
        }
    }
}
