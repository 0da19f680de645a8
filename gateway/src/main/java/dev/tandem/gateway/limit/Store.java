package dev.tandem.gateway.limit;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.lettuce.core.api.StatefulRedisConnection;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/**
 * The shared store and whether it is used. Once it failed, no request waits for it: it is asked in the background until it
 * answers, and then all replicas count together again. The start does not wait for it either.
 */
final class Store {

    private static final Logger LOG = Logger.getLogger(Store.class);
    /** A connection that leaves so many questions unanswered may lead to a machine that is gone; a new one is opened. */
    private static final int PATIENCE = 10;

    private final RedisLink link;
    private final Function<StatefulRedisConnection<String, byte[]>, SharedBuckets> opened;
    private final Vertx vertx;
    private final Duration pause;
    private final Counter failures;
    private final AtomicBoolean inUse = new AtomicBoolean();
    private volatile @Nullable SharedBuckets buckets;
    private volatile boolean closed;
    private int unanswered;

    Store(RedisLink link, Function<StatefulRedisConnection<String, byte[]>, SharedBuckets> opened, Vertx vertx, Duration pause,
            Counter failures) {
        this.link = link;
        this.opened = opened;
        this.vertx = vertx;
        this.pause = pause;
        this.failures = failures;
    }

    boolean isInUse() {
        return inUse.get();
    }

    void start() {
        look();
    }

    Future<Verdict> take(Quota quota, String caller) {
        SharedBuckets shared = buckets;
        if (shared == null) {
            return Future.failedFuture("not connected");
        }
        return Future.fromCompletionStage(shared.take(quota, caller), vertx.getOrCreateContext()).onFailure(this::leave);
    }

    private void leave(Throwable failure) {
        failures.increment();
        if (inUse.compareAndSet(true, false)) {
            LOG.warnf("The store of the rate limits does not answer and is left alone until it does: %s", failure.toString());
            lookLater();
        }
    }

    private void lookLater() {
        vertx.setTimer(pause.toMillis(), due -> look());
    }

    private void look() {
        if (closed) {
            return;
        }
        SharedBuckets known = buckets;
        Future.fromCompletionStage(known == null ? connect() : known.answers()).onComplete(asked -> {
            if (asked.succeeded() && asked.result()) {
                unanswered = 0;
                inUse.set(true);
                LOG.info("The store of the rate limits answers: all replicas count together");
            } else {
                failures.increment();
                giveUpAfterAWhile(known);
                lookLater();
            }
        });
    }

    private CompletableFuture<Boolean> connect() {
        return link.connect().thenCompose(connection -> {
            SharedBuckets fresh = opened.apply(connection);
            buckets = fresh;
            return fresh.answers();
        });
    }

    private void giveUpAfterAWhile(@Nullable SharedBuckets known) {
        unanswered++;
        if (known == null && unanswered == 1) {
            LOG.warn("The store of the rate limits cannot be reached yet");
        }
        if (known != null && unanswered % PATIENCE == 0) {
            buckets = null;
            Future.fromCompletionStage(known.close())
                    .onFailure(stuck -> LOG.debugf("A connection to the store did not close: %s", stuck.toString()));
        }
    }

    void close() {
        closed = true;
        SharedBuckets known = buckets;
        Future.fromCompletionStage(known == null ? link.close() : known.close().thenCompose(gone -> link.close()))
                .onFailure(stuck -> LOG.debugf("The connection to the store did not close: %s", stuck.toString()));
    }
}
