import ScanModel
import Testing

@testable import Dialects

struct RuntimeVersionTests {
    private func runtime(_ facts: ContainerFacts) -> String? {
        OptionLookup(
            connection: Connection(name: "U", source: "env", kind: .variables, hosts: []),
            settings: ContainerSettings(facts)
        ).runtime
    }

    @Test(arguments: [
        ("python:3.13-slim", "python 3.13"), ("docker.io/library/node:20", "node 20"),
        ("eclipse-temurin:17-jre", "jdk 17"), ("tomcat:10-jdk17-temurin", "jdk 17"),
        ("maven:3.9-eclipse-temurin-21", "jdk 21"), ("openjdk:11.0.2-jre", "jdk 11.0.2"), ("node:lts", nil),
        ("registry.example/python-app:3.13", nil), ("registry.example/app:17", nil), ("tomcat:10", nil),
    ])
    func anOfficialImagesTagTellsTheVersion(_ image: String, _ expected: String?) {
        #expect(runtime(.sample(image: image)) == expected)
    }

    @Test func programsAndVariablesTellItBeforeTheImage() {
        #expect(runtime(.sample(image: "python:3.13", command: ["/usr/bin/python3.11", "-m", "app"])) == "python 3.11")
        #expect(runtime(.sample(["JAVA_VERSION": "jdk-21.0.3+9"], image: "app")) == "jdk 21.0.3")
        #expect(runtime(.sample(command: ["python3", "app.py"])) == nil)
    }
}
