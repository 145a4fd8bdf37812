import ScanModel
import Testing

@testable import Collectors
@testable import Registry

@Suite struct ImageFilesViewTests {
    private func evidence(
        _ wanted: WantedFile, _ contents: ImageContents, mounts: [String] = []
    ) -> [FileEvidence] {
        let planned = mounts.map { PlannedMount(path: $0, usesSubPath: false, source: .opaque(kind: "hostPath")) }
        return ImageFilesView(contents: contents, place: "here").evidence(wanted, mounts: planned)
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

    @Test func whatTellsVersionsIsInTheFacts() {
        let contents = TableRegistry.contents(
            ["/etc/os-release": "ID=debian\nVERSION_ID=12", "/opt/jre/release": "JAVA_VERSION=\"17.0.4\""],
            environment: ["SSL_CERT_FILE": "/a.pem"])
        let facts = ImageFilesView(contents: contents, place: "here").facts
        #expect(facts.map(\.name) == ["SSL_CERT_FILE", "java", "os-id", "os-version"])
    }
}
