import ScanModel
import Testing

@testable import Collectors
@testable import Registry

@Suite struct ImageFilesViewTests {
    private func evidence(
        _ wanted: WantedFile, _ contents: ImageContents, mounts: [String] = [], own: Set<String> = []
    ) -> [FileEvidence] {
        let planned = mounts.map { PlannedMount(path: $0, usesSubPath: false, source: .opaque(kind: "hostPath")) }
        return ImageFilesView(contents: contents, place: "here").evidence(wanted, mounts: planned, own: own)
    }

    private func bytes(_ text: String, _ path: String) -> FileEvidence { .bytes(Array(text.utf8), path: path) }

    private func isUnread(_ evidence: [FileEvidence]) -> Bool {
        guard evidence.count == 1, case .unread? = evidence.first else { return false }
        return true
    }

    @Test func eachWantedFileHasItsOwn() {
        let contents = TableRegistry.contents([
            "/etc/ssl/certs/ca-certificates.crt": "bundle", "/etc/ssl/certs/0a.0": "one", "/etc/ssl/certs/0b.1": "two",
            "/etc/ssl/certs/0c.x": "no", "/opt/jre/lib/security/cacerts": "java",
            "/usr/lib/python3.11/site-packages/certifi/cacert.pem": "python",
            "/usr/lib/python3.11/site-packages/pip/_vendor/certifi/cacert.pem": "pip",
        ])
        #expect(
            evidence(.file(path: "/etc/ssl/certs/ca-certificates.crt"), contents) == [
                bytes("bundle", "/etc/ssl/certs/ca-certificates.crt")
            ])
        #expect(
            evidence(.hashedFolder(path: "/etc/ssl/certs"), contents) == [
                .folder(["0a.0": Array("one".utf8), "0b.1": Array("two".utf8)])
            ])
        #expect(evidence(.javaCacerts, contents) == [bytes("java", "/opt/jre/lib/security/cacerts")])
        #expect(
            evidence(.certifi, contents) == [bytes("python", "/usr/lib/python3.11/site-packages/certifi/cacert.pem")])
        #expect(evidence(.file(path: "/app/ca.pem"), contents) == [.absent])
        #expect(evidence(.file(path: "~/.postgresql/root.crt"), contents) == [.absent])
    }

    @Test func whatAVolumeCoversIsNotTheImages() {
        let contents = TableRegistry.contents(
            ["/etc/ssl/cert.pem": "bundle", "/etc/ssl/certs/0a.0": "one", "/opt/jre/lib/security/cacerts": "java"],
            symlinks: ["/etc/ssl/cert.pem": "/data/ca.pem"])
        let file = WantedFile.file(path: "/etc/ssl/cert.pem")
        let folder = WantedFile.hashedFolder(path: "/etc/ssl/certs")
        #expect(!isUnread(evidence(file, contents, mounts: ["/var/log", "/etc/ssl/cert"])))
        for mount in ["/etc/ssl/cert.pem", "/etc/ssl", "/data", "/data/ca.pem", "/"] {
            #expect(isUnread(evidence(file, contents, mounts: [mount])), "\(mount)")
        }
        for mount in ["/etc/ssl/certs", "/etc/ssl/certs/extra.crt", "/etc"] {
            #expect(isUnread(evidence(folder, contents, mounts: [mount])), "\(mount)")
        }
        #expect(isUnread(evidence(.javaCacerts, contents, mounts: ["/opt/jre/lib/security/cacerts"])))
    }

    @Test func aFileThatTheImageLacksMayLieOnAVolume() {
        let contents = TableRegistry.contents([:])
        #expect(isUnread(evidence(.file(path: "/app/ca.pem"), contents, mounts: ["/data"])))
        #expect(evidence(.file(path: "/etc/ssl/cert.pem"), contents, mounts: ["/data"]) == [.absent])
    }

    @Test func aGapIsItsOwnFilesAlone() {
        func contents(_ path: String) -> ImageContents {
            TableRegistry.contents(
                [:], gaps: [RegistryGap(path: path, layer: nil, reason: .layerDamaged(.truncated))])
        }
        #expect(isUnread(evidence(.javaCacerts, contents("/**/lib/security/cacerts"))))
        #expect(isUnread(evidence(.hashedFolder(path: "/etc/ssl/certs"), contents("/etc/ssl/certs/*.?"))))
        #expect(isUnread(evidence(.hashedFolder(path: "/etc/ssl/certs"), contents("/etc/ssl/certs/0a.0"))))
        #expect(isUnread(evidence(.certifi, contents("/**/site-packages/certifi/cacert.pem"))))
        #expect(isUnread(evidence(.file(path: "/app/ca.pem"), contents("/app/ca.pem"))))
        #expect(evidence(.javaCacerts, contents("/app/ca.pem")) == [.absent])
        #expect(evidence(.file(path: "/app/ca.pem"), contents("/app/key.pem")) == [.absent])
    }

    @Test func variablesOfTheImageThatLeadElsewhereAreSaid() {
        func contents(_ environment: [String: String]) -> ImageContents {
            TableRegistry.contents(
                ["/etc/ssl/certs/ca-certificates.crt": "x", "/j/lib/security/cacerts": "y"], environment: environment)
        }
        let system = WantedFile.file(path: "/etc/ssl/certs/ca-certificates.crt")
        #expect(isUnread(evidence(system, contents(["SSL_CERT_FILE": "/opt/own.pem"]))))
        #expect(isUnread(evidence(system, contents(["SSL_CERT_DIR": "/opt"]))))
        // As distroless images do.
        #expect(!isUnread(evidence(system, contents(["SSL_CERT_FILE": "/etc/ssl/certs/ca-certificates.crt"]))))
        #expect(!isUnread(evidence(system, contents(["SSL_CERT_FILE": "/opt/own.pem"]), own: ["SSL_CERT_FILE"])))
        #expect(isUnread(evidence(.javaCacerts, contents(["JAVA_TOOL_OPTIONS": "-Djavax.net.ssl.trustStore=/t"]))))
        #expect(!isUnread(evidence(.javaCacerts, contents(["JAVA_TOOL_OPTIONS": "-Xmx1g"]))))
        #expect(isUnread(evidence(.certifi, contents(["REQUESTS_CA_BUNDLE": "/t"]))))
    }
}
