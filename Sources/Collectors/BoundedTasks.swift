/// Runs one task for each input, at most `limit` at a time: the only task group in the package.
///
/// - Returns: the outputs in the order of the inputs, so that nothing later depends on timing.
func boundedTasks<Input: Sendable, Output: Sendable>(
    _ inputs: [Input], limit: Int, _ work: @escaping @Sendable (Input) async -> Output
) async -> [Output] {
    await withTaskGroup(of: (Int, Output).self) { group in
        var results = [Output?](repeating: nil, count: inputs.count)
        var next = 0
        while next < inputs.count, next < max(1, limit) {
            let index = next
            group.addTask { (index, await work(inputs[index])) }
            next += 1
        }
        while let (finished, output) = await group.next() {
            results[finished] = output
            guard next < inputs.count else { continue }
            let index = next
            group.addTask { (index, await work(inputs[index])) }
            next += 1
        }
        return results.compactMap(\.self)
    }
}
