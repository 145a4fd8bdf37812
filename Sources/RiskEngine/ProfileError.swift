/// What is wrong with a rotation profile: which file, which field, and why it cannot be used or what to look at.
package struct ProfileError: Error, Hashable, CustomStringConvertible {
    package enum Problem: Hashable, Sendable {
        case notYAML(String)
        case missing
        case unknownField
        case wrongKind(expected: String)
        case wrongValue(String, expected: String)
        case badDate(String)
        case placeholder(String)
        case duplicate(String)
        case outOfOrder(String)
        case badEndpoint(String)
        case matchesEverything(String)
        case unreadableCertificate(String)
        case notLinked(issuer: String, subject: String)
        case notAnAuthority(String)
        case notARoot(String)
        case nothingServable(day: String)
        case unknownProfile(known: [String])
        case template

        // Worth a look, and no reason to refuse the profile.
        case notServable(certificate: String, day: String)
        case notCarried(issuer: String)
        case unusedCertificate
        case builtInName(String)
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

    /// Whether the profile can be used all the same.
    package var isWarning: Bool {
        switch problem {
        case .notServable, .notCarried, .unusedCertificate, .builtInName: true
        default: false
        }
    }

    package var description: String {
        switch problem {
        case .unknownProfile: return "no rotation profile named \"\(file)\""
        case .template: return "\"\(file)\" is a template: it names no certificates yet"
        default: break
        }
        let place = (line.map { " line \($0)" } ?? "") + (field.isEmpty ? "" : ": \(field)")
        return "rotation profile \(file)\(place): \(reason)"
    }

    /// As compilers write it, for lists: `my.yaml:12: spec.horizon: …`.
    package var lineDescription: String {
        let place = file + (line.map { ":\($0)" } ?? "")
        return "\(place): \(field.isEmpty ? "" : "\(field): ")\(reason)"
    }

    private var reason: String {
        switch problem {
        case .notYAML(let detail): "not YAML: \(detail)"
        case .missing: "the field is missing"
        case .unknownField: "there is no such field"
        case .wrongKind(let expected): "not \(expected)"
        case .wrongValue(let value, let expected): "\"\(value)\" is not \(expected)"
        case .badDate(let value): "\"\(value)\" is not a date"
        case .placeholder(let value): "\"\(value)\" is still to be filled in"
        case .duplicate(let value): "\"\(value)\" stands twice"
        case .outOfOrder(let detail): detail
        case .badEndpoint(let value): "\"\(value)\" is neither a host name nor a pattern of one"
        case .matchesEverything(let value): "\"\(value)\" matches servers of any service"
        case .unreadableCertificate(let detail): detail
        case .notLinked(let issuer, let subject): "\"\(issuer)\" did not sign \"\(subject)\", which stands before it"
        case .notAnAuthority(let name): "\"\(name)\" is not a certificate authority"
        case .notARoot(let name): "\"\(name)\" is not self-signed, so it is no root"
        case .nothingServable(let day): "none of its chains is valid on \(day), for which it is judged"
        case .unknownProfile, .template: ""
        case .notServable(let certificate, let day):
            "\"\(certificate)\" is not valid on \(day), for which it is judged: the chain is left out"
        case .notCarried(let issuer): "these roots do not carry the chain of \"\(issuer)\""
        case .unusedCertificate: "no chain and no list of roots names it"
        case .builtInName(let name): "\"\(name)\" is the name of a built-in profile: reports would not tell them apart"
        }
    }

    package var hint: String? {
        switch problem {
        case .badDate: "write it as 2026-01-28"
        case .unknownField: "see trustsweep rotations show azure-postgresql-2025 -o yaml for the fields"
        case .placeholder: "replace it, < and > included"
        case .badEndpoint: "write the host alone, as in *.db.example.com: no scheme, no port"
        case .matchesEverything: "leave endpoints out: the profile is then used where --rotation names it"
        case .unreadableCertificate:
            "name an entry of spec.certificates, a PEM file beside the profile, or put the PEM in"
        case .notLinked, .notAnAuthority:
            "list what the server sends besides its own certificate, that certificate's issuer first"
        case .unknownProfile(let known): "known: \(known.joined(separator: ", "))"
        case .template: "write it to a file and fill it in: trustsweep rotations show \(file) -o yaml > my.yaml"
        default: nil
        }
    }
}
