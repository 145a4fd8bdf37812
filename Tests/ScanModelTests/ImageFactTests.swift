import Testing

@testable import ScanModel

@Suite struct ImageFactTests {
    @Test func nothingToTellIsNoFact() {
        #expect(ImageFact(name: "os", value: "", source: "/etc/os-release") == nil)
    }

    @Test func aLongValueIsCutAndACredentialTakenOut() {
        let secret = "canary-5uP3rS3cr3t"
        let fact = ImageFact(name: "x", value: String(repeating: "a", count: 9999), source: "s")
        #expect(fact?.value.count == 4096)
        #expect(ImageFact(name: "x", value: "--password \(secret)", source: "s")?.value.contains(secret) == false)
    }
}
