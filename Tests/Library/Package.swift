// swift-tools-version: 6.2
import PackageDescription

/// A package like any other's: it sees of Trustsweep what the library product offers, and nothing else.
let package = Package(
    name: "outside",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "trustsweep", path: "../..")],
    targets: [
        .executableTarget(
            name: "Outside", dependencies: [.product(name: "TrustsweepEngine", package: "trustsweep")],
            swiftSettings: [.treatAllWarnings(as: .error), .enableUpcomingFeature("MemberImportVisibility")])
    ],
    swiftLanguageModes: [.v6]
)
