/// What helpers have answered: each is asked once for a registry, however many images are read from there.
actor CredentialAnswers {
    private struct Question: Hashable {
        var helper: String
        var server: String
    }

    private var tasks: [Question: Task<Result<RegistryCredential?, RegistryError>, Never>] = [:]

    func credential(
        _ helper: CredentialHelper, for server: String
    ) async throws(RegistryError) -> RegistryCredential? {
        let question = Question(helper: helper.name, server: server)
        let task =
            tasks[question]
            ?? Task {
                do throws(RegistryError) {
                    return .success(try await helper.credential(for: server))
                } catch {
                    return .failure(error)
                }
            }
        tasks[question] = task
        return try await task.value.get()
    }
}
