package dev.tandem.gateway.limit;

import java.time.Duration;

import io.github.bucket4j.BucketConfiguration;

/**
 * So many requests in a window, as a bucket that is full at first and is refilled evenly: in any time T at most
 * {@code requests + requests * T / window} pass, and who has used everything waits for one request's share of the window
 * and not for the end of it.
 */
record Quota(Policy policy, long requests, Duration window) {

    private static final long MOST = 1_000_000_000L;

    Quota {
        String setting = "tandem.gateway.limits." + policy.label();
        if (requests < 1 || requests > MOST) {
            throw new IllegalArgumentException(setting + ".quota must be from 1 to " + MOST + ", not " + requests
                    + "; tandem.gateway.limits.enabled=false switches the limits off.");
        }
        if (window.toSeconds() < 1 || window.toNanosPart() != 0 || window.toDays() > 1) {
            throw new IllegalArgumentException(
                    setting + ".window must be whole seconds, at most a day, not " + window + ".");
        }
    }

    /** The RateLimit-Policy field of draft-ietf-httpapi-ratelimit-headers-10. */
    String stated() {
        return "\"" + policy.label() + "\";q=" + requests + ";w=" + window.toSeconds();
    }

    BucketConfiguration bucket() {
        return BucketConfiguration.builder()
                .addLimit(limit -> limit.capacity(requests).refillGreedy(requests, window)).build();
    }

    /**
     * Names the bucket of one caller. A changed quota begins anew, because a stored bucket keeps the quota it was made with.
     */
    String bucketOf(String caller) {
        return policy.label() + ":" + requests + ":" + window.toSeconds() + ":" + caller;
    }
}
