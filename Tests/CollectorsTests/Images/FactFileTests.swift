import ScanModel
import Testing

@testable import Collectors

@Suite struct FactFileTests {
    private func facts(_ path: String, _ text: String = "") -> [String] {
        FactFile(path: path)?.facts(in: Array(text.utf8), at: path).map { "\($0.name) \($0.value)" } ?? ["no fact file"]
    }

    @Test func aSystemIsNamedByItsRelease() {
        let text = "# comment\nNAME=Alpine\nID='alpine'\nVERSION_ID=3.20.3\nPRETTY_NAME=\"Alpine Linux v3.20\"\r\nX\n"
        for path in ["/etc/os-release", "/usr/lib/os-release"] {
            #expect(facts(path, text) == ["os Alpine Linux v3.20", "os-id alpine", "os-version 3.20.3"])
        }
        #expect(facts("/etc/os-release", "ID=\nVERSION_ID=\"\"") == [])
    }

    @Test func aJREIsNamedByItsRelease() {
        let text = "IMPLEMENTOR=\"Eclipse Adoptium\"\nJAVA_VERSION=\"21.0.2\"\nMODULES=\"java.base\"\n"
        #expect(facts("/opt/java/openjdk/release", text) == ["java 21.0.2", "java-vendor Eclipse Adoptium"])
        #expect(facts("/opt/java/openjdk/release", "\u{0}\u{1}") == [])
    }

    @Test func onlyAnInstalledPackageCounts() {
        let removed = "Package: ca-certificates\nStatus: deinstall ok config-files\nVersion: 1\n"
        let other = "Package: ca-certificates-java\nStatus: install ok installed\nVersion: 2\n"
        let installed = "Package: ca-certificates\nStatus: install ok installed\nVersion: 20230311+deb12u1\n"
        #expect(facts("/var/lib/dpkg/status", "\(removed)\n\(other)") == [])
        #expect(facts("/var/lib/dpkg/status", "\(other)\n\(installed)") == ["ca-certificates 20230311+deb12u1"])
        #expect(
            facts("/var/lib/dpkg/status.d/ca-certificates", "Package: ca-certificates\nVersion: 3") == [
                "ca-certificates 3"
            ])
    }

    @Test func distributionsHaveNodeAsAPackage() {
        let debian = "Package: nodejs\nStatus: install ok installed\nVersion: 18.19.0+dfsg-6\n"
        #expect(facts("/var/lib/dpkg/status", debian) == ["node 18.19.0+dfsg-6"])
        #expect(
            facts("/lib/apk/db/installed", "P:ca-certificates\nV:1\n\nP:nodejs-current\nV:23.2.0-r1\n") == [
                "ca-certificates 1", "node 23.2.0-r1",
            ])
        #expect(facts("/lib/apk/db/installed", "P:nodejs-doc\nV:1") == [])
    }

    @Test func alpineHasItInEitherPackage() {
        let text = "C:Q1\nP:ca-certificates\nV:20240705-r0\n"
        #expect(facts("/lib/apk/db/installed", text) == ["ca-certificates 20240705-r0"])
        #expect(facts("/lib/apk/db/installed", "P:zlib\nV:1") == [])
    }

    @Test func nodeNeedsAllThreeNumbers() {
        let text = "#define NODE_MAJOR_VERSION 22\n#define NODE_MINOR_VERSION 1\n#define NODE_PATCH_VERSION 0\n"
        #expect(facts("/usr/local/include/node/node_version.h", text) == ["node 22.1.0"])
        #expect(facts("/usr/local/include/node/node_version.h", "#define NODE_MAJOR_VERSION 22\n") == [])
    }

    @Test(arguments: [
        ("/usr/lib/python3/dist-packages/certifi-2022.9.24.egg-info", "certifi 2022.9.24"),
        ("/v/site-packages/certifi-2023.7.22-py3.11.egg-info/PKG-INFO", "certifi 2023.7.22"),
        ("/v/site-packages/certifi-2024.2.2.dist-info/METADATA", "certifi 2024.2.2"),
        ("/usr/lib/dotnet/shared/Microsoft.NETCore.App/6.0.36", "dotnet 6.0.36"),
        ("/usr/lib64/dotnet/shared/Microsoft.NETCore.App/9.0.0-rc.1", "dotnet 9.0.0-rc.1"),
    ])
    func aFolderIsNamedByItsVersion(path: String, words: String) {
        #expect(facts(path) == [words])
    }

    @Test(arguments: ["/etc/passwd", "/v/certifi/cacert.pem", "/var/lib/dpkg/status.d/base"])
    func otherFilesTellNothing(path: String) {
        #expect(FactFile(path: path) == nil)
    }

    @Test func everyFileIsFoundByItsOwnPatterns() {
        for file in FactFile.allCases {
            for pattern in file.patterns { #expect(FactFile(path: pattern.replacing("*", with: "x")) == file) }
        }
    }

    @Test func noVersionIsTakenFromAFolderWithoutOne() {
        #expect(CertifiFolder.version(in: "/v/certifi-.dist-info") == nil)
        #expect(CertifiFolder.version(in: "/v/certifi-win32.dist-info") == nil)
    }

    @Test func variablesComeWithoutCredentials() {
        let secret = "canary-5uP3rS3cr3t"
        let fact = FactFile.fact(ofVariable: "NODE_OPTIONS", "--use-openssl-ca --token=\(secret)")
        #expect(fact?.value == "--use-openssl-ca --token=***" && fact?.source == "variable NODE_OPTIONS")
        #expect(FactFile.fact(ofVariable: "NODE_VERSION", "20.9.0\n")?.name == "node")
    }
}
