import Testing

@testable import Registry

@Suite struct ImageSearchTests {
    /// Searches as a client does, reading layers again as long as something is needed.
    private func search(
        _ layers: [[String]], _ contents: [String], listed: [String] = [], totalLimit: Int = 4000, rounds: Int = 4
    ) throws -> (files: ImageFiles, needs: ImageSearch.Needs, rounds: Int) {
        let wanted = try SampleLayer.wanted(contents, listed: listed, totalLimit: totalLimit)
        var queries = layers.map { _ in LayerQuery(wanted) }
        for round in 1...rounds {
            var stack = LayerStack()
            for (entries, query) in zip(layers, queries) {
                stack.append(.read(try SampleLayer(tar: TarArchive(entries).bytes).read(query).get()))
            }
            let search = ImageSearch(wanted, in: stack, names: layers.indices.map { "layer \($0)" })
            if search.needs.isEmpty || round == rounds { return (search.found, search.needs, round) }
            for (index, patterns) in search.needs.contents { queries[index].contents.formUnion(patterns) }
            for (index, patterns) in search.needs.listed { queries[index].listed.formUnion(patterns) }
        }
        preconditionFailure("there is at least one round")
    }

    private func texts(_ files: ImageFiles) -> [String: String] {
        files.files.mapValues { String(decoding: $0, as: UTF8.self) }
    }

