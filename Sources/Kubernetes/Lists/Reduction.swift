/// The pages of one list on their way into a value.
///
/// A page's continue token is found without decoding its objects, so that the next request goes out while this page is
/// decoded: the server's time and ours overlap.
struct Reduction<Object: BuiltInObject, Value: Sendable> {
    private let initial: Value
    private let question: Question
    private let update: @Sendable (inout Value, Object) -> Void
    private var pending: Task<Result<Value, KubernetesError>, Never>?

    init(initial: Value, question: Question, update: @escaping @Sendable (inout Value, Object) -> Void) {
        self.initial = initial
        self.question = question
        self.update = update
    }

    /// Forgets every page so far.
    mutating func startOver() { pending = nil }

    /// Takes a page, and its body with it.
    ///
    /// - Parameter response: the answer; its body is empty afterwards.
    /// - Returns: the token of the next page; nil on the last.
    /// - Throws: where this page, or the one before it, cannot be read.
    mutating func take(_ response: inout HTTPResponse) async throws(KubernetesError) -> String? {
        // One that could not be read ends the list before another page is asked for.
        let value = try await finish()
        guard let page = try Page.wireBytes(&response, question) else {
            let page: ObjectPage<Object> = try Page.list(json: &response, question)
            reduce(into: value) { () throws(KubernetesError) in page.items }
            return page.continueToken
        }
        reduce(into: value) { [question] () throws(KubernetesError) in try Page.list(wire: page, question).items }
        return try Page.nextToken(wire: page, question)
    }

    /// The value with every page so far in it.
    ///
    /// - Returns: `initial` where there was none.
    /// - Throws: where the last page could not be read.
    func finish() async throws(KubernetesError) -> Value {
        try await pending?.value.get() ?? initial
    }

    private mutating func reduce(
        into value: Value, _ items: @escaping @Sendable () throws(KubernetesError) -> [Object]
    ) {
        pending = Task { [update] in
            do throws(KubernetesError) {
                var value = value
                for object in try items() { update(&value, object) }
                return .success(value)
            } catch {
                return .failure(error)
            }
        }
    }
}
