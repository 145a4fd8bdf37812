import ScanModel
import Testing

@testable import Dialects

struct JavaOptionsTests {
    private func store(_ facts: ContainerFacts) -> String? {
        JavaOptions(ContainerSettings(facts)).property("javax.net.ssl.trustStore")?.value
    }

    private func flag(_ path: String) -> String { "-Djavax.net.ssl.trustStore=\(path)" }

    @Test func ofTwoFlagsTheLaterOneStands() {
        #expect(store(.sample(["JAVA_TOOL_OPTIONS": flag("/a") + " " + flag("/b")])) == "/b")
        #expect(store(.sample(["JAVA_TOOL_OPTIONS": flag("/a"), "JDK_JAVA_OPTIONS": flag("/b")])) == "/b")
        #expect(
            store(.sample(["JDK_JAVA_OPTIONS": flag("/b")], command: ["java", flag("/c"), "-jar", "a.jar"])) == "/c")
        #expect(
            store(.sample(["_JAVA_OPTIONS": flag("/d")], command: ["java", flag("/c"), "-jar", "a.jar"])) == "/d")
        #expect(store(.sample(["CATALINA_OPTS": flag("/b"), "JAVA_OPTS": flag("/a")])) == "/b")
    }

    @Test func javaItselfReadsNoVariableOfStartScripts() {
        #expect(store(.sample(["JAVA_OPTS": flag("/a")], command: ["java", "-jar", "a.jar"])) == nil)
        #expect(
            store(.sample(["JAVA_OPTS": flag("/a")], command: ["sh", "-c", "exec java $JAVA_OPTS -jar a.jar"])) == "/a")
        #expect(store(.sample(["JAVA_OPTS": flag("/a")], command: ["catalina.sh", "run"])) == "/a")
        #expect(store(.sample(["JAVA_OPTS": flag("/a")])) == "/a")
    }

    @Test func whatFollowsTheProgramIsNotTheJVMs() {
        #expect(store(.sample(command: ["java", "-jar", "a.jar", flag("/a")])) == nil)
        #expect(store(.sample(command: ["java", "-cp", "x", flag("/a"), "Main", flag("/b")])) == "/a")
        #expect(store(.sample(command: ["standalone.sh", flag("/a")])) == "/a")
    }

    @Test func aPasswordIsNeverKept() {
        let facts = ContainerFacts.sample([
            "JAVA_TOOL_OPTIONS": flag("/a") + " -Djavax.net.ssl.trustStorePassword=CANARY"
        ])
        #expect(store(facts) == "/a")
        var text = ""
        dump(ContainerSettings(facts), to: &text)
        #expect(!text.contains("CANARY"))
    }
}
