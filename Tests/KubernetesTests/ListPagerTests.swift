import Testing

@testable import Kubernetes

@Suite struct ListPagerTests {
    private let busy = KubernetesError.rateLimited(resource: "pods", attempts: 1)

    @Test func fetchesPageAfterPageUntilThereIsNoToken() {
        var pager = ListPager(versions: 1, attempts: 3)
        #expect(pager.received(.page(continueToken: "a"), random: 0) == .fetch)
        #expect(pager.continueToken == "a")
        #expect(pager.received(.page(continueToken: "b"), random: 0) == .fetch)
        #expect(pager.received(.page(continueToken: nil), random: 0) == .done)
    }

    @Test func anExpiredListStartsOverFromItsFirstPage() {
        var pager = ListPager(versions: 1, attempts: 3)
        _ = pager.received(.page(continueToken: "a"), random: 0)
        #expect(pager.received(.gone(continueToken: "later"), random: 0) == .startOver)
        #expect(pager.continueToken == nil)
    }

    @Test func aListThatKeepsExpiringGoesOnInThePresentState() {
        var pager = ListPager(versions: 1, attempts: 3)
        for _ in 0..<ListPager.mostRestarts {
            _ = pager.received(.page(continueToken: "a"), random: 0)
            #expect(pager.received(.gone(continueToken: "later"), random: 0) == .startOver)
        }
        _ = pager.received(.page(continueToken: "a"), random: 0)
        #expect(pager.received(.gone(continueToken: "later"), random: 0) == .fetch)
        #expect(pager.continueToken == "later")
    }

    @Test func aListThatKeepsExpiringWithoutATokenFails() {
        var pager = ListPager(versions: 1, attempts: 3)
        for _ in 0..<ListPager.mostRestarts { _ = pager.received(.gone(continueToken: nil), random: 0) }
        guard case .fail(.serverFailure(_, 410, _)) = pager.received(.gone(continueToken: nil), random: 0) else {
            Issue.record("expected a failure")
            return
        }
    }

    @Test func waitsAsLongAsTheServerAsks() {
        var pager = ListPager(versions: 1, attempts: 3)
        #expect(pager.received(.refused(busy, retryAfter: 7), random: 0) == .wait(seconds: 7))
    }

    @Test func givesUpWithTheErrorAfterTheLastAttempt() {
        var pager = ListPager(versions: 1, attempts: 3)
        #expect(pager.received(.refused(busy, retryAfter: nil), random: 0) == .wait(seconds: 0.25))
        #expect(pager.received(.refused(busy, retryAfter: nil), random: 0) == .wait(seconds: 0.5))
        #expect(pager.received(.refused(busy, retryAfter: nil), random: 0) == .fail(busy))
    }

    @Test func aPageThatArrivesForgetsTheFailuresBeforeIt() {
        var pager = ListPager(versions: 1, attempts: 2)
        #expect(pager.received(.refused(busy, retryAfter: 1), random: 0) == .wait(seconds: 1))
        #expect(pager.received(.page(continueToken: "a"), random: 0) == .fetch)
        #expect(pager.received(.refused(busy, retryAfter: 1), random: 0) == .wait(seconds: 1))
    }

    @Test func anUnknownVersionIsTriedAsTheNextOlderOne() {
        let missing = KubernetesError.notFound(resource: "cronjobs", namespace: nil)
        var pager = ListPager(versions: 2, attempts: 2)
        #expect(pager.received(.missing(missing), random: 0) == .fetch)
        #expect(pager.version == 1)
        #expect(pager.received(.missing(missing), random: 0) == .fail(missing))
    }

    @Test func aTokenThatComesTwiceEndsTheListInsteadOfLoopingForever() {
        var pager = ListPager(versions: 1, attempts: 2)
        _ = pager.received(.page(continueToken: "a"), random: 0)
        guard case .fail(.notKubernetes) = pager.received(.page(continueToken: "a"), random: 0) else {
            Issue.record("expected a failure")
            return
        }
    }
}

@Suite struct RetryRulesTests {
    @Test func backsOffExponentiallyUpToALimitWithJitter() {
        var rules = RetryRules(attempts: 9)
        let waits = (0..<8).map { _ in rules.wait(retryAfter: nil, random: 0.5) }
        #expect(waits == [0.375, 0.75, 1.5, 3, 6, 7.5, 7.5, 7.5])
        #expect(rules.wait(retryAfter: nil, random: 0.5) == nil)
    }

    @Test func doesNotWaitForAServerThatAsksForTooMuch() {
        var rules = RetryRules(attempts: 9)
        #expect(rules.wait(retryAfter: 3600, random: 0) == nil)
    }

    @Test(arguments: [("3", 3.0), ("Sun, 06 Nov 1994 08:49:47 GMT", 10), ("Sun, 06 Nov 1994 08:00:00 GMT", 0)])
    func readsRetryAfterAsSecondsAndAsADate(text: String, seconds: Double) {
        // 784111777 is 1994-11-06 08:49:37 UTC, the example of RFC 9110.
        #expect(HTTPResponse(status: 429, headers: ["retry-after": text]).retryAfter(now: 784_111_777) == seconds)
    }

    @Test func ignoresARetryAfterThatIsNeither() {
        #expect(HTTPResponse(status: 429, headers: ["retry-after": "soon"]).retryAfter(now: 0) == nil)
    }
}
