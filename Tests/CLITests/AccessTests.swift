import Collectors
import Foundation
import Testing
import Yams

/// The roles that ship grant what the program asks for, and nothing else.
@Suite struct AccessTests {
    private struct Role: Decodable {
        struct Rule: Decodable, Hashable {
            var apiGroups: [String]
            var resources: [String]
            var verbs: [String]
        }

        struct Metadata: Decodable { var name: String }

        var kind: String
        var metadata: Metadata?
        var rules: [Rule]?
    }

    private func rules(of file: String, kind: String) throws -> Set<AccessRule> {
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../Manifests/\(file)")
        var found: Set<AccessRule> = []
        for document in try Yams.compose_all(yaml: String(contentsOf: path, encoding: .utf8)) {
            let role = try YAMLDecoder().decode(Role.self, from: document)
            guard role.kind == kind else { continue }
            for rule in role.rules ?? [] {
                for group in rule.apiGroups {
                    for resource in rule.resources {
                        found.insert(AccessRule(group: group, resource: resource, verbs: rule.verbs.sorted()))
                    }
                }
            }
        }
        return found
    }

    private func needed(_ need: AccessRule.Need) -> Set<AccessRule> {
        Set(
            requiredAccess.filter { $0.need == need }.map {
                AccessRule(group: $0.group, resource: $0.resource, verbs: $0.verbs.sorted())
            })
    }

    @Test func theClusterRoleIsWhatAScanNeeds() throws {
        #expect(try rules(of: "reader.yaml", kind: "ClusterRole") == needed(.base))
    }

    @Test func theNamespacedRoleIsTheSameWithoutWhatBelongsToNoNamespace() throws {
        let expected = needed(.base).filter { $0.resource != "clustertrustbundles" }.map { rule in
            rule.resource == "namespaces" ? AccessRule(resource: rule.resource, verbs: ["get"]) : rule
        }
        #expect(try rules(of: "namespaced.yaml", kind: "Role") == Set(expected))
    }

    @Test func theSecretsRoleOnlyGetsSecrets() throws {
        let rules = try rules(of: "secrets.yaml", kind: "ClusterRole")
            .union(rules(of: "secrets.yaml", kind: "Role"))
        #expect(rules == needed(.secrets))
    }

    @Test func theExecRoleOnlyRunsCommands() throws {
        #expect(try rules(of: "exec.yaml", kind: "ClusterRole") == needed(.exec))
    }
}
