import Foundation

/// The part of JSON Schema (draft 2020-12) that the report's schema uses, and stricter: a field that it does not name is
/// a problem.
struct SchemaCheck {
    let root: [String: Any]
    private(set) var problems: [String] = []
    /// Paths of all fields met, `.namespaces[].name`.
    private(set) var seen: Set<String> = []

    init(root: [String: Any]) {
        self.root = root
    }

    mutating func value(_ value: Any, schema: [String: Any], at path: String) {
        let schema = resolved(schema)
        if let constant = schema["const"] as? NSNumber, value as? NSNumber != constant {
            problems.append("\(path) is not \(constant)")
        }
        if let allowed = schema["enum"] as? [Any],
            !allowed.contains(where: { $0 as? AnyHashable == value as? AnyHashable })
        {
            problems.append("\(path) has \(value)")
        }
        if let pattern = schema["pattern"] as? String, let text = value as? String,
            text.range(of: pattern, options: .regularExpression) == nil
        {
            problems.append("\(path) does not match \(pattern)")
        }
        let types = (schema["type"] as? [String]) ?? (schema["type"] as? String).map { [$0] } ?? []
        if !types.isEmpty, !types.contains(where: { Self.isType($0, value) }) {
            problems.append("\(path) is no \(types.joined(separator: " or "))")
            return
        }
        if let object = value as? [String: Any] { self.object(object, schema: schema, at: path) }
        if let array = value as? [Any], let items = schema["items"] as? [String: Any] {
            for item in array { self.value(item, schema: items, at: path + "[]") }
        }
    }

    private mutating func object(_ object: [String: Any], schema: [String: Any], at path: String) {
        let properties = schema["properties"] as? [String: [String: Any]] ?? [:]
        for name in schema["required"] as? [String] ?? [] where object[name] == nil {
            problems.append("\(path).\(name) is missing")
        }
        for (name, value) in object {
            seen.insert("\(path).\(name)")
            guard let property = properties[name] else {
                problems.append("\(path).\(name) is not in the schema")
                continue
            }
            self.value(value, schema: property, at: "\(path).\(name)")
        }
    }

    /// Paths of all fields that the schema names.
    func properties(of schema: [String: Any], at path: String) -> [String] {
        let schema = resolved(schema)
        let own = (schema["properties"] as? [String: [String: Any]] ?? [:]).flatMap { name, property in
            ["\(path).\(name)"] + properties(of: property, at: "\(path).\(name)")
        }
        let items = schema["items"] as? [String: Any]
        return own + (items.map { properties(of: $0, at: path + "[]") } ?? [])
    }

    /// Paths of the fields that may be absent.
    func optionalProperties(of schema: [String: Any], at path: String) -> [String] {
        let schema = resolved(schema)
        let required = Set(schema["required"] as? [String] ?? [])
        let own = (schema["properties"] as? [String: [String: Any]] ?? [:]).flatMap { name, property in
            (required.contains(name) ? [] : ["\(path).\(name)"])
                + optionalProperties(of: property, at: "\(path).\(name)")
        }
        let items = schema["items"] as? [String: Any]
        return own + (items.map { optionalProperties(of: $0, at: path + "[]") } ?? [])
    }

    private func resolved(_ schema: [String: Any]) -> [String: Any] {
        guard let reference = schema["$ref"] as? String, let name = reference.split(separator: "/").last,
            let definition = (root["$defs"] as? [String: [String: Any]])?[String(name)]
        else { return schema }
        return definition
    }

    private static func isType(_ type: String, _ value: Any) -> Bool {
        switch type {
        case "object": value is [String: Any]
        case "array": value is [Any]
        case "string": value is String
        case "null": value is NSNull
        case "boolean": (value as? NSNumber).map(isBoolean) ?? false
        case "integer":
            (value as? NSNumber).map { !isBoolean($0) && $0.doubleValue == $0.doubleValue.rounded() } ?? false
        case "number": (value as? NSNumber).map { !isBoolean($0) } ?? false
        default: false
        }
    }

    private static func isBoolean(_ number: NSNumber) -> Bool { String(cString: number.objCType) == "c" }
}
