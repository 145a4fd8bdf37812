/// The last part of an image reference and its tag: `mcr.microsoft.com/dotnet/aspnet:8.0@sha256:…` → `aspnet`, `8.0`.
struct ImageName: Hashable {
    /// The whole repository path in lower case, without registry host, tag and digest.
    let path: String
    /// Its last component.
    let name: String
    let tag: String

    init(_ reference: String) {
        let bare = reference.lowercased().split(separator: "@", maxSplits: 1).first ?? ""
        let components = bare.split(separator: "/")
        let last = (components.last ?? "").split(separator: ":", maxSplits: 1)
        name = String(last.first ?? "")
        tag = last.count > 1 ? String(last[1]) : ""
        path = (components.dropLast().map(String.init) + [name]).joined(separator: "/")
    }

    /// The words of path and tag: `eclipse-temurin:17-jre` → `eclipse`, `temurin`, `17`, `jre`.
    var words: Set<String> {
        Set((path + "-" + tag).split { !($0.isLetter || $0.isNumber || $0 == ".") }.map(String.init))
    }

    /// The number that a tag begins with: `15.4-alpine` → `15`.
    var majorVersion: Int? { Int(tag.prefix { $0.isNumber }) }
}
