import Testing

@testable import Collectors

struct CommandOptionsTests {
    private func options(_ words: String, clustersFlags: Bool = true) -> CommandOptions {
        CommandOptions(
            words.split(separator: " ").map { ShellText(String($0)) },
            valued: ["-m", "-t", "--mode", "--target", "-file"], clustersFlags: clustersFlags)
    }

    @Test func optionsAreToldFromOperands() {
        let options = options("-rf a -m 644 --mode=755 b -vt/x - -- -c")
        #expect(options.operands.map(\.text) == ["a", "b", "-", "-c"])
        #expect(options.has("-r") && options.has("-f") && options.has("-x", "-v") && !options.has("-c"))
        #expect(options.value("-m")?.text == "644" && options.value("--mode")?.text == "755")
        #expect(options.value("--target", "-t")?.text == "/x" && options.value("-file") == nil)
    }

    @Test func longNamesBehindOneDashAreWholeWhereACommandHasThem() {
        let options = options("-noprompt -file a.pem", clustersFlags: false)
        #expect(options.has("-noprompt") && !options.has("-n"))
        #expect(options.value("-file")?.text == "a.pem" && options.operands.isEmpty)
    }

    @Test func anOptionAtTheEndHasNoValue() {
        #expect(options("a -m").value("-m") == nil)
        #expect(options("-vm 1").value("-m")?.text == "1")
    }

    @Test func whatIsNotKnownStaysUnknownInAValue() {
        var word = ShellText("--target=$X/ca")
        (word.isKnown, word.pattern) = (false, "--target=*/ca")
        let value = CommandOptions([word]).value("--target")
        #expect(value?.text == "$X/ca" && value?.pattern == "*/ca" && value?.isKnown == false)
    }
}
