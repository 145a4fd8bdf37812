import Testing

@testable import Registry

@Suite struct LayerStackTests {
    private func layer(_ entries: String...) throws -> LayerStack.Layer {
        .read(try SampleLayer(tar: TarArchive(entries).bytes).contents(SampleLayer.wanted(["/etc/**"])))
    }

    private func file(_ path: String, _ layer: Int, as written: String? = nil, size: Int) -> LayerStack.Resolution {
        .entry(path, layer: layer, path: written ?? path, kind: .file(size: size))
    }

    @Test func theUppermostLayerCounts() throws {
        let stack = LayerStack([try layer("etc/a=1", "etc/b=12"), try layer("etc/a=123")])
        #expect(stack.resolve("etc/a") == file("etc/a", 1, size: 3))
        #expect(stack.resolve("etc/b") == file("etc/b", 0, size: 2))
        #expect(stack.resolve("etc/c") == .missing("etc/c"))
        #expect(stack.resolve("etc/a", below: 1) == file("etc/a", 0, size: 1))
    }

    @Test func deletionsHideLowerLayersAlone() throws {
        let stack = LayerStack([
            try layer("etc/", "etc/a=1", "etc/d/x=1", "etc/e/x=1"),
            try layer("etc/.wh.a", "etc/.wh.d", "etc/e/.wh..wh..opq", "etc/e/y=1", "etc/d/new=1"),
            try layer("etc/a=22"),
        ])
        #expect(stack.resolve("etc/a") == file("etc/a", 2, size: 2))
        #expect(stack.resolve("etc/a", below: 2) == .missing("etc/a"))
        #expect(stack.resolve("etc/d/x") == .missing("etc/d/x"))
        #expect(stack.resolve("etc/d/new") == file("etc/d/new", 1, size: 1))
        #expect(stack.resolve("etc/e/x") == .missing("etc/e/x"))
        #expect(stack.resolve("etc/e/y") == file("etc/e/y", 1, size: 1))
    }

    @Test func aFileHidesAFolderAndAFolderALink() throws {
        let stack = LayerStack([
            try layer("etc/d/", "etc/d/x=1", "real/", "real/x=1", "link -> real"), try layer("etc/d=1", "link/"),
        ])
        #expect(stack.resolve("etc/d/x") == .missing("etc/d/x"))
        #expect(stack.resolve("link/x") == .missing("link/x"))
        #expect(stack.resolve("link/x", below: 1) == file("real/x", 0, size: 1))
    }

    @Test func linksStayInsideTheRoot() throws {
        let stack = LayerStack([
            try layer(
                "etc/ssl/cert=1", "a -> /etc/ssl", "b -> ../../../etc/ssl/cert", "c -> a/../ssl/./cert",
                "d/e -> ../etc", "f -> d/e/ssl/cert",
                "g -> etc/ssl/cert/x", "h -> nowhere", "i -> .", "j -> ")
        ])
        let cert = file("etc/ssl/cert", 0, size: 1)
        for path in ["a/cert", "b", "c", "f", "d/e/ssl/cert", "i/i/a/cert"] {
            #expect(stack.resolve(path) == cert, "\(path)")
        }
        #expect(stack.resolve("g") == .missing("etc/ssl/cert/x"))
        #expect(stack.resolve("h") == .missing("nowhere"))
        #expect(stack.resolve("a") == .folder("etc/ssl"))
        #expect(stack.resolve("i") == .folder(""))
    }

