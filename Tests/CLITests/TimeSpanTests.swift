import Testing

@testable import CLI

@Suite struct TimeSpanTests {
    @Test(arguments: [("30", 30.0), ("30s", 30), ("1m30s", 90), ("2h", 7200), ("500ms", 0.5), ("0", 0), ("1.5m", 90)])
    func readsTimesAsKubectlWritesThem(text: String, seconds: Double) {
        #expect(TimeSpan(argument: text)?.seconds == seconds)
    }

    @Test(arguments: ["", "s", "10x", "1m30", "-5s", "five", "1 m", "inf", "nan"])
    func refusesWhatIsNoTime(text: String) {
        #expect(TimeSpan(argument: text) == nil)
    }
}
