import ScanModel
import Testing

@Suite struct VersionTests {
    @Test func numbersAreReadUpToWhatIsNone() throws {
        let version = try #require(Version("8.23.0-rc1"))
        #expect(version == Version("v8.23"))
        #expect(version.major == 8)
        #expect(try #require(Version("42.5.5-0+deb12u1")) > #require(Version("42.5.4")))
        #expect(Version("latest") == nil)
        #expect(Version("") == nil)
    }

    @Test func missingNumbersCountAsZero() throws {
        #expect(Version("15") == Version("15.0"))
        #expect(try #require(Version("1.9")) < #require(Version("1.10")))
    }

    @Test func aMajorVersionAloneIsToldFromItsFirstRelease() throws {
        #expect(try #require(Version("20")).isMajorAlone)
        #expect(try !#require(Version("20.0")).isMajorAlone)
    }
}