    @Test func aCircleOfLinksEnds() throws {
        let stack = LayerStack([try layer("a -> b", "b -> a", "c -> c/x", "d -> d")])
        for path in ["a", "b", "c", "d", "a/x"] { #expect(stack.resolve(path) == .loop) }
    }

    @Test func aChainOfLinksIsFollowedAsFarAsLinuxDoes() throws {
        let links = (0..<60).map { "l\($0) -> l\($0 + 1)" }
        let stack = LayerStack([
            .read(try SampleLayer(tar: TarArchive(links + ["l60=x"]).bytes).contents(SampleLayer.wanted(["/a"])))
        ])
        #expect(stack.resolve("l20") == file("l60", 0, size: 1))
        #expect(stack.resolve("l19") == .loop)
    }

    @Test func entriesBehindALowerLayersLinkGoWhereItLeads() throws {
        let stack = LayerStack([
            try layer("usr/lib/", "usr/lib/old=1", "lib -> usr/lib"),
            try layer("lib/new=12", "lib/sub/deep=1", "lib/old=123"),
        ])
        #expect(stack.aliases[1] == [LayerStack.Alias(written: "lib", actual: "usr/lib")])
        #expect(stack.resolve("usr/lib/new") == file("usr/lib/new", 1, as: "lib/new", size: 2))
        #expect(stack.resolve("lib/new") == file("usr/lib/new", 1, as: "lib/new", size: 2))
        #expect(stack.resolve("lib/old") == file("usr/lib/old", 1, as: "lib/old", size: 3))
        #expect(stack.resolve("lib/sub/deep") == file("usr/lib/sub/deep", 1, as: "lib/sub/deep", size: 1))
        #expect(stack.physical("lib/sub/deep", in: 1) == "usr/lib/sub/deep")
    }

    @Test func aFolderOfItsOwnTakesThePlaceOfTheLink() throws {
        let stack = LayerStack([
            try layer("usr/lib/", "lib -> usr/lib"), try layer("lib/new=1"), try layer("lib/", "lib/other=1"),
        ])
        #expect(stack.resolve("lib/new") == .missing("lib/new"))
        #expect(stack.resolve("usr/lib/new") == file("usr/lib/new", 1, as: "lib/new", size: 1))
        #expect(stack.resolve("lib/other") == file("lib/other", 2, size: 1))
    }

    @Test func linksInFoldersThatAreLinksAreFollowedToo() throws {
        let stack = LayerStack([try layer("c -> b/a/b"), try layer("c/lib/a/"), try layer("c/a -> lib/b/c", "c/a/x=1")])
        #expect(stack.resolve("c/a/x") == file("b/a/b/lib/b/c/x", 2, as: "c/a/x", size: 1))
        #expect(stack.resolve("c/lib") == .folder("b/a/b/lib"))
    }

    @Test func aHardLinkMayBeAnotherNameOfALink() throws {
        let stack = LayerStack([try layer("real/x=1", "a/l -> ../real", "b/h => a/l", "b/hh => b/h", "o => o")])
        #expect(stack.resolve("b/h/x") == file("real/x", 0, size: 1))
        #expect(stack.resolve("b/hh/x") == file("real/x", 0, size: 1))
        #expect(stack.resolve("o") == .entry("o", layer: 0, path: "o", kind: .hardLink))
    }

    @Test func aFolderNeedsNoEntryToBeOne() throws {
        let stack = LayerStack([try layer("a/b/c=1"), try layer("a/.wh.b", "x/y=1", "a/b/d=1")])
        #expect(stack.resolve("a/b") == .folder("a/b"))
        #expect(stack.resolve("a/b/c") == .missing("a/b/c"))
        #expect(stack.resolve("x") == .folder("x"))
        #expect(stack.resolve("x/z") == .missing("x/z"))
    }

    @Test func whatWasInAReplacedFolderIsGone() throws {
        let stack = LayerStack([
            try layer(
                "c/", "c/b/", "c/b/old=1", "other/", "c -> other", "c/b/new=12", "d/x=1", "d=file", "e/x=1", "e/",
                "e/y=1")
        ])
        #expect(stack.resolve("c/b/old") == .missing("other/b/old"))
        #expect(stack.resolve("c/b/new") == file("other/b/new", 0, as: "c/b/new", size: 2))
        #expect(stack.resolve("d/x") == .missing("d/x"))
        #expect(stack.resolve("e/x") == file("e/x", 0, size: 1))
    }

    @Test func aDeletionBehindALinkHidesWhatLiesThere() throws {
        let stack = LayerStack([try layer("usr/lib/a=1", "lib -> usr/lib"), try layer("lib/b=1", "lib/.wh.a")])
        #expect(stack.resolve("usr/lib/a") == .missing("usr/lib/a"))
    }

    @Test func whatAFailedLayerMayHideIsNotKnown() throws {
        let stack = LayerStack([try layer("etc/a=1"), .failed(.layerDamaged(.badHeader)), try layer("etc/", "etc/b=1")])
        #expect(stack.resolve("etc/b") == file("etc/b", 2, size: 1))
        #expect(stack.resolve("etc/a") == .failed(layer: 1))
        #expect(stack.resolve("usr") == .failed(layer: 1))
    }

    @Test func aSkippedLayerIsAskedForWhereItMatters() throws {
        let stack = LayerStack([try layer("etc/a=1", "b -> app/x"), .skipped(destination: "app")])
        #expect(stack.resolve("etc/a") == file("etc/a", 0, size: 1))
        #expect(stack.resolve("b") == .skipped(layer: 1))
        #expect(stack.resolve("app") == .skipped(layer: 1))
        #expect(stack.resolve("application") == .missing("application"))
    }
}
