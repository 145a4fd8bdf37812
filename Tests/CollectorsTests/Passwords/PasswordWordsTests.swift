import Testing

@testable import Collectors

@Suite struct PasswordWordsTests {
    @Test(arguments: [
        ("-Djavax.net.ssl.trustStorePassword=a.b=c -Xmx1g", "a.b=c", true),
        ("java -Djavax.net.ssl.trustStorePassword='a b' -jar x", "a b", true),
        ("exec java \"-Djavax.net.ssl.trustStorePassword=a b'c\" -jar x", "a b'c", true),
        ("-Djavax.net.ssl.truststorepassword=x\n", "x", true),
        ("jdbc:sqlserver://h;trustStorePassword=a b;encrypt=true", "a", false),
        ("jdbc:x://h/d?trustStorePassword=pw&ssl=true", "pw", false),
        ("-Djavax.net.ssl.trustStorePassword=$(TRUST_PW)", "$(TRUST_PW)", true),
        ("-Djavax.net.ssl.trustStorePassword=", "", true),
    ])
    func isFoundInText(text: String, value: String, isOfJVM: Bool) {
        #expect(PasswordWords.words(in: text) == [PasswordWords.Word(value: value, isOfJVM: isOfJVM)])
    }

    @Test func severalAreSeveral() {
        let text = "-Djavax.net.ssl.trustStorePassword=a -Djavax.net.ssl.trustStorePassword=b"
        #expect(PasswordWords.words(in: text).map(\.value) == ["a", "b"])
    }

    @Test(arguments: ["-Djavax.net.ssl.keyStorePassword=x", "trustStorePassword", "-Djavax.net.ssl.trustStore=/x"])
    func otherTextHasNone(text: String) {
        #expect(PasswordWords.words(in: text).isEmpty)
    }

    @Test(arguments: [
        ("TRUSTSTORE_PASSWORD", true), ("spring.ssl.bundle.jks.web.truststore.password", true),
        ("SSL_TRUST_STORE_PASSWORD", true), ("quarkus.tls.trust-store.jks.password", true),
        ("keystore.password", false), ("DB_PASSWORD", false), ("trustStorePass", true),
    ])
    func isKnownByItsName(name: String, isPassword: Bool) {
        #expect(PasswordWords.names(name) == isPassword)
    }

    @Test func aFilesEntryMayBeThePropertyOfTheJVM() {
        let own = ConfigEntry(name: "javax.net.ssl.trustStorePassword", value: "x")
        #expect(PasswordWords.words(in: own) == [PasswordWords.Word(value: "x", isOfJVM: true)])
        let flags = ConfigEntry(name: "env.JAVA_OPTS", value: "-Djavax.net.ssl.trustStorePassword=y")
        #expect(PasswordWords.words(in: flags) == [PasswordWords.Word(value: "y", isOfJVM: true)])
    }
}
