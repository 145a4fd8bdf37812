import Testing

@testable import Kubernetes

@Suite struct KubeconfigSearchTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func load(_ list: String?, explicit: String? = nil) throws -> Kubeconfig {
        let variables = list.map { ["KUBECONFIG": $0] } ?? [:]
        return try KubeconfigSearch.load(
            explicit: explicit, environment: HostEnvironment(variables: variables, homeDirectory: folder.path)
        ).config
    }

    // The rows of client-go's loader tests: the first file to name a thing wins, and an entry is never mixed from two.
    @Test func theFirstFileWinsWholeEntriesAndTheCurrentContext() throws {
        let a = try folder.write(
            "a",
            """
            current-context: queen-anne
            clusters: [{name: cow, cluster: {server: "http://cow.org:8080"}}]
            users: [{name: red, user: {token: red-token}}]
            """)
        let b = try folder.write(
            "b",
            """
            current-context: federal
            clusters:
            - {name: cow, cluster: {server: "http://donkey.org:8080", insecure-skip-tls-verify: true}}
            - {name: donkey, cluster: {server: "http://donkey.org:8080"}}
            users: [{name: red, user: {token: other}}, {name: yellow, user: {token: yellow-token}}]
            """)
        let merged = try load("\(a)::\(folder.path)/missing:\(b):\(a)")
        #expect(merged.currentContext == "queen-anne")
        #expect(merged.clusters["cow"]?.server == "http://cow.org:8080")
        #expect(merged.clusters["cow"]?.insecureSkipTLSVerify == false)
        #expect(merged.clusters.keys.sorted() == ["cow", "donkey"])
        #expect(merged.users["red"]?.token?.value == "red-token")
        #expect(merged.users["yellow"]?.path == b)
    }

    @Test func aLaterFileGivesTheCurrentContextWhereTheFirstHasNone() throws {
        let a = try folder.write("a", "clusters: []")
        let b = try folder.write("b", "current-context: later")
        #expect(try load("\(a):\(b)").currentContext == "later")
    }

    @Test func readsTheHomeFolderWhereTheVariableIsUnsetOrEmpty() throws {
        try folder.write(".kube/config", "current-context: home")
        #expect(try load(nil).currentContext == "home")
        #expect(try load("").currentContext == "home")
    }

    @Test func anExplicitFileIsReadAloneAndMustExist() throws {
        let a = try folder.write("a", "current-context: a")
        #expect(try load("/nowhere", explicit: a).currentContext == "a")
        #expect(throws: KubernetesError.unreadableFile(path: "/nowhere", reason: "no such file or directory")) {
            try load(a, explicit: "/nowhere")
        }
    }

    @Test func aFileThatIsThereAndCannotBeReadIsAnError() throws {
        #expect(throws: KubernetesError.unreadableFile(path: folder.path, reason: "is a directory")) {
            try load(folder.path)
        }
    }
}
