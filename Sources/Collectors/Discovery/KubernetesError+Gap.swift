import Kubernetes
import ScanModel

extension KubernetesError {
    /// Whether the server answered, and only this resource can't be had: the rest of the scan may still work.
    var isAboutOneResource: Bool {
        switch self {
        case .forbidden, .notFound, .rateLimited, .serverFailure, .incompleteBody, .unexpectedStatus, .execInterrupted,
            .execTimeout, .execOutputTooLong:
            true
        default: false
        }
    }

    /// The closed reason that stands in the report.
    var gapReason: GapReason {
        switch self {
        case .forbidden: .forbidden
        case .notFound: .notFound
        case .timeout, .execTimeout: .timeout
        case .rateLimited: .rateLimited
        case .incompleteBody, .execInterrupted, .execOutputTooLong: .incomplete
        default: .unavailable
        }
    }

    func gap(resource: String, namespace: String?) -> Gap {
        Gap(resource: resource, namespace: namespace, reason: gapReason, detail: String(describing: self))
    }
}
