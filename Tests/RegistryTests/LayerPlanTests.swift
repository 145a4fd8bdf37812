import Testing

@testable import Registry

@Suite struct LayerPlanTests {
    @Test(
        arguments: [
            ("COPY /src/app /app # buildkit", "app"), ("COPY a b c /opt/x/ # buildkit", "opt/x"),
            ("COPY --chown=1:1 a /app # buildkit", "app"), ("ADD x.tar.gz /opt # buildkit", "opt"),
            ("/bin/sh -c #(nop) COPY file:6f0e in /app/bin ", "app/bin"),
            ("/bin/sh -c #(nop) ADD dir:12 in /srv ", "srv"),
            ("/bin/sh -c #(nop) ADD file:12 in / ", nil), ("COPY . . # buildkit", nil),
            ("COPY a $HOME/x # buildkit", nil),
            ("COPY a ${X:-/x} # buildkit", nil), ("COPY a /app/../etc # buildkit", nil),
            ("COPY [\"a\", \"/b\"] # buildkit", nil),
            ("RUN /bin/sh -c cp a /app # buildkit", nil), ("RUN COPY a /app # buildkit", nil), ("COPY a /app", nil),
            ("/bin/sh -c COPY x in /app ", nil), ("COPY <<EOF /etc/x # buildkit", "etc/x"), ("", nil),
            ("COPY /app # buildkit", nil),
            ("bazel build", nil),
        ] as [(String, String?)])
    func theDestinationOfACopyIsRead(createdBy: String, destination: String?) {
        #expect(LayerPlan.destination(createdBy) == destination)
    }

    private func descriptor(_ number: UInt8) -> ImageManifest.Descriptor {
        ImageManifest.Descriptor(mediaType: "m", digest: SampleLayer.digest([number]), size: 1)
    }

    private func plan(_ history: [(String, Bool)], layers: UInt8) -> LayerPlan? {
        LayerPlan(
            ImageManifest(configuration: descriptor(99), layers: (0..<layers).map(descriptor)),
            ImageConfiguration.Stored(
                diffIDs: (0..<layers).map { SampleLayer.digest([$0, 1]) },
                history: history.map { .init(createdBy: $0.0, isEmptyLayer: $0.1) }))
    }

    @Test func stepsWithoutALayerAreCountedOut() throws {
        let steps = try #require(
            plan([("ADD x /base # buildkit", false), ("ENV A=B", true), ("COPY a /app # buildkit", false)], layers: 2)
        ).steps
        #expect(steps.map(\.destination) == ["base", "app"])
        #expect(steps.map(\.descriptor) == [descriptor(0), descriptor(1)])
    }

    @Test func aHistoryThatDoesNotFitSaysNothing() throws {
        #expect(
            try #require(plan([("COPY a /app # buildkit", false)], layers: 2)).steps.allSatisfy {
                $0.destination == nil
            })
        #expect(try #require(plan([], layers: 2)).steps.count == 2)
    }

    @Test func manifestAndConfigurationMustAgree() {
        let manifest = ImageManifest(configuration: descriptor(9), layers: [descriptor(1)])
        #expect(LayerPlan(manifest, ImageConfiguration.Stored(diffIDs: [], history: [])) == nil)
    }

    private func isDispensable(_ destination: String, _ wanted: [String], _ lower: String...) throws -> Bool {
        let wanted = try SampleLayer.wanted(wanted)
        let layer = try SampleLayer(tar: TarArchive(lower).bytes).contents(wanted)
        return LayerPlan.isDispensable(destination, for: wanted, above: LayerStack([.read(layer)]))
    }

    @Test func aCopyToElsewhereIsLeftOut() throws {
        #expect(try isDispensable("app", ["/etc/ssl/", "/opt/*/cacerts"], "etc/", "app/", "app/old"))
        #expect(try isDispensable("app/bin", ["/app/lib/x"], "app/"))
        #expect(try isDispensable("app", ["/etc/x"], "app=file"))
    }

    @Test func aCopyThatMayMatterIsNot() throws {
        #expect(try !isDispensable("etc", ["/etc/ssl/"], "etc/"))
        #expect(try !isDispensable("etc/ssl/certs/mine", ["/etc/ssl/"], "etc/"))
        #expect(try !isDispensable("app", ["/etc/ssl/", "**/cacerts"], "app/"))
        // It went where the link leads.
        #expect(try !isDispensable("app/x", ["/etc/ssl/"], "app -> etc"))
        #expect(try !isDispensable("app", ["/etc/ssl/"], "app -> etc"))
        #expect(try !isDispensable("app", ["/etc/ssl/"], "app/", "app/conf -> /etc/ssl"))
    }

    @Test func whereALinkMayStandNothingIsLeftOut() throws {
        let wanted = try SampleLayer.wanted(["/etc/ssl/"])
        let skipped = LayerStack([.skipped(destination: "app")])
        #expect(!LayerPlan.isDispensable("app/x", for: wanted, above: skipped))
        #expect(LayerPlan.isDispensable("srv", for: wanted, above: skipped))
        #expect(!LayerPlan.isDispensable("app", for: wanted, above: skipped))
        let failed = LayerStack([.failed(.layerDamaged(.badHeader))])
        #expect(!LayerPlan.isDispensable("app", for: wanted, above: failed))
    }
}
