/// Microsoft's serialized certificate store, a file that usually ends in `.sst`: version 0, then `CERT`.
package enum WindowsStore: KnownFormat {
    package static let name = "Windows store"
    package static let advice =
        "Microsoft serialized store: export its certificates as PKCS #7 or PEM with certutil to have them judged"

    package static func recognizes(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: [0, 0, 0, 0] + Array("CERT".utf8))
    }
}
