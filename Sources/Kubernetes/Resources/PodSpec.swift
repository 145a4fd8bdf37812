package struct PodTemplateSpec: Codable, Sendable, Hashable {
    package var metadata: TemplateMeta?
    package var spec: PodSpec

    package init(metadata: TemplateMeta? = nil, spec: PodSpec) {
        self.metadata = metadata
        self.spec = spec
    }

    /// A template's metadata: it has labels and no name.
    package struct TemplateMeta: Codable, Sendable, Hashable {
        package var labels: [String: String]
        package init(labels: [String: String] = [:]) { self.labels = labels }
    }
}

package struct PodSpec: Codable, Sendable, Hashable {
    package var containers: [Container]
    package var initContainers: [Container]
    package var ephemeralContainers: [Container]
    package var volumes: [Volume]
    package var nodeSelector: [String: String]
    package var os: OperatingSystem?
    /// Set once a pod is scheduled.
    package var nodeName: String?
    package var securityContext: SecurityContext?
    /// Secrets of the namespace, with which the kubelet pulls the images.
    package var imagePullSecrets: [ObjectReference]

    package init(
        containers: [Container] = [], initContainers: [Container] = [], ephemeralContainers: [Container] = [],
        volumes: [Volume] = [], nodeSelector: [String: String] = [:], os: OperatingSystem? = nil,
        nodeName: String? = nil, securityContext: SecurityContext? = nil, imagePullSecrets: [ObjectReference] = []
    ) {
        self.containers = containers
        self.initContainers = initContainers
        self.ephemeralContainers = ephemeralContainers
        self.volumes = volumes
        self.nodeSelector = nodeSelector
        self.os = os
        self.nodeName = nodeName
        self.securityContext = securityContext
        self.imagePullSecrets = imagePullSecrets
    }

    package struct OperatingSystem: Codable, Sendable, Hashable {
        package var name: String
        package init(name: String) { self.name = name }
    }
}

/// Whom a container runs as, which decides what a command in it may read.
package struct SecurityContext: Codable, Sendable, Hashable {
    package var runAsUser: Int?
    package var runAsGroup: Int?

    package init(runAsUser: Int? = nil, runAsGroup: Int? = nil) {
        self.runAsUser = runAsUser
        self.runAsGroup = runAsGroup
    }
}

package struct Container: Codable, Sendable, Hashable {
    package var name: String
    /// Optional in a template that an admission webhook completes.
    package var image: String?
    package var command: [String]
    package var args: [String]
    /// Nil for the image's.
    package var workingDir: String?
    package var env: [EnvVar]
    package var envFrom: [EnvFromSource]
    package var volumeMounts: [VolumeMount]
    /// `Always` on an init container makes it a sidecar.
    package var restartPolicy: String?
    package var securityContext: SecurityContext?

    package init(
        name: String, image: String? = nil, command: [String] = [], args: [String] = [], workingDir: String? = nil,
        env: [EnvVar] = [], envFrom: [EnvFromSource] = [], volumeMounts: [VolumeMount] = [],
        restartPolicy: String? = nil, securityContext: SecurityContext? = nil
    ) {
        self.name = name
        self.image = image
        self.command = command
        self.args = args
        self.workingDir = workingDir
        self.env = env
        self.envFrom = envFrom
        self.volumeMounts = volumeMounts
        self.restartPolicy = restartPolicy
        self.securityContext = securityContext
    }
}

package struct EnvVar: Codable, Sendable, Hashable {
    package var name: String
    package var value: String?
    package var valueFrom: EnvVarSource?

    package init(name: String, value: String? = nil, valueFrom: EnvVarSource? = nil) {
        self.name = name
        self.value = value
        self.valueFrom = valueFrom
    }
}

package struct EnvVarSource: Codable, Sendable, Hashable {
    package var configMapKeyRef: KeySelector?
    package var secretKeyRef: KeySelector?
    package var fieldRef: FieldSelector?

    package init(configMapKeyRef: KeySelector? = nil, secretKeyRef: KeySelector? = nil, fieldRef: FieldSelector? = nil)
    {
        self.configMapKeyRef = configMapKeyRef
        self.secretKeyRef = secretKeyRef
        self.fieldRef = fieldRef
    }
}

/// A key of a ConfigMap or Secret.
package struct KeySelector: Codable, Sendable, Hashable {
    package var name: String
    package var key: String
    package var optional: Bool?

    package init(name: String, key: String, optional: Bool? = nil) {
        self.name = name
        self.key = key
        self.optional = optional
    }
}

package struct FieldSelector: Codable, Sendable, Hashable {
    package var fieldPath: String
    package init(fieldPath: String) { self.fieldPath = fieldPath }
}

package struct EnvFromSource: Codable, Sendable, Hashable {
    package var prefix: String?
    package var configMapRef: ObjectReference?
    package var secretRef: ObjectReference?

    package init(prefix: String? = nil, configMapRef: ObjectReference? = nil, secretRef: ObjectReference? = nil) {
        self.prefix = prefix
        self.configMapRef = configMapRef
        self.secretRef = secretRef
    }
}

package struct ObjectReference: Codable, Sendable, Hashable {
    package var name: String
    package var optional: Bool?

    package init(name: String, optional: Bool? = nil) {
        self.name = name
        self.optional = optional
    }
}

package struct VolumeMount: Codable, Sendable, Hashable {
    /// The volume's name.
    package var name: String
    package var mountPath: String
    package var subPath: String?
    package var subPathExpr: String?

    package init(name: String, mountPath: String, subPath: String? = nil, subPathExpr: String? = nil) {
        self.name = name
        self.mountPath = mountPath
        self.subPath = subPath
        self.subPathExpr = subPathExpr
    }
}
