extension Container {
    init(_ wire: WireContainer) {
        self.init(
            name: wire.name, image: wire.image.nonEmpty, command: wire.command, args: wire.args,
            workingDir: wire.workingDir.nonEmpty, env: wire.env.map(EnvVar.init),
            envFrom: wire.envFrom.map(EnvFromSource.init),
            volumeMounts: wire.volumeMounts.map(VolumeMount.init),
            restartPolicy: wire.hasRestartPolicy ? wire.restartPolicy : nil,
            securityContext: wire.hasSecurityContext ? SecurityContext(wire.securityContext) : nil)
    }
}

extension SecurityContext {
    init(_ wire: WireSecurityContext) {
        self.init(
            runAsUser: wire.hasRunAsUser ? Int(wire.runAsUser) : nil,
            runAsGroup: wire.hasRunAsGroup ? Int(wire.runAsGroup) : nil)
    }

    init(_ wire: WirePodSecurityContext) {
        self.init(
            runAsUser: wire.hasRunAsUser ? Int(wire.runAsUser) : nil,
            runAsGroup: wire.hasRunAsGroup ? Int(wire.runAsGroup) : nil)
    }
}

extension EnvVar {
    init(_ wire: WireEnvVar) {
        self.init(
            name: wire.name, value: wire.value.nonEmpty,
            valueFrom: wire.hasValueFrom ? EnvVarSource(wire.valueFrom) : nil)
    }
}

extension EnvVarSource {
    init(_ wire: WireEnvVarSource) {
        self.init(
            configMapKeyRef: wire.hasConfigMapKeyRef ? KeySelector(wire.configMapKeyRef) : nil,
            secretKeyRef: wire.hasSecretKeyRef ? KeySelector(wire.secretKeyRef) : nil,
            fieldRef: wire.hasFieldRef ? FieldSelector(fieldPath: wire.fieldRef.fieldPath) : nil)
    }
}

extension KeySelector {
    init(_ wire: WireKeySelector) {
        self.init(
            name: wire.localObjectReference.name, key: wire.key, optional: wire.hasOptional ? wire.optional : nil)
    }
}

extension EnvFromSource {
    init(_ wire: WireEnvFromSource) {
        self.init(
            prefix: wire.prefix.nonEmpty, configMapRef: wire.hasConfigMapRef ? ObjectReference(wire.configMapRef) : nil,
            secretRef: wire.hasSecretRef ? ObjectReference(wire.secretRef) : nil)
    }
}

extension ObjectReference {
    init(_ wire: WireEnvSource) {
        self.init(name: wire.localObjectReference.name, optional: wire.hasOptional ? wire.optional : nil)
    }
}

extension VolumeMount {
    init(_ wire: WireVolumeMount) {
        self.init(
            name: wire.name, mountPath: wire.mountPath, subPath: wire.subPath.nonEmpty,
            subPathExpr: wire.subPathExpr.nonEmpty)
    }
}
