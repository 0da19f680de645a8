package dev.tandem.gateway.limit;

import java.time.Duration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;

/**
 * The buckets of this process. Bounded, or a stranger with many addresses could fill the heap; a bucket that was not used
 * for the longest window is full again and is forgotten without loss.
 */
final class LocalBuckets {

    private final Cache<String, Bucket> buckets;
    private final TimeMeter time;

    LocalBuckets(int maxCallers, Duration longestWindow, TimeMeter time) {
        this.buckets = Caffeine.newBuilder().maximumSize(maxCallers).expireAfterAccess(longestWindow).build();
        this.time = time;
    }

    Verdict take(Quota quota, String caller) {
        Bucket bucket = buckets.get(quota.bucketOf(caller), fresh -> Bucket.builder().withCustomTimePrecision(time)
                .addLimit(limit -> limit.capacity(quota.requests()).refillGreedy(quota.requests(), quota.window())).build());
        return Verdict.of(quota, bucket.tryConsumeAndReturnRemaining(1));
    }

    /** How many are kept, once the surplus is gone. */
    long size() {
        buckets.cleanUp();
        return buckets.estimatedSize();
    }
}
