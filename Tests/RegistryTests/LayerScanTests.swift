import Testing

@testable import Registry

@Suite struct LayerScanTests {
    private func contents(_ entries: String..., wanted: [String] = ["/etc/**"], listed: [String] = []) throws
        -> LayerContents
    {
        try SampleLayer(tar: TarArchive(entries).bytes).contents(SampleLayer.wanted(wanted, listed: listed))
    }

    @Test func linksAreKeptWhereverTheyAre() throws {
        let contents = try contents("usr/a -> ../b", "usr/c => ./usr/d", "etc/x")
        #expect(contents.symbolicLinks == ["usr/a": "../b"])
        #expect(contents.hardLinks == ["usr/c": "usr/d"])
        #expect(contents.kind(of: "usr/a") == .symbolicLink)
        #expect(contents.kind(of: "usr/c") == .hardLink)
        #expect(contents.kind(of: "nothing") == nil)
    }

    @Test func deletionsAreKept() throws {
        let contents = try contents(
            "etc/.wh.gone", "usr/lib/.wh..wh..opq", ".wh..wh.plnk/", ".wh..wh.aufs", ".wh..wh..opq")
        #expect(contents.deleted == ["etc/gone"])
        #expect(contents.opaque == ["usr/lib", ""])
        #expect(contents.files.isEmpty)
    }

    @Test(arguments: ["etc/.wh.", "etc/.wh...", "etc/.wh.."])
    func aDeletionOfNothingIsDamage(name: String) {
        #expect(throws: RegistryGap.Reason.layerDamaged(.outsideRoot)) { try contents(name) }
    }

    @Test(arguments: ["../etc/passwd", "etc/../../x", "etc/a => ../../x"])
    func anEntryOutsideTheRootIsDamage(entry: String) {
        #expect(throws: RegistryGap.Reason.layerDamaged(.outsideRoot)) { try contents(entry) }
    }

    @Test func aFileThatNotEveryUserMayReadIsRefused() throws {
        var archive = TarArchive()
        archive.add("etc/own", type: "0", content: [1]) { header in
            header.replaceSubrange(100..<107, with: "0000640".utf8)
        }
        archive.file("etc/all", "2")
        archive.end()
        let contents = try SampleLayer(tar: archive.bytes).contents(SampleLayer.wanted(["/etc/**"]))
        #expect(contents.files == ["etc/own": .refused(.notForEveryone), "etc/all": .kept(Array("2".utf8))])
    }

    @Test func theLastEntryOfAPathCounts() throws {
        let contents = try contents("etc/a=one", "etc/a=two", "etc/b", "etc/b -> c", "etc/d -> e", "etc/d=file")
        #expect(contents.files == ["etc/a": .kept(Array("two".utf8)), "etc/d": .kept(Array("file".utf8))])
        #expect(contents.symbolicLinks == ["etc/b": "c"])
    }

    @Test func aFileInThePlaceOfAFolderLeavesNothingOfIt() throws {
        let contents = try contents("etc/d/", "etc/d/a", "etc/d/l -> x", "etc/d2/", "etc/d2/a", "etc/d=file")
        #expect(Set(contents.files.keys) == ["etc/d", "etc/d2/a"])
        #expect(contents.symbolicLinks.isEmpty)
    }

    @Test func endlessReplacementEndsTheLayer() {
        let entries = (0..<200).flatMap { _ in ["etc/d/", "etc/d=x"] }
        #expect(throws: RegistryGap.Reason.layerDamaged(.tooManyNames)) {
            try SampleLayer(tar: TarArchive(entries).bytes).contents(SampleLayer.wanted(["/etc/**"]))
        }
    }

    @Test func filesOverALimitAreNamed() throws {
        let long = String(repeating: "x", count: 1001)
        let part = String(repeating: "y", count: 900)
        let contents = try contents(
            "etc/long=\(long)", "etc/1=\(part)", "etc/2=\(part)", "etc/3=\(part)", "etc/4=\(part)", "etc/5=\(part)")
        #expect(contents.files["etc/long"] == .refused(.fileTooLarge(size: 1001, limit: 1000)))
        #expect(contents.files["etc/4"] == .kept(Array(part.utf8)))
        #expect(contents.files["etc/5"] == .refused(.filesTooLarge(limit: 4000)))
    }

    @Test func aFileThatIsOnlyListedIsNotKept() throws {
        let contents = try contents("opt/libpq.so.5=1234567", "opt/other", wanted: ["/etc/a"], listed: ["**/libpq.so*"])
        #expect(contents.files == ["opt/libpq.so.5": .notKept])
        #expect(contents.kind(of: "opt/libpq.so.5") == .file(size: 7))
    }

    @Test func aDeviceIsNoFile() throws {
        var archive = TarArchive()
        archive.add("etc/null", type: "3")
        archive.end()
        let contents = try SampleLayer(tar: archive.bytes).contents(SampleLayer.wanted(["/etc/**"]))
        #expect(contents.files.isEmpty)
        #expect(contents.kind(of: "etc/null") == .special)
    }

    @Test func foldersWithoutAnEntryAreKnown() throws {
        let contents = try contents("usr/", "usr/lib/a/b", "etc -> usr", "etc/x")
        #expect(contents.unnamedFolders == ["usr/lib", "usr/lib/a", "etc"])
        #expect(contents.holds(folder: "usr/lib"))
        #expect(contents.holds(folder: "usr"))
        #expect(!contents.holds(folder: "var"))
    }
}
