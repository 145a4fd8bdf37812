/// One exchange with a server. The only part of this target that a test replaces.
protocol RegistryTransport: Sendable {
    /// Sends `request`; where the answer is 200, its body goes as it arrives through a reader that is made for it.
    /// Fails where no complete answer came. A status of 300 and above is an answer.
    func send<Reader: BodyReader>(
        _ request: RegistryRequest, reading make: @escaping @Sendable () -> Reader
    ) async throws(RegistryError) -> RegistryAnswer<Reader.Value>
}

/// Takes a body in pieces, and makes a value of it.
protocol BodyReader: SendableMetatype {
    associatedtype Value: Sendable

    /// - Returns: false to end the transfer.
    mutating func take(_ bytes: UnsafeRawBufferPointer) -> Bool
    /// Called once, after the last piece, or after the reader has ended the transfer.
    mutating func finish() -> Value
}

struct RegistryRequest: Sendable {
    var address: RegistryAddress
    var accept: [String] = []
    /// The value of `Authorization`.
    var authorization: Confidential<String>?
    /// Makes the request a POST of a form.
    var form: Confidential<String>?
    /// For the whole exchange.
    var seconds: Int
}

struct RegistryAnswer<Value: Sendable>: Sendable {
    var status: Int
    /// Names in lower case; values of several headers of one name are joined by commas.
    var headers: [String: String]
    /// Where a redirect leads.
    var location: String?
    /// Where the status is 200.
    var value: Value?
}

/// A small body, whole.
struct WholeBody: BodyReader {
    /// In bytes.
    let limit: Int
    private var body: [UInt8] = []
    private var isTooLong = false

    init(limit: Int) { self.limit = limit }

    mutating func take(_ bytes: UnsafeRawBufferPointer) -> Bool {
        isTooLong = body.count + bytes.count > limit
        if !isTooLong { body += bytes }
        return !isTooLong
    }

    /// Nil where the body is too long.
    mutating func finish() -> [UInt8]? { isTooLong ? nil : body }
}

/// A value that neither `print`, `dump` nor an error shows.
struct Confidential<Value: Sendable & Hashable>: Sendable, Hashable, CustomStringConvertible, CustomReflectable {
    let value: Value
    init(_ value: Value) { self.value = value }
    var description: String { "(confidential)" }
    var customMirror: Mirror { Mirror(self, children: []) }
}
