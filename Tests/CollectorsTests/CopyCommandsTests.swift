import Kubernetes
import ScanModel
import Testing

@testable import Collectors

struct CopyCommandsTests {
    private static let workload = WorkloadID(namespace: "shop", kind: "Deployment", name: "a")
    private static let id = ContainerID(workload: workload, name: "init")
    private static func location(_ key: String) -> TrustStoreLocation {
        .configMap(namespace: "shop", name: "ca", key: key)
    }
    private static let mounts = [
        PlannedMount(
            path: "/shared", usesSubPath: false, source: .emptyDirectory(volume: "v", base: "", copied: [])),
        PlannedMount(
            path: "/ca", usesSubPath: false,
            source: .files(
                ["a.pem", "b.pem"].map { MountedFile(path: $0, location: location($0)) }, absence: "no such key")),
    ]

    private func run(_ script: String) -> [String: [TrustStoreLocation]] {
        let container = Container(
            name: "init", command: ["sh", "-c", script], env: [EnvVar(name: "DEST", value: "/shared")])
        let environment = ContainerEnvironment(container, namespace: "shop", shelf: ObjectShelf())
        var copies = CopyCommands()
        copies.run(container, id: Self.id, environment: environment, mounts: Self.mounts)
        return Dictionary(grouping: copies.copied["v"] ?? [], by: \.path).mapValues { $0.map(\.location) }
    }

    @Test(arguments: [
        ("cp /ca/a.pem /shared/root.crt", ["root.crt": ["a.pem"]]),
        ("set -e; cp -v /ca/a.pem /ca/b.pem /shared/", ["a.pem": ["a.pem"], "b.pem": ["b.pem"]]),
        ("cp /ca/* /shared", ["a.pem": ["a.pem"], "b.pem": ["b.pem"]]),
        ("cp -r /ca /shared", ["ca/a.pem": ["a.pem"], "ca/b.pem": ["b.pem"]]),
        ("cp -r /ca/. /shared", ["a.pem": ["a.pem"], "b.pem": ["b.pem"]]),
        ("mkdir -p /shared/x && cp /ca/a.pem /shared/x", ["x/a.pem": ["a.pem"]]),
        ("install -m 0644 /ca/a.pem \"$DEST/root.crt\"", ["root.crt": ["a.pem"]]),
        ("cat /ca/a.pem /ca/b.pem > ${DEST}/all.pem", ["all.pem": ["a.pem", "b.pem"]]),
        ("cat /ca/a.pem > /shared/x\ncat /ca/b.pem >> /shared/x", ["x": ["a.pem", "b.pem"]]),
        ("cp /ca/a.pem /shared/x && sed -i s/a/b/ /shared/x", [:]),
        ("cp /ca/a.pem /shared/x; echo y > /shared/x", [:]),
        ("cp /ca/none.pem /shared/x", [:]),
        ("cp /ca/a.pem /elsewhere/x", [:]),
    ])
    func copiesAreFollowed(script: String, expected: [String: [String]]) {
        #expect(run(script) == expected.mapValues { $0.map(Self.location) })
    }

    @Test func copiesOutOfTheImageAreNamed() {
        #expect(run("cp /etc/ssl/cert.pem /shared/x") == ["x": [.container(Self.id, path: "/etc/ssl/cert.pem")]])
    }

    @Test func quotesCommentsAndRedirectsOfAShellAreUnderstood() {
        let commands = shellCommands("echo 'a b' \"c $X\" # no\nfoo 2>/dev/null >out | bar") { $0 == "X" ? "y" : nil }
        #expect(
            commands == [
                ShellCommand(words: ["echo", "a b", "c y"]), ShellCommand(words: ["foo"], output: "out"),
                ShellCommand(words: ["bar"]),
            ])
    }
}
