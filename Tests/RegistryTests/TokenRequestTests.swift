import Testing

@testable import Registry

@Suite struct TokenRequestTests {
    private func request(
        _ parameters: [String: String], _ credential: RegistryCredential? = nil
    ) -> TokenRequest? {
        TokenRequest(AuthChallenge(scheme: "bearer", parameters: parameters), repository: "a/b", credential: credential)
    }

    @Test func anAnonymousTokenIsAskedForByURL() {
        let request = request(["realm": "https://x/t?y=1", "service": "reg istry", "scope": "repository:a/b:pull s2"])
        #expect(request?.url == "https://x/t?y=1&service=reg%20istry&scope=repository%3Aa%2Fb%3Apull&scope=s2")
        #expect(request?.authorization == nil)
    }

    @Test func aMissingScopeIsTheRightToPull() {
        #expect(request(["realm": "https://x/t"])?.url == "https://x/t?scope=repository%3Aa%2Fb%3Apull")
        #expect(request(["service": "x"]) == nil)
    }

    @Test func aPasswordGoesInAHeader() {
        let credential = RegistryCredential(kind: .password(username: "u", Confidential("p:é")))
        let request = request(["realm": "https://x/t"], credential)
        #expect(request?.authorization?.value == "Basic dTpwOsOp")
        #expect(request?.form == nil)
    }

    @Test func aRefreshTokenGoesInAForm() {
        let credential = RegistryCredential(kind: .identityToken(Confidential("t/o=k")))
        let request = request(["realm": "https://x/t", "service": "s"], credential)
        #expect(request?.url == "https://x/t")
        #expect(
            request?.form?.value
                == "grant_type=refresh_token&client_id=trustsweep&scope=repository%3Aa%2Fb%3Apull&service=s&refresh_token=t%2Fo%3Dk"
        )
        #expect(request?.authorization == nil)
    }

    @Test func anAnswerHoldsATokenUnderEitherName() {
        func answer(_ text: String) -> TokenRequest.Answer? { TokenRequest.Answer(Array(text.utf8)) }
        #expect(answer(#"{"token":"t"}"#)?.authorization.value == "Bearer t")
        #expect(answer(#"{"token":"t"}"#)?.seconds == 60)
        #expect(answer(#"{"access_token":"t","expires_in":300,"issued_at":"x"}"#)?.seconds == 300)
        for text in ["", "{}", #"{"token":""}"#, #"{"token":"a\r\nX: y"}"#, #"{"token":"a b"}"#] {
            #expect(answer(text) == nil)
        }
    }
}
