internal import FoundationEssentials

/// How a token is asked for (distribution, spec/auth/token.md and oauth.md), and how the answer is read.
struct TokenRequest: Equatable {
    var url: String
    /// For a refresh token, which must not stand in a URL.
    var form: Confidential<String>?
    var authorization: Confidential<String>?

    static let client = "trustsweep"

    /// - Returns: nil where the challenge names no realm.
    init?(_ challenge: AuthChallenge, repository: String, credential: RegistryCredential?) {
        guard let realm = challenge.parameters["realm"]?.nonEmpty else { return nil }
        let scope = challenge.parameters["scope"]?.nonEmpty ?? "repository:\(repository):pull"
        let service = challenge.parameters["service"]?.nonEmpty
        if case .identityToken(let token)? = credential?.kind {
            url = realm
            form = Confidential(
                Self.query(
                    [("grant_type", "refresh_token"), ("client_id", Self.client), ("scope", scope)]
                        + (service.map { [("service", $0)] } ?? []) + [("refresh_token", token.value)]))
            return
        }
        let fields =
            (service.map { [("service", $0)] } ?? []) + scope.split(separator: " ").map { ("scope", String($0)) }
        url = realm + (realm.contains("?") ? "&" : "?") + Self.query(fields)
        authorization = credential?.basic
    }

    private static func query(_ fields: [(String, String)]) -> String {
        fields.map { "\($0.0)=\(encoded($0.1))" }.joined(separator: "&")
    }

    /// All but unreserved characters (RFC 3986, section 2).
    private static func encoded(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            case _ where "-._~".utf8.contains(byte): result.unicodeScalars.append(Unicode.Scalar(byte))
            default: result += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
            }
        }
        return result
    }

    struct Answer: Equatable {
        var authorization: Confidential<String>
        /// From now on.
        var seconds: Double

        private struct Fields: Decodable {
            var token: String?
            var accessToken: String?
            var expiresIn: Double?

            enum CodingKeys: String, CodingKey {
                case token
                case accessToken = "access_token"
                case expiresIn = "expires_in"
            }
        }

        init?(_ bytes: [UInt8]) {
            guard let fields = try? JSONDecoder().decode(Fields.self, from: Data(bytes)),
                let token = fields.token?.nonEmpty ?? fields.accessToken?.nonEmpty,
                token.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
            else { return nil }
            authorization = Confidential("Bearer \(token)")
            // The default of the specification, which is also the least that is worth keeping.
            seconds = fields.expiresIn ?? 60
        }
    }
}
