/// The pages of one list as a state machine: outcomes in, actions out. Does no I/O and keeps no object.
struct ListPager: Sendable {
    enum Outcome: Sendable {
        case page(continueToken: String?)
        /// 410: the snapshot that the token continues is gone. The token, if any, continues in the present state.
        case gone(continueToken: String?)
        /// Worth another try.
        case refused(KubernetesError, retryAfter: Double?)
        /// 404 on the whole path: an older server knows the kind under an older version.
        case missing(KubernetesError)
        case failed(KubernetesError)
    }

    enum Action: Equatable, Sendable {
        case fetch
        /// Wait, then fetch the same page.
        case wait(seconds: Double)
        /// Forget every page so far, then fetch the first.
        case startOver
        case done
        case fail(KubernetesError)
    }

    /// After so many starts the list goes on in the present state instead: each object still comes once, since lists are in the
    /// order of names, but not all as of one moment.
    static let mostRestarts = 2

    private(set) var version = 0
    private(set) var continueToken: String?
    private let versions: Int
    private var retries: RetryRules
    private var restarts = 0

    /// Failures in a row.
    var failures: Int { retries.failures }

    init(versions: Int, attempts: Int) {
        self.versions = versions
        retries = RetryRules(attempts: attempts)
    }

    mutating func received(_ outcome: Outcome, random: Double) -> Action {
        switch outcome {
        case .page(nil): return .done
        case .page(let token?):
            guard token != continueToken else {
                return .fail(.notKubernetes(server: "", reason: "its list does not advance"))
            }
            continueToken = token
            retries.succeeded()
            return .fetch
        case .gone(let token):
            restarts += 1
            if restarts <= Self.mostRestarts {
                continueToken = nil
                return .startOver
            }
            guard let token, token != continueToken else {
                return .fail(.serverFailure(resource: "", status: 410, message: "the list expired before it was read"))
            }
            continueToken = token
            return .fetch
        case .refused(let error, let retryAfter):
            return retries.wait(retryAfter: retryAfter, random: random).map { .wait(seconds: $0) } ?? .fail(error)
        case .missing(let error):
            guard version + 1 < versions, continueToken == nil else { return .fail(error) }
            version += 1
            return .fetch
        case .failed(let error): return .fail(error)
        }
    }
}
