import Testing

@testable import Kubernetes

@Suite struct ExecRequestTests {
    @Test func everyArgumentIsAValueOfItsOwn() {
        let request = ExecRequest(
            namespace: "shop", pod: "web-1", container: "app",
            command: ["sh", "-c", "cat /etc/ssl/*.pem && echo 'ü'; a+b=c"])
        #expect(
            request.path
                == "/api/v1/namespaces/shop/pods/web-1/exec?container=app&command=sh&command=-c"
                + "&command=cat%20%2Fetc%2Fssl%2F%2A.pem%20%26%26%20echo%20%27%C3%BC%27%3B%20a%2Bb%3Dc"
                + "&stdin=false&stdout=true&stderr=true&tty=false")
    }

    @Test func noNameCanLeaveItsPlaceInThePath() {
        let request = ExecRequest(namespace: "a/b", pod: "../x?y", container: "c&command=rm\r\nX: y", command: [""])
        #expect(
            request.path
                == "/api/v1/namespaces/a%2Fb/pods/..%2Fx%3Fy/exec?container=c%26command%3Drm%0D%0AX%3A%20y&command="
                + "&stdin=false&stdout=true&stderr=true&tty=false")
    }
}