    @Test func filesFoldersAndPatternsAreFound() throws {
        let found = try search(
            [["etc/ssl/cert.pem=A", "etc/ssl/certs/1.pem=B", "opt/jre/lib/security/cacerts=C", "home/x=D"]],
            ["/etc/ssl/cert.pem", "/etc/ssl/certs/", "**/lib/security/cacerts", "/nothing"])
        #expect(
            texts(found.files)
                == ["/etc/ssl/cert.pem": "A", "/etc/ssl/certs/1.pem": "B", "/opt/jre/lib/security/cacerts": "C"])
        #expect(found.files.gaps.isEmpty)
        #expect(found.rounds == 1)
    }

    @Test func aLinkThatLeadsOutIsFollowedInASecondRound() throws {
        let found = try search(
            [
                ["nix/store/abc/bundle.crt=A"], ["usr/share/ca/1.crt=B", "etc/ssl/certs/1.pem -> /usr/share/ca/1.crt"],
                ["etc/ssl/certs/all.crt -> /nix/store/abc/bundle.crt"],
            ], ["/etc/ssl/certs/"])
        #expect(texts(found.files) == ["/etc/ssl/certs/1.pem": "B", "/etc/ssl/certs/all.crt": "A"])
        #expect(
            found.files.symlinks
                == [
                    "/etc/ssl/certs/1.pem": "/usr/share/ca/1.crt",
                    "/etc/ssl/certs/all.crt": "/nix/store/abc/bundle.crt",
                ])
        #expect(found.rounds == 2)
    }

    @Test func aFolderThatIsALinkIsWalkedWhereItLeads() throws {
        let found = try search(
            [["etc/ssl/certs -> ../pki/tls/certs", "etc/pki/tls/certs/a.pem=A"], ["etc/pki/tls/certs/b.pem=B"]],
            ["/etc/ssl/certs/"],
            listed: ["/etc/ssl/certs/*.pem"])
        #expect(texts(found.files) == ["/etc/ssl/certs/a.pem": "A", "/etc/ssl/certs/b.pem": "B"])
        #expect(found.files.listed == ["/etc/ssl/certs/a.pem": 1, "/etc/ssl/certs/b.pem": 1])
        #expect(found.files.symlinks["/etc/ssl/certs/a.pem"] == "/etc/pki/tls/certs/a.pem")
    }

    @Test func whatAnUpperLayerHidesIsNotFound() throws {
        let found = try search(
            [["c/a=A", "c/b=B", "c/d/x=X", "c/e/x=Y"], ["c/a=new", "c/.wh.b", "c/d=file", "c/e/.wh..wh..opq"]],
            ["/c/**"])
        #expect(texts(found.files) == ["/c/a": "new", "/c/d": "file"])
    }

    @Test func aHardLinkHasTheBytesOfItsOtherName() throws {
        let found = try search(
            [
                ["base/x=L"],
                ["store/a=A", "etc/a => store/a", "etc/b => etc/a", "etc/lower => base/x", "etc/broken => gone"],
            ], ["/etc/**"])
        #expect(texts(found.files) == ["/etc/a": "A", "/etc/b": "A", "/etc/lower": "L"])
        #expect(found.files.gaps == [RegistryGap(path: "/etc/broken", layer: "layer 1", reason: .brokenHardLink)])
    }

    @Test func hardLinksInACircleEnd() throws {
        let found = try search([["etc/a => etc/b", "etc/b => etc/a"]], ["/etc/a"])
        #expect(found.files.gaps.map(\.reason) == [.brokenHardLink])
    }

    @Test func aHardLinkCountsAsItsLayersFile() throws {
        // The other name has changed since, in an upper layer.
        let found = try search([["store/a=old", "etc/a => store/a"], ["store/a=new"]], ["/etc/a"])
        #expect(texts(found.files) == ["/etc/a": "old"])
    }

    @Test func filesWrittenThroughALinkAreFound() throws {
        let found = try search(
            [["usr/lib/ssl/", "lib -> usr/lib"], ["lib/ssl/a.pem=A", "lib/ssl/b.txt=B"]],
            ["/usr/lib/ssl/*.pem", "/lib/ssl/*.txt", "/usr/lib/ssl/a.pem", "/usr/**/a.pem"])
        #expect(texts(found.files) == ["/usr/lib/ssl/a.pem": "A", "/lib/ssl/b.txt": "B"])
    }

    @Test func filesAreListedWithTheirSizes() throws {
        let found = try search(
            [["usr/lib/libpq.so.5 -> libpq.so.5.16", "usr/lib/libpq.so.5.16=12345", "usr/lib/libc.so=1"]], [],
            listed: ["**/libpq.so*"])
        #expect(found.files.listed == ["/usr/lib/libpq.so.5": 5, "/usr/lib/libpq.so.5.16": 5])
        #expect(found.files.symlinks == ["/usr/lib/libpq.so.5": "/usr/lib/libpq.so.5.16"])
        #expect(found.files.files.isEmpty)
        #expect(found.rounds == 1)
    }

    @Test func aPatternIsForFilesAlone() throws {
        let found = try search(
            [["etc/d/x=A", "etc/link -> d", "etc/loop -> loop", "etc/gone -> nowhere"]], ["/etc/**"])
        #expect(texts(found.files) == ["/etc/d/x": "A"])
        #expect(found.files.gaps.isEmpty)
    }

    @Test func aFileInThePlaceOfAWantedFolderIsNotPartOfIt() throws {
        let found = try search([["etc/certs=file"]], ["/etc/certs/"])
        #expect(found.files == ImageFiles())
    }

    @Test func whatIsNoFileIsAGap() throws {
        let found = try search(
            [["etc/d/", "etc/loop -> loop", "etc/dangling -> nowhere"]], ["/etc/d", "/etc/loop", "/etc/dangling"])
        #expect(
            found.files.gaps
                == [
                    RegistryGap(path: "/etc/d", layer: nil, reason: .notAFile),
                    RegistryGap(path: "/etc/loop", layer: nil, reason: .linkLoop),
                ])
        #expect(found.files.files.isEmpty)
    }

    @Test func limitsAreGaps() throws {
        let long = String(repeating: "x", count: 1001)
        let part = String(repeating: "y", count: 600)
        let found = try search(
            [["c/0=\(long)", "c/1=\(part)"], ["c/2=\(part)", "c/3 -> 1", "c/4=\(part)"]], ["/c/**"], totalLimit: 1300)
        #expect(Set(found.files.files.keys) == ["/c/1", "/c/2", "/c/3"])
        #expect(
            Set(found.files.gaps.map(\.reason))
                == [.fileTooLarge(size: 1001, limit: 1000), .filesTooLarge(limit: 1300)])
        // One file under two names counts once.
        let twice = try search([["c/1=\(part)", "c/2 -> 1", "c/3 => c/1"]], ["/c/**"], totalLimit: 700)
        #expect(twice.files.files.count == 3)
    }

    @Test func aFailedLayerLeavesAGapForEachPatternItMayHide() throws {
        let wanted = try SampleLayer.wanted(["/etc/a", "/etc/b", "/usr/**"])
        let lower = try SampleLayer("etc/a=old", "usr/x=1").contents(wanted)
        let upper = try SampleLayer("etc/", "etc/b=new").contents(wanted)
        let reason = RegistryGap.Reason.layerDamaged(.digestMismatch)
        let search = ImageSearch(
            wanted, in: LayerStack([.read(lower), .failed(reason), .read(upper)]), names: ["l", "f", "u"])
        #expect(texts(search.found) == ["/etc/b": "new"])
        #expect(
            search.found.gaps
                == [
                    RegistryGap(path: "/etc/a", layer: "f", reason: reason),
                    RegistryGap(path: "/usr/**", layer: "f", reason: reason),
                ])
    }

    @Test func aSkippedLayerIsNeededWhereALinkLeadsThere() throws {
        let wanted = try SampleLayer.wanted(["/etc/ssl/"])
        let lower = try SampleLayer("etc/ssl -> /app/ssl").contents(wanted)
        let search = ImageSearch(
            wanted, in: LayerStack([.read(lower), .skipped(destination: "app")]), names: ["l", "s"])
        #expect(search.needs.skipped == [1])
    }

    @Test func namesOutsideASCIIComeBackAsTheyWere() throws {
        let found = try search([["c/Főtanúsítvány.crt=A", "c/K=ascii", "c/\u{212A}=kelvin"]], ["/c/**"])
        #expect(found.files.files["/c/Főtanúsítvány.crt"] == Array("A".utf8))
        #expect(found.files.files["/c/K"] == Array("ascii".utf8))
        #expect(found.files.files.count == 3)
        let accents = try search([["c/\u{E9}=composed", "c/e\u{301}=decomposed"]], ["/c/**"])
        #expect(Set(texts(accents.files).values) == ["composed", "decomposed"])
    }

    @Test func linksThatLeadOnAreNeededStill() throws {
        let found = try search([["etc/a -> /b/a", "b/a=x"]], ["/etc/a"], rounds: 1)
        #expect(found.needs.contents == [0: [PathPattern(exactly: "b/a")]])
        #expect(found.files.files.isEmpty)
    }
}
