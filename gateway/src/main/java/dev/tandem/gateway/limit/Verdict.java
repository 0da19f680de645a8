package dev.tandem.gateway.limit;

import io.github.bucket4j.ConsumptionProbe;

/** Whether a request may pass, how many more may at once, and after how many seconds there is at least one more than that. */
record Verdict(Quota quota, boolean isAllowed, long remaining, long seconds) {

    private static final long NANOS = 1_000_000_000L;

    static Verdict of(Quota quota, ConsumptionProbe probe) {
        long untilNext = probe.getNanosToWaitForRefill();
        if (probe.isConsumed()) {
            long missing = quota.requests() - probe.getRemainingTokens();
            untilNext = probe.getNanosToWaitForReset() - (missing - 1) * quota.window().toNanos() / quota.requests();
        }
        return new Verdict(quota, probe.isConsumed(), probe.getRemainingTokens(), Math.max(1, Math.ceilDiv(untilNext, NANOS)));
    }

    /** The RateLimit field of draft-ietf-httpapi-ratelimit-headers-10. */
    String stated() {
        return "\"" + quota.policy().label() + "\";r=" + remaining + ";t=" + seconds;
    }
}
