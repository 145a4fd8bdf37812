import Testing

@testable import Registry

@Suite struct AuthChallengeTests {
    private typealias Challenge = AuthChallenge

    @Test func parametersMayHoldCommasAndQuotes() {
        let header = #"Bearer realm="https://auth.x/token",service="a, \"b\"",scope="repository:a/b:pull,push""#
        #expect(
            Challenge.parse(header) == [
                Challenge(
                    scheme: "bearer",
                    parameters: [
                        "realm": "https://auth.x/token", "service": "a, \"b\"", "scope": "repository:a/b:pull,push",
                    ])
            ])
    }

    @Test func severalChallengesAreToldApart() {
        #expect(
            Challenge.parse(#"Basic realm="r", Bearer Realm = x , service=y,Negotiate"#) == [
                Challenge(scheme: "basic", parameters: ["realm": "r"]),
                Challenge(scheme: "bearer", parameters: ["realm": "x", "service": "y"]),
                Challenge(scheme: "negotiate", parameters: [:]),
            ])
    }

    @Test(arguments: [
        "", ",,,", "=", "\"", "Bearer realm=\"", "realm=\"x\"", "Bearer realm", "a=b=c", "Basic \"", "\\",
        "Bearer realm=\"\\",
    ])
    func hostileHeadersEnd(header: String) { #expect(Challenge.parse(header).count <= 2) }
}
