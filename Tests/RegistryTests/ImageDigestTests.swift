import Testing

@testable import Registry

@Suite struct ImageDigestTests {
    // FIPS 180-4: the example "abc".
    private static let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

    @Test func bytesMatchTheirDigestAndNoOther() throws {
        let digest = try #require(ImageDigest("sha256:\(Self.abc)"))
        #expect(digest.matches(Array("abc".utf8)))
        #expect(!digest.matches(Array("abd".utf8)))
        #expect("\(digest)" == "sha256:\(Self.abc)")
    }

    @Test func theLongerHashIsKnownToo() throws {
        let empty =
            "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e"
        #expect(try #require(ImageDigest("sha512:\(empty)")).matches([]))
    }

    @Test(arguments: [
        "", "sha256:", "sha256:\(abc)0", "sha256:\(abc.uppercased())", "sha1:\(abc)", abc, "sha512:\(abc)",
    ])
    func whatIsNoDigestIsRefused(text: String) { #expect(ImageDigest(text) == nil) }

    @Test func piecesAreHashedAsOne() {
        var running = RunningDigest(.sha256)
        for byte in "abc".utf8 { running.update([byte][...]) }
        #expect(running.digest == ImageDigest("sha256:\(Self.abc)"))
    }
}
