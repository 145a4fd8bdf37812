/// A kind that the API server also sends as Kubernetes protobuf.
package protocol BuiltInObject: KubernetesObject {
    /// Reads the `raw` bytes of the protobuf envelope (`k8s.io/apimachinery/pkg/runtime.Unknown`) of one object.
    init(protobuf: [UInt8]) throws
    /// Reads the `raw` bytes of a list of this kind.
    static func page(protobuf: [UInt8]) throws -> ObjectPage<Self>
}

/// One page of a list.
package struct ObjectPage<Object: Sendable>: Sendable {
    package var items: [Object]
    /// Nil on the last page.
    package var continueToken: String?
    package init(items: [Object], continueToken: String?) {
        self.items = items
        self.continueToken = continueToken
    }
}
