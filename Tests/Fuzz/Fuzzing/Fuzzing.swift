import Foundation
import ScanModel
import TrustStores

/// What libFuzzer calls for each of its inputs: the parser that `TRUSTSWEEP_FUZZ_TARGET` names.
///
/// A parser has one promise to keep here: whatever the bytes are, it comes back, soon and in little memory. What it says
/// of them must also fit together.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    feed(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}

private let feed = feeder(named: ProcessInfo.processInfo.environment["TRUSTSWEEP_FUZZ_TARGET"] ?? "")

private func feeder(named name: String) -> @Sendable ([UInt8]) -> Void {
    if name == "readers" { return read }
    let word = name.replacing("-", with: "").lowercased()
    guard let format = trustStoreFormats.first(where: { "\($0)".lowercased() == word }) else {
        fatalError("no format is named '\(name)': \(trustStoreFormats.map { "\($0)".lowercased() }) or readers")
    }
    return { bytes in
        _ = format.recognizes(bytes)
        var certificates = CertificateReader()
        check(format.parse(bytes, passwords: StorePasswords.candidates(["secret"]), &certificates))
    }
}

/// Everything that a file of a cluster goes through: the format that knows it, and each client's own way to read it.
private func read(_ bytes: [UInt8]) {
    guard case .read(let store) = parseTrustStore(bytes) else { return }
    check(store)
    for reader in ChainRules.FileReader.allCases { _ = store.reading(by: reader) }
}

private func check(_ store: TrustStore) {
    precondition(!store.format.isEmpty, "a store has no format")
    precondition(store.certificates.allSatisfy { $0.sha256.utf8.count == 64 }, "a certificate has no fingerprint")
    precondition(store.rejected.allSatisfy { $0.index >= 0 && !$0.detail.isEmpty }, "a rejected entry says nothing")
}
