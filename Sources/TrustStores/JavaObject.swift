/// The extent of a serialized Java object (Java Object Serialization Specification, chapter 6): what JCEKS writes a secret
/// key as, without saying how long it is.
///
/// Nothing of the object is kept. What a key store does not write (proxies, exceptions, classes as values) is not known.
struct JavaObject {
    private enum Tag {
        static let null: UInt8 = 0x70
        static let reference: UInt8 = 0x71
        static let classDescription: UInt8 = 0x72
        static let object: UInt8 = 0x73
        static let string: UInt8 = 0x74
        static let array: UInt8 = 0x75
        static let blockData: UInt8 = 0x77
        static let endOfBlockData: UInt8 = 0x78
        static let longBlockData: UInt8 = 0x7A
    }

    private struct Class {
        var name: String
        var flags: UInt8
        /// The type codes of its fields.
        var fields: [UInt8]
        /// The handle of its superclass, if any.
        var parent: Int?

        /// `SC_SERIALIZABLE`, and `SC_WRITE_METHOD`, behind whose fields any content may follow.
        var isSerializable: Bool { flags & 0x02 != 0 }
        var writesMore: Bool { flags & 0x01 != 0 }
    }

    private static let magic: [UInt8] = [0xAC, 0xED, 0x00, 0x05]
    private static let firstHandle = 0x7E_0000
    /// A sealed key nests three deep and has four fields.
    private static let deepest = 16
    private static let most = 1000
    private static let sizes: [UInt8: Int] = Dictionary(
        uniqueKeysWithValues: zip("BCDFIJSZ".utf8, [1, 2, 8, 4, 4, 8, 2, 1]))

    private var reader: ByteReader
    /// What a later part may refer to; nil for what is no class.
    private var handles: [Class?] = []

    /// How many bytes the stream has that starts here, with its one object; nil where it is damaged or unknown.
    static func size(of bytes: ArraySlice<UInt8>) -> Int? {
        guard bytes.starts(with: magic) else { return nil }
        var object = JavaObject(reader: ByteReader(bytes.dropFirst(magic.count)))
        return object.skipContent(depth: 0) ? bytes.count - object.reader.remaining : nil
    }

    private init(reader: ByteReader) {
        self.reader = reader
    }

    private mutating func byte() -> UInt8? { reader.bytes(1)?.first }

    /// Skips one object, string, array, null or reference; false where that is not possible.
    private mutating func skipContent(depth: Int) -> Bool {
        guard depth < Self.deepest, handles.count < Self.most, let tag = byte() else { return false }
        return skipContent(tag, depth: depth)
    }

    private mutating func skipContent(_ tag: UInt8, depth: Int) -> Bool {
        switch tag {
        case Tag.null: return true
        case Tag.reference: return reader.bytes(4) != nil
        case Tag.string:
            handles.append(nil)
            return reader.javaText() != nil
        case Tag.object:
            guard let type = classHandle(depth: depth) else { return false }
            handles.append(nil)
            return skipFields(of: type, depth: depth)
        case Tag.array:
            guard let type = classHandle(depth: depth), let name = handles[type]?.name else { return false }
            handles.append(nil)
            guard let count = reader.uint32(), let element = name.utf8.dropFirst().first else { return false }
            if let size = Self.sizes[element] { return reader.bytes(count * size) != nil }
            for _ in 0..<count where !skipContent(depth: depth + 1) { return false }
            return true
        default: return false
        }
    }

    /// The fields of an object, those of the topmost class first.
    private mutating func skipFields(of type: Int, depth: Int) -> Bool {
        var line: [Class] = []
        var next: Int? = type
        while let handle = next {
            guard line.count < Self.deepest, let known = handles[handle] else { return false }
            line.append(known)
            next = known.parent
        }
        for known in line.reversed() where known.isSerializable {
            for field in known.fields {
                if let size = Self.sizes[field] {
                    if reader.bytes(size) == nil { return false }
                } else if !skipContent(depth: depth + 1) {
                    return false
                }
            }
            if known.writesMore, !skipAnnotation(depth: depth) { return false }
        }
        return true
    }

    private mutating func skipAnnotation(depth: Int) -> Bool {
        while let tag = byte() {
            switch tag {
            case Tag.endOfBlockData: return true
            case Tag.blockData:
                guard let size = byte(), reader.bytes(Int(size)) != nil else { return false }
            case Tag.longBlockData:
                guard let size = reader.uint32(), reader.bytes(size) != nil else { return false }
            default:
                guard depth < Self.deepest, handles.count < Self.most, skipContent(tag, depth: depth + 1) else {
                    return false
                }
            }
        }
        return false
    }

    /// Reads a class description, or a reference to one: the handle.
    private mutating func classHandle(depth: Int) -> Int? {
        guard depth < Self.deepest, let tag = byte() else { return nil }
        switch tag {
        case Tag.reference:
            guard let handle = reader.uint32().map({ $0 - Self.firstHandle }), handles.indices.contains(handle),
                handles[handle] != nil
            else { return nil }
            return handle
        case Tag.classDescription:
            guard handles.count < Self.most, let name = reader.javaText(), reader.bytes(8) != nil else { return nil }
            let handle = handles.count
            handles.append(Class(name: name, flags: 0, fields: []))
            guard let flags = byte(), let count = reader.uint16() else { return nil }
            var fields: [UInt8] = []
            for _ in 0..<count {
                guard let type = byte(), reader.javaText() != nil else { return nil }
                // The name of an object's class is a string of its own.
                if Self.sizes[type] == nil, !skipContent(depth: depth + 1) { return nil }
                fields.append(type)
            }
            guard skipAnnotation(depth: depth) else { return nil }
            let parent = parentHandle(depth: depth + 1)
            guard parent.isKnown else { return nil }
            handles[handle] = Class(name: name, flags: flags, fields: fields, parent: parent.handle)
            return handle
        default: return nil
        }
    }

    private mutating func parentHandle(depth: Int) -> (handle: Int?, isKnown: Bool) {
        var ahead = reader
        if ahead.bytes(1)?.first == Tag.null {
            reader = ahead
            return (nil, true)
        }
        let handle = classHandle(depth: depth)
        return (handle, handle != nil)
    }
}
