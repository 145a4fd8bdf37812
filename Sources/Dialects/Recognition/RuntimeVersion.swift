import ScanModel

extension OptionLookup {
    /// The language runtime and its version in the words of ``RuntimeWords``, where the settings tell: `python 3.13`, `jdk 17`.
    ///
    /// Told by the program (`python3.11`), by variables that official images set, and by an official image's tag
    /// (`node:20-slim`, `tomcat:10-jdk17`). An application's own image has a tag that says nothing of it.
    var runtime: String? {
        programVersion ?? variableVersion ?? imageVersion
    }

    private var programVersion: String? {
        for word in settings.commands.flatMap({ $0 }) {
            let program = ToolCommand.baseName(word)
            let version = program.drop { $0.isLetter }
            guard program.hasPrefix("python"), version.contains("."), Version(String(version)) != nil else { continue }
            return "python \(version)"
        }
        return nil
    }

    private var variableVersion: String? {
        for (variable, name) in [("PYTHON_VERSION", "python"), ("NODE_VERSION", "node"), ("JAVA_VERSION", "jdk")] {
            guard let value = facts.environment(variable)?.value.drop(while: \.isLetter) else { continue }
            let version = value.drop { $0 == "-" }.prefix { $0.isNumber || $0 == "." }
            if !version.isEmpty { return "\(name) \(version)" }
        }
        return nil
    }

    private var imageVersion: String? {
        let image = ImageName(facts.image)
        let pieces = image.tag.split(separator: "-")
        if let name = Self.images[image.name], let number = pieces.first, number.first?.isNumber == true {
            return "\(name) \(number.prefix { $0.isNumber || $0 == "." })"
        }
        // `tomcat:10-jdk17-temurin`, `maven:3.9-eclipse-temurin-21`
        for (index, piece) in pieces.enumerated() {
            let word = piece.prefix { $0.isLetter }
            guard Self.images[String(word)] == "jdk" || word == "jdk" || word == "jre" else { continue }
            let own = piece.dropFirst(word.count)
            let number = own.isEmpty ? pieces.dropFirst(index + 1).first ?? "" : own
            if number.first?.isNumber == true { return "jdk \(number.prefix { $0.isNumber })" }
        }
        return nil
    }

    /// Images whose tag is their runtime's version, by the last part of their name.
    private static let images = [
        "python": "python", "node": "node", "openjdk": "jdk", "eclipse-temurin": "jdk", "temurin": "jdk",
        "amazoncorretto": "jdk", "corretto": "jdk", "ibm-semeru-runtimes": "jdk", "sapmachine": "jdk",
    ]
}
