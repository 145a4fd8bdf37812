import Testing

@testable import ScanModel

struct CodeReferenceTests {
    @Test(arguments: [
        (#"ENV["DB_HOST"]"#, "${DB_HOST}"), (#"= ENV['DB_HOST'] "#, "${DB_HOST}"),
        (#"ENV.fetch("DB_HOST")"#, "${DB_HOST}"), (#"ENV.fetch("DB_HOST", "h")"#, "${DB_HOST:-h}"),
        (#"ENV.fetch("DB_HOST") { "h" }"#, "${DB_HOST:-h}"), (#"ENV["DB_HOST"] || "h""#, "${DB_HOST:-h}"),
        (#"ENV.fetch("PORT") { 5432 }"#, "${PORT:-5432}"), (#"os.environ["A"]"#, "${A}"),
        (#"os.environ.get("A", "x")"#, "${A:-x}"), (#"os.getenv('A')"#, "${A}"), (#"getenv('A')"#, "${A}"),
        // What reads a file of its own may find the name there: no fallback then.
        (#"env("A", default="x")"#, "${A}"), (#"config('A', 'x')"#, "${A}"),
    ])
    func codeThatReadsAVariableIsAReference(_ code: String, _ expected: String) {
        #expect(CodeReference(code).text == expected)
    }

    @Test(arguments: [
        "", "host", "ENV", "ENV[name]", #"ENV["A"] + "x""#, #"ENV["A"].downcase"#, #"ENV.fetch("A") { other }"#,
        #"os.environ.get("A", name)"#, #"os.environ["A"]["B"]"#, #"Secrets["A"]"#, #"ENV["A""#, #"ENV["A}B"]"#,
        #"ENV["A", "x}"]"#, #"f(os.environ["A"])"#,
    ])
    func anyOtherCodeIsNone(_ code: String) {
        #expect(CodeReference(code).text == nil)
    }
}
