package dev.tandem.gateway.limit;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.distributed.AsyncBucketProxy;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.AsyncProxyManager;
import io.github.bucket4j.distributed.proxy.optimization.Optimizations;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import io.lettuce.core.api.StatefulRedisConnection;

/**
 * The buckets that all replicas share. Requests of one caller that come at the same moment go to the store together, so
 * replicas compete for a bucket and not requests. A bucket leaves the store soon after it is full again.
 */
final class SharedBuckets {

    private static final String PREFIX = "tandem:limit:";
    private static final Duration KEPT_WHEN_FULL = Duration.ofSeconds(10);
    private static final Quota TRIAL = new Quota(Policy.ANONYMOUS, 1_000_000, Duration.ofSeconds(1));

    private final StatefulRedisConnection<String, byte[]> redis;
    private final Duration timeout;
    private final AsyncProxyManager<String> buckets;
    private final Cache<String, AsyncBucketProxy> used;

    SharedBuckets(StatefulRedisConnection<String, byte[]> redis, Duration timeout, int maxCallers, TimeMeter time) {
        this.redis = redis;
        this.timeout = timeout;
        this.buckets = Bucket4jLettuce.casBasedBuilder(redis).clientClock(time).requestTimeout(timeout)
                .expirationAfterWrite(ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(KEPT_WHEN_FULL))
                .build().asAsync();
        this.used = Caffeine.newBuilder().maximumSize(maxCallers).expireAfterAccess(KEPT_WHEN_FULL).build();
    }

    /** Fails when the store does not answer in time. */
    CompletableFuture<Verdict> take(Quota quota, String caller) {
        AsyncBucketProxy bucket = used.get(quota.bucketOf(caller), name -> buckets.builder()
                .withOptimization(Optimizations.batching())
                .build(PREFIX + name, () -> CompletableFuture.completedFuture(quota.bucket())));
        return bucket.tryConsumeAndReturnRemaining(1).thenApply(probe -> Verdict.of(quota, probe))
                .orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * Whether the store does what is asked of it. Tried with a bucket, because a store that is full, may only be read or
     * lacks a right would answer a ping; and so the first request of a caller does not wait for code that is yet to load.
     */
    CompletableFuture<Boolean> answers() {
        return take(TRIAL, "trial").handle((verdict, failure) -> failure == null);
    }

    CompletableFuture<Void> close() {
        return redis.closeAsync();
    }
}
