// swift-tools-version: 6.2
import PackageDescription

let house: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

let x509: Target.Dependency = .product(name: "X509", package: "swift-certificates")
let asn1: Target.Dependency = .product(name: "SwiftASN1", package: "swift-asn1")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let cryptoExtras: Target.Dependency = .product(name: "CryptoExtras", package: "swift-crypto")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let protobuf: Target.Dependency = .product(name: "SwiftProtobuf", package: "swift-protobuf")
let subprocess: Target.Dependency = .product(name: "Subprocess", package: "swift-subprocess")
let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
    name: "trustsweep",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "trustsweep", targets: ["CLI"]),
        // The chain and risk engine for other tools: a store, a client and a rotation in; outcomes and a verdict out.
        .library(
            name: "TrustsweepEngine",
            targets: ["TrustAssessment", "ScanModel", "Dialects", "TrustStores", "RiskEngine"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    ],
    targets: [
        // The words every stage shares. Values only: no I/O, no clock.
        .target(name: "ScanModel", dependencies: [x509, asn1, crypto], swiftSettings: house),
        // What each TLS client trusts, and how it checks a chain. One file per client.
        .target(name: "Dialects", dependencies: ["ScanModel"], swiftSettings: house),
        // C shims for libcurl's variadic calls, which Swift cannot make.
        .target(name: "CCurl", linkerSettings: [.linkedLibrary("curl")]),
        // The same for zlib and libzstd, whose calls are macros in part.
        .target(name: "CCompression", linkerSettings: [.linkedLibrary("z"), .linkedLibrary("zstd")]),
        // The cluster, as an API. Knows nothing of TLS trust.
        .target(
            name: "Kubernetes", dependencies: ["CCurl", yams, protobuf, subprocess, x509, asn1, crypto],
            exclude: ["meta", "volume", "pod", "objects"].map { "Wire/\($0).proto" } + ["Wire/generate"],
            swiftSettings: house),
        // A container registry, as files of an image. Knows nothing of clusters or of TLS trust.
        .target(name: "Registry", dependencies: ["CCurl", "CCompression", crypto, subprocess], swiftSettings: house),
        // 1 discover and 2 collect: cluster to workloads, workloads to bytes.
        .target(
            name: "Collectors", dependencies: ["ScanModel", "Dialects", "Kubernetes", "Registry", yams, crypto],
            swiftSettings: house),
        // 3 parse: bytes to trust stores. Hostile input, so no unsafe code.
        .target(
            name: "TrustStores", dependencies: ["ScanModel", x509, asn1, crypto, cryptoExtras],
            swiftSettings: house + [.strictMemorySafety()]),
        // 4 judge: client, store and rotation to a verdict.
        .target(
            name: "RiskEngine", dependencies: ["ScanModel", x509, asn1, yams],
            resources: [.embedInCode("Profiles")], swiftSettings: house),
        // The same judgement without a cluster: `assess`, and the library's door.
        .target(
            name: "TrustAssessment",
            dependencies: ["ScanModel", "Dialects", "TrustStores", "RiskEngine", x509, asn1, crypto],
            resources: [.embedInCode("Resources")], swiftSettings: house),
        // 5 report: verdicts to text.
        .target(
            name: "Reporters", dependencies: ["ScanModel"], resources: [.embedInCode("Schema")], swiftSettings: house),
        // The command line: the only target that reads flags, prints or exits.
        .executableTarget(
            name: "CLI",
            dependencies: [
                "ScanModel", "Dialects", "Kubernetes", "Registry", "Collectors", "TrustStores", "RiskEngine",
                "TrustAssessment", "Reporters", arguments, yams,
            ],
            resources: [.embedInCode("Demo")], swiftSettings: house),

        .testTarget(name: "ScanModelTests", dependencies: ["ScanModel"], swiftSettings: house),
        .testTarget(name: "DialectsTests", dependencies: ["Dialects", "ScanModel"], swiftSettings: house),
        .testTarget(name: "KubernetesTests", dependencies: ["Kubernetes", protobuf], swiftSettings: house),
        .testTarget(name: "RegistryTests", dependencies: ["Registry", "CCompression"], swiftSettings: house),
        .testTarget(
            name: "CollectorsTests",
            dependencies: ["Collectors", "Dialects", "Kubernetes", "Registry", "ScanModel", crypto],
            swiftSettings: house),
        .testTarget(
            name: "TrustStoresTests", dependencies: ["TrustStores", "ScanModel", x509, asn1], exclude: ["Fixtures"],
            swiftSettings: house),
        .testTarget(
            name: "RiskEngineTests", dependencies: ["RiskEngine", "ScanModel", x509, asn1, crypto],
            exclude: ["Fixtures"], swiftSettings: house),
        .testTarget(
            name: "TrustAssessmentTests",
            dependencies: ["TrustAssessment", "TrustStores", "Dialects", "RiskEngine", "ScanModel"],
            swiftSettings: house),
        .testTarget(
            name: "ReportersTests", dependencies: ["Reporters", "ScanModel"], exclude: ["Golden"],
            swiftSettings: house),
        .testTarget(
            name: "CLITests",
            dependencies: ["CLI", "Collectors", "Kubernetes", "Reporters", "RiskEngine", "ScanModel", arguments, yams],
            swiftSettings: house),
    ],
    swiftLanguageModes: [.v6]
)

// `make bench` alone builds what it measures the judge with.
if Context.environment["TRUSTSWEEP_BENCH"] != nil {
    package.targets.append(
        .executableTarget(
            name: "Judging", dependencies: ["ScanModel", "Dialects", "TrustStores", "RiskEngine", x509, asn1, crypto],
            path: "Tests/Bench/Judging", swiftSettings: house))
}

// `Tests/Fuzz/run` alone builds what feeds the parsers to libFuzzer.
if Context.environment["TRUSTSWEEP_FUZZ"] != nil {
    package.targets.append(
        .executableTarget(
            name: "Fuzzing", dependencies: ["ScanModel", "TrustStores"], path: "Tests/Fuzz/Fuzzing",
            swiftSettings: house + [.unsafeFlags(["-parse-as-library"])]))
}

// Tests/Registry/run alone builds what it reads a real registry with.
if Context.environment["TRUSTSWEEP_TOOLS"] != nil {
    package.targets.append(
        .executableTarget(
            name: "ReadImage", dependencies: ["Registry", crypto, arguments], path: "Tests/Registry/ReadImage",
            swiftSettings: house))
}
