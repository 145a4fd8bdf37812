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
        var left: [Int] = []
        var met: [Int] = []
        // Names that the chains themselves do not hold: only they can lead on to what is left.
        var (moreNames, moreCommonNames): (Set<String>, Set<String>) = ([], [])
        func meet(_ index: Int, _ certificate: PathCertificate) {
            met.append(index)
            let issuer = certificate.traits.issuer[form]
            if names[form]?.contains(issuer) != true { moreNames.insert(issuer) }
            if !commonNames.contains(store[index].issuerShortName) {
                moreCommonNames.insert(store[index].issuerShortName)
            }
        }
        for index in store.indices {
            let certificate = library.certificate(store[index])
            if names[form]?.contains(certificate.traits.subject[form]) == true
                || commonNames.contains(store[index].shortName)
            {
                meet(index, certificate)
            } else {
                left.append(index)
            }
        }
        while !left.isEmpty, !moreNames.isEmpty || !moreCommonNames.isEmpty {
            let count = left.count
            var others: [Int] = []
            for index in left {
                let certificate = library.certificate(store[index])
                if moreNames.contains(certificate.traits.subject[form])
                    || moreCommonNames.contains(store[index].shortName)
                {
                    meet(index, certificate)
                } else {
                    others.append(index)
                }
            }
            left = others
            if others.count == count { break }
        }
        return met.sorted().map { store[$0] }
    }
}
