import Testing

@testable import Registry

@Suite struct PathPatternTests {
    private func pattern(_ text: String) throws -> PathPattern { try #require(PathPattern(text)) }

    @Test(arguments: [
        ("/etc/ssl/cert.pem", "etc/ssl/cert.pem", true), ("/etc/ssl/cert.pem", "etc/ssl/cert.pem/x", false),
        ("/etc/ssl/certs/", "etc/ssl/certs/a/b", true), ("/etc/ssl/certs/", "etc/ssl/certs2/a", false),
        ("/etc/ssl/*.pem", "etc/ssl/a.pem", true), ("/etc/ssl/*.pem", "etc/ssl/a/b.pem", false),
        ("**/cacerts", "cacerts", true), ("**/cacerts", "opt/java/lib/security/cacerts", true),
        ("**/lib/security/cacerts", "opt/lib/lib/security/cacerts", true),
        ("**/lib/security/cacerts", "opt/xlib/security/cacerts", false),
        ("/usr/**/certifi/cacert.pem", "usr/certifi/cacert.pem", true),
        ("/usr/**/certifi/cacert.pem", "usr/lib/python3/site-packages/certifi/cacert.pem", true),
        ("/a/**/b/**/c", "a/x/b/y/z/c", true), ("/a/**/b/**/c", "a/x/y/z/c", false),
        ("/a/?.pem", "a/b.pem", true), ("/a/?.pem", "a/bc.pem", false), ("/a/*b*c*", "a/xxbxxcxx", true),
        ("/a/*b*c*", "a/xxcxxbxx", false), ("/usr/lib/python3.*/x", "usr/lib/python3.11/x", true),
    ])
    func aPatternMatches(text: String, path: String, matches: Bool) throws {
        #expect(try pattern(text).matches(path) == matches)
        #expect(PatternIndex([try pattern(text)]).matches(path) == matches)
    }

    @Test(arguments: ["", "/", "//", ".", "/etc/../passwd", ".."])
    func whatNamesNothingIsNoPattern(text: String) { #expect(PathPattern(text) == nil) }

    @Test func aPathIsOnlyItself() throws {
        #expect(try pattern("/etc//./ssl").exactPath == "etc/ssl")
        #expect(try pattern("/etc/ssl/").exactPath == nil)
        #expect(try pattern("/etc/ssl/*/x").beginning == "etc/ssl")
        #expect(try pattern("**/x").beginning.isEmpty)
        // What a link leads to may have any name.
        #expect(PathPattern(exactly: "a/*").matches("a/*"))
        #expect(!PathPattern(exactly: "a/*").matches("a/b"))
    }

    @Test(arguments: [
        ("/etc/ssl/certs/", "etc", true), ("/etc/ssl/certs/", "etc/ssl/certs/deep", true),
        ("/etc/ssl/certs/", "app", false), ("/etc/ssl/cert.pem", "etc/ssl/cert.pem", true),
        ("/etc/ssl/cert.pem", "etc/ssl/cert.pem/x", false), ("**/cacerts", "app", true),
        ("/opt/*/cacerts", "opt/java", true), ("/opt/*/cacerts", "opt/java/lib", false), ("/opt/a*/x", "opt/b", false),
    ])
    func aPatternReachesIntoAFolder(text: String, folder: String, reaches: Bool) throws {
        #expect(try pattern(text).reaches(into: folder) == reaches)
    }

    @Test func aPatternFollowsItsFolder() throws {
        let certs = try pattern("/etc/ssl/certs/*.pem")
        #expect("\(certs.moved(to: "etc/pki/tls/certs"))" == "/etc/pki/tls/certs/*.pem")
        #expect("\(certs.written("etc/ssl", as: "conf"))" == "/conf/certs/*.pem")
        #expect("\(try pattern("/usr/**/x.pem").written("usr/lib", as: "lib"))" == "/lib/**/x.pem")
        #expect("\(try pattern("/usr/**").written("usr/lib", as: "lib"))" == "/lib/**")
    }

    @Test func aHostilePatternTakesNoLongerThanItsLength() throws {
        let text = "/" + String(repeating: "*a", count: 60) + "b"
        #expect(try !pattern(text).matches(String(repeating: "a", count: 4000)))
        let deep = "/" + String(repeating: "**/a/", count: 60) + "b"
        #expect(try !pattern(deep).matches(String(repeating: "a/", count: 1000) + "c"))
    }
}
