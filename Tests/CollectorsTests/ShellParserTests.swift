import Testing

@testable import Collectors

struct ShellParserTests {
    private func words(_ word: ShellWord) -> String {
        word.parts.map { part in
            switch part {
            case .text(let text, _): text
            case .variable(let name, let fallback, _): "<\(name)\(fallback.map { ":\($0)" } ?? "")>"
            case .unknown: "<?>"
            }
        }.joined()
    }

    private func words(_ command: ShellCommand) -> String {
        var text: String
        switch command.body {
        case .simple(let list): text = list.map(words).joined(separator: " ")
        case .group(let body, let isSubshell): text = isSubshell ? "(\(words(body)))" : "{\(words(body))}"
        case .loop(let name, let list, let body):
            text = "for \(name) in \(list.map { $0.map(words).joined(separator: ",") } ?? "@"){\(words(body))}"
        case .branch(let test, let bodies): text = "if \(words(test)){\(bodies.map(words).joined(separator: "}{"))}"
        case .function(let name, let body): text = "\(name)(){\(words(body))}"
        }
        switch command.input {
        case .file(let word)?: text += " <" + words(word)
        case .text(let word)?: text += " <<" + words(word)
        case nil: break
        }
        if let output = command.output { text += (output.appends ? " >>" : " >") + words(output.file) }
        return text
    }

    private func words(_ statements: [ShellStatement]) -> String {
        statements.map { ($0.isCertain ? "" : "?") + $0.pipeline.map(words).joined(separator: "|") }.joined(
            separator: "; ")
    }

    @Test(arguments: [
        ("echo 'a b' \"c $X\" # no\nfoo 2>/dev/null >out | bar", "echo a b c <X>; foo >out|bar"),
        ("a;b&\nc", "a; b; c"), ("a && b || c && d", "a; b; ?c; ?d"), ("test -f x && a", "test -f x; ?a"),
        ("[ -f x ] && a && b; c", "[ -f x ]; ?a; ?b; c"), ("! a && b", "! a; ?b"),
        ("if a; then b; elif c; then d; else e; fi; f", "if a; c{b}{d}{e}; f"),
        ("for x in a \"$B\" c*; do d $x; done >>e", "for x in a,<B>,c*{d <x>} >>e"),
        ("for x; do a; done", "for x in @{a}"),
        ("while a; do b; done < c", "if a{b} <c"), ("case $x in a|b) c ;; *) d; e ;; esac; f", "if {c}{d; e}; f"),
        ("(a; b) | c", "(a; b)|c"), ("{ a; b; } > c", "{a; b} >c"), ("f() { a; }\nf", "f(){{a}}; f"),
        ("function f { a; }; f", "f(){{a}}; f"), ("a <<E >b\nx $Y\nE\nc", "a <<x <Y>\n >b; c"),
        ("a <<'E'\n$Y\nE", "a <<$Y\n"), ("a <<-E\n\tx\n\tE\nb", "a <<x\n; b"), ("a <<< \"$X\"", "a <<<X>"),
        ("a ${X:-d} ${Y} ${Z%/*} $(b \"c)\" d) `e f` $1 $'x\\ny'", "a <X:d> <Y> <?> <?> <?> <?> x\ny"),
        ("a \\\n b", "a b"), ("a &> b; c >| d; e 2>&1; f >&2", "a >b; c >d; e; f"),
        ("X=1 a; export Y=2", "X=1 a; export Y=2"),
        ("a \"\" b", "a  b"), ("echo \"$\" '$x' \\$y", "echo $ $x $y"), ("a )b; c", "a; b; c"),
        ("if a; then b", "if a{b}"),
        ("a 'b", "a b"), ("a \"b", "a b"), ("a $(b", "a <?>"), ("a <<E\nx", "a <<x\n"), ("", ""),
        ("esac fi }", "esac fi }"),
    ])
    func scriptsAreTakenApart(script: String, expected: String) {
        #expect(words(ShellParser.statements(of: script)) == expected)
    }

    @Test func everyBeginningOfAScriptIsRead() {
        let script =
            "for a in $(b); do case $x in (y) { z \"${q}\" <<E; } ;; esac; done || f() ( if ! g; then h >&2 <i; fi )\nE\n"
        for count in 0...script.count { _ = ShellParser.statements(of: String(script.prefix(count))) }
        for start in 0...script.count { _ = ShellParser.statements(of: String(script.dropFirst(start))) }
    }
}
