import ArgumentParser
import Collectors
import Foundation
import Registry

/// Whether and how the trust stores that lie in images are read.
struct ImageOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Read trust stores in running containers: auto, where a verdict depends on it; never; always.",
            valueName: "when"))
    var exec: ScanScope.ImageChoice = .auto
    @Option(help: ArgumentHelp("Commands that are run in containers, at most.", valueName: "count"))
    var maxExec = 500
    @Option(help: ArgumentHelp("How long one of them may take.", valueName: "time"))
    var execTimeout = TimeSpan(seconds: 30)
    @Option(
        help: ArgumentHelp(
            "Read them out of the images in their registries, where no container tells: auto, never or always.",
            valueName: "when"))
    var registry: ScanScope.ImageChoice = .never
    @Option(
        help: ArgumentHelp(
            "A file of CAs that registries' certificates may come from, beside the system's.", valueName: "file"))
    var registryCertificateAuthority: String?
    @Option(
        parsing: .singleValue,
        help: ArgumentHelp(
            "A registry that may speak plain HTTP, and whose certificate is not checked; repeatable.",
            valueName: "host"))
    var insecureRegistry: [String] = []

    @Option(
        help: ArgumentHelp(
            "Where what was read of images is kept for the next sweep; safe to delete. (default: "
                + "$XDG_CACHE_HOME/trustsweep/images or ~/.cache/trustsweep/images)", valueName: "dir"))
    var cache: String?
    @Flag(help: "Neither use nor keep what is read of images.")
    var noCache = false
    @Option(help: ArgumentHelp("How old it may be.", valueName: "time"))
    var cacheMaxAge = TimeSpan(seconds: 86_400)

    var limits: ImageLimits { ImageLimits(mostExecs: maxExec, seconds: execTimeout.seconds) }

    func validate() throws {
        guard maxExec > 0 else { throw ValidationError("--max-exec takes a number above 0; --exec never runs none") }
        guard cache == nil || !noCache else { throw ValidationError("--cache and --no-cache exclude each other") }
    }

    /// The folder of what was read before.
    ///
    /// - Parameters:
    ///   - variables: the process's environment.
    ///   - now: when the sweep begins.
    /// - Returns: nil where nothing is to be kept, or nobody said where.
    func cacheFolder(in variables: [String: String], now: Date) -> EvidenceFolder? {
        guard !noCache, exec != .never || registry != .never, let path = cache ?? Self.cachePath(variables) else {
            return nil
        }
        return EvidenceFolder(cache: path, maxAge: cacheMaxAge.seconds, now: now)
    }

    /// XDG Base Directory Specification 0.8: a relative path counts for nothing.
    private static func cachePath(_ variables: [String: String]) -> String? {
        func absolute(_ name: String) -> String? { variables[name].flatMap { $0.hasPrefix("/") ? $0 : nil } }
        let base = absolute("XDG_CACHE_HOME") ?? absolute("HOME").map { "\($0)/.cache" }
        return base.map { "\($0)/trustsweep/images" }
    }

    /// A client of registries with the user's own credentials.
    ///
    /// - Parameter variables: the process's environment.
    /// - Returns: nil where none is to be asked.
    /// - Throws: ``FatalError`` where a file that it needs is no good.
    func registryClient(in variables: [String: String]) throws -> RegistryClient? {
        guard registry != .never else { return nil }
        let environment = RegistryEnvironment(
            variables: variables, homeDirectory: Invocation.homeDirectory(in: variables))
        var options = RegistryOptions(
            insecureRegistries: Set(insecureRegistry), limits: RegistryLimits(requestSeconds: 30, attempts: 3))
        if let path = registryCertificateAuthority {
            do throws(BoundedFile.Failure) {
                options.certificateAuthority = try BoundedFile.bytes(of: path, upTo: 1 << 20)
            } catch {
                throw FatalError(
                    "cannot read --registry-certificate-authority \(path): \(error.words)",
                    hint: "give the path of a PEM file")
            }
        }
        do throws(RegistryError) {
            return RegistryClient(options: options, environment: environment, keyring: try .ofUser(environment))
        } catch {
            throw FatalError("\(error)", hint: error.hint)
        }
    }
}

extension ScanScope.ImageChoice: ExpressibleByArgument {}
