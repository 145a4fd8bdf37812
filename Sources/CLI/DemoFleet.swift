import Collectors

/// The manifests of `demo`. One line for each file of `Demo/`; a test compares the two.
let demoFiles: [(name: String, bytes: @Sendable () -> [UInt8])] = [
    ("neighbour-ledger.yaml", { PackageResources.neighbour_ledger_yaml }),
    ("neighbour-storefront.yaml", { PackageResources.neighbour_storefront_yaml }),
    ("neighbour-web.yaml", { PackageResources.neighbour_web_yaml }),
    ("row1-azure-sdk.yaml", { PackageResources.row1_azure_sdk_yaml }),
    ("row2-java-default-jre.yaml", { PackageResources.row2_java_default_jre_yaml }),
    ("row3-java-custom-truststore.yaml", { PackageResources.row3_java_custom_truststore_yaml }),
    ("row4-dotnet-windows.yaml", { PackageResources.row4_dotnet_windows_yaml }),
    ("row5-python-certifi.yaml", { PackageResources.row5_python_certifi_yaml }),
    ("row6-node-default.yaml", { PackageResources.row6_node_default_yaml }),
    ("row7-alpine-system-store.yaml", { PackageResources.row7_alpine_system_store_yaml }),
    ("row8-custom-image.yaml", { PackageResources.row8_custom_image_yaml }),
    ("scenario1-enterprise-java.yaml", { PackageResources.scenario1_enterprise_java_yaml }),
    ("scenario2-microservices.yaml", { PackageResources.scenario2_microservices_yaml }),
    ("scenario3-legacy-dotnet.yaml", { PackageResources.scenario3_legacy_dotnet_yaml }),
]

/// The fleet that ships inside, as a cluster: one namespace for each row and scenario of the risk matrix, and neighbours.
///
/// - Returns: a source like any other, so that the demo runs the code of a scan.
/// - Throws: `RecordingError` where the fleet has no object that can be read.
func demoFleet() throws -> RecordedCluster {
    try RecordedCluster(
        files: demoFiles.map { ($0.name, String(decoding: $0.bytes(), as: UTF8.self)) }, server: "demo fleet")
}
