import Testing

@testable import Collectors

struct LabelSelectorTests {
    private let labels = ["app": "billing", "tier": "db", "empty": ""]

    @Test(arguments: [
        ("app=billing", true), ("app==billing,tier!=web", true), ("app!=billing", false), ("other!=x", true),
        ("app in (billing, shop)", true), ("app notin (billing)", false), ("tier in (web),app", false),
        ("!other", true),
        ("!app", false), ("app", true), ("empty=", true), ("", true),
    ])
    func selectorMatchesAsKubectlDoes(text: String, expected: Bool) throws {
        #expect(try #require(LabelSelector(text)).matches(labels) == expected)
    }

    @Test(arguments: ["a b", "app in billing", "=x", "app=(", "a=b=c"])
    func malformedSelectorIsNone(text: String) {
        #expect(LabelSelector(text) == nil)
    }
}

struct BoundedTasksTests {
    @Test func resultsStandInTheOrderOfTheInputs() async {
        let results = await boundedTasks(Array(0..<50), limit: 4) { number in
            if number % 7 == 0 { try? await Task.sleep(for: .milliseconds(3)) }
            return number * 2
        }
        #expect(results == (0..<50).map { $0 * 2 })
    }
}

struct VariableExpansionTests {
    @Test(arguments: [
        ("$(HOST):5432", "db:5432"), ("$$(HOST)", "$(HOST)"), ("$(NONE)", "$(NONE)"), ("$HOST", "$HOST"),
        ("$(HOST", "$(HOST"), ("$", "$"), ("a$$b", "a$b"), ("$(HOST)$(HOST)", "dbdb"),
    ])
    func referencesExpandAsKubernetesDoes(text: String, expected: String) {
        #expect(expandedVariables(text) { $0 == "HOST" ? "db" : nil } == expected)
    }
}

struct RelevanceTests {
    @Test(arguments: [
        ("DATABASE_URL", "x", true), ("PGHOST", "x", true), ("LOG_LEVEL", "info", false), ("CACHE_SIZE", "10", false),
        ("CA_FILE", "x", true), ("X", "a.postgres.database.azure.com", true), ("X", "1.2.3", false),
        ("X", "postgres://h/d", true), ("LOCATION", "west", false),
    ])
    func onlyWhatMayMatterIsKept(name: String, value: String, expected: Bool) {
        #expect(Relevance.keeps(name: name, value: value) == expected)
    }
}

struct PathValueTests {
    @Test(arguments: [
        ("/shared/tls", true), ("/a.b-c_d/1", true), ("shared", false), ("/with blank", false), ("/a=b", false),
        ("", false),
        ("/9j4AAQSkZJRgABAQEASABIAAD2wBDAAMCAgICAgM", false),
    ])
    func aPathIsWordsBetweenSlashes(value: String, expected: Bool) {
        #expect(Relevance.isPath(value) == expected)
    }
}

struct ContainerPathTests {
    @Test(arguments: [
        ("/etc//ssl/./certs/", "/etc/ssl/certs"), ("/a/../b", "/b"), ("C:\\certs\\ca.pem", "/certs/ca.pem"),
        ("file:///etc/ca.pem", "/etc/ca.pem"), ("ca.pem", "ca.pem"), (".", ""), ("/", "/"),
    ])
    func pathsAreNormalized(path: String, expected: String) {
        #expect(ContainerPath.normalized(path) == expected)
    }
}

struct RequiredAccessTests {
    /// The requests of a scan are the lists and gets of these kinds; the list is the whole of what roles may grant.
    @Test func everyListedKindIsInTheList() {
        let listed = Set(requiredAccess.filter { $0.verbs.contains("list") }.map(\.resource))
        #expect(listed == SnapshotHeader.listedResources)
        #expect(
            requiredAccess.filter { $0.need == .secrets } == [
                AccessRule(resource: "secrets", verbs: ["get"], need: .secrets)
            ])
        #expect(
            requiredAccess.filter { $0.need == .exec } == [
                AccessRule(resource: "pods/exec", verbs: ["create", "get"], need: .exec)
            ])
        #expect(
            requiredAccess.allSatisfy { rule in
                rule.need == .exec || rule.verbs.allSatisfy { ["get", "list"].contains($0) }
            })
    }
}
