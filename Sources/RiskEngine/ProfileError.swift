/// Why a rotation profile cannot be used: which file, which field, what is wrong with it.
package struct ProfileError: Error, Equatable, CustomStringConvertible {
    package enum Problem: Equatable, Sendable {
        case notYAML(String)
        case missing
        case unknownField
        case wrongKind(expected: String)
        case wrongValue(String, expected: String)
        case badDate(String)
        case unreadableCertificate(String)
        case notLinked(issuer: String, subject: String)
        case unknownProfile(known: [String])
    }

    /// The file, or the name of a built-in profile.
    package var file: String
    /// Such as `spec.after[2].served[1]`; empty for the whole file.
    package var field: String
    /// From 1; nil where the parser does not tell.
    package var line: Int?
    package var problem: Problem

    package init(file: String, field: String, line: Int?, problem: Problem) {
        self.file = file
        self.field = field
        self.line = line
        self.problem = problem
    }

    package var description: String {
        let place = (line.map { " line \($0)" } ?? "") + (field.isEmpty ? "" : ": \(field)")
        if case .unknownProfile = problem { return "no rotation profile named \"\(file)\"" }
        return "rotation profile \(file)\(place): \(reason)"
    }

    private var reason: String {
        switch problem {
        case .notYAML(let detail): "not YAML: \(detail)"
        case .missing: "the field is missing"
        case .unknownField: "there is no such field"
        case .wrongKind(let expected): "not \(expected)"
        case .wrongValue(let value, let expected): "\"\(value)\" is not \(expected)"
        case .badDate(let value): "\"\(value)\" is not a date"
        case .unreadableCertificate(let detail): detail
        case .notLinked(let issuer, let subject): "\"\(issuer)\" did not sign \"\(subject)\", which stands before it"
        case .unknownProfile: ""
        }
    }

    package var hint: String? {
        switch problem {
        case .badDate: "write it as 2026-01-28"
        case .unknownField: "see trustsweep rotations show azure-postgresql-2025 for the fields"
        case .unreadableCertificate:
            "name an entry of spec.certificates, a PEM file beside the profile, or put the PEM in"
        case .notLinked: "list what the server sends besides its own certificate, that certificate's issuer first"
        case .unknownProfile(let known): "known: \(known.joined(separator: ", "))"
        case .notYAML, .missing, .wrongKind, .wrongValue: nil
        }
    }
}
