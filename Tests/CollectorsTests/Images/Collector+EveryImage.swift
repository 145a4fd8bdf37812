@testable import Collectors

extension Collector {
    /// A sweep that looks into the image of every client.
    func lookIntoEveryImage(
        limits: ImageLimits = ImageLimits(), now: String = "now"
    ) async throws -> (Discovery, ImageReading?) {
        let discovery = try await discover()
        let clients = await collect(for: discovery)
        return (
            discovery,
            await lookIntoImages(
                of: clients, discovery, chosen: Set(clients.indices), limits: limits, now: now)
        )
    }
}
