import Testing

@testable import Collectors

struct RelevantScriptTests {
    @Test(arguments: [
        ("echo hello world", "echo"), ("run-it --fast /data/x other", "run-it /data/x"),
        ("cp /a \"$B/c d\"", "cp /a \"$B/c d\""), ("DIR=/shared; NAME=canary", "DIR=/shared;"),
        ("tool one && other two", "tool && other"),
        ("if test -e /x; then\n  note canary\nfi", "if test -e /x; then\nnote\nfi"),
        ("note canary \\\n  more /x", "note /x"),
        ("keytool -import \\\n  -file x \\\n  -v", "keytool -import \\\n-file x \\\n-v"),
        (
            "curl -fsS -H \"X-Key: canary\" \"https://u:canary@h.example/d/ca?sig=canary\" -o /x",
            "curl https://h.example/ca -o /x"
        ),
        ("curl -s https://h/x -H 'A: canary' | base64 -d > /shared/x", "curl https://h/x | base64 -d > /shared/x"),
        ("cd /x && wget -q -u canary -O /y https://h/x", "cd /x && wget -O /y https://h/x"),
        ("curl -fsSLo /x http://h/y", "curl -fsSLo /x https://h/y"),
        (
            "say it\n-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\nsay it",
            "say\n-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\nsay"
        ),
        ("say \"a /x and\" b", "say /x"), ("say \"/opt/my dir\" /y", "say /opt/my /y"),
    ])
    func linesAreReducedToCommandsAndPaths(script: String, expected: String) {
        let reduced = RelevantScript(script).text
        #expect(reduced == expected)
        #expect(!reduced.contains("canary"))
        #expect(RelevantScript(reduced).text == reduced)
    }

    @Test func scriptsAreKnownByNameOrFirstLine() {
        #expect(RelevantScript.isScript("cp a b", key: "init.sh"))
        #expect(RelevantScript.isScript("#!/bin/bash -eu\ncp a b", key: "init"))
        #expect(RelevantScript.isScript("#!/bin/sh\n", key: "init"))
        #expect(!RelevantScript.isScript("#!/usr/bin/python3\n", key: "init"))
        #expect(!RelevantScript.isScript("a: b", key: "values.yaml"))
    }
}
