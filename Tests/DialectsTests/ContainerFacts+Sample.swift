import ScanModel

extension ContainerFacts {
    /// A container with environment variables in their order, and what a test adds; `files` are the entries of one file.
    static func sample(
        _ environment: KeyValuePairs<String, String> = [:], image: String = "registry.example/app:1",
        command: [String] = [], files: [(name: String, value: String)] = [], unread: [UnreadSetting] = [],
        mounts: [Mount] = [], operatingSystem: OperatingSystem = .linux, file: String = "/config/application.yaml"
    ) -> ContainerFacts {
        let variables = environment.compactMap { Setting(name: $0.key, value: $0.value, source: .environment) }
        let source = SettingSource.file(
            path: file, object: "ConfigMap c", key: String(file.split(separator: "/").last ?? ""))
        return ContainerFacts(
            id: ContainerID(workload: WorkloadID(namespace: "pay", kind: "Deployment", name: "billing"), name: "app"),
            image: image, operatingSystem: operatingSystem, commandLine: command,
            settings: variables + files.compactMap { Setting(name: $0.name, value: $0.value, source: source) },
            unreadSettings: unread, mounts: mounts.sorted { $0.path.count > $1.path.count })
    }
}

extension Mount {
    /// A ConfigMap `db-ca` whose keys are files of the same names.
    static func configMap(at path: String, _ keys: String...) -> Mount {
        Mount(
            path: path,
            source: .files(
                keys.map {
                    MountedFile(path: $0, location: .configMap(namespace: "pay", name: "db-ca", key: $0))
                }))
    }
}
