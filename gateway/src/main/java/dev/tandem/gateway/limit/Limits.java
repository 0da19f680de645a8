package dev.tandem.gateway.limit;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

import dev.tandem.gateway.problem.Problem;
import dev.tandem.gateway.problem.ProblemWriter;
import io.quarkus.runtime.Startup;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/**
 * Lets a request pass or refuses it with 429, and says in the reply how many more may come. A refused request is not read
 * and reaches nobody.
 */
@Startup
@Singleton
public class Limits {

    private static final Problem UNCOUNTED = new Problem(503, "overloaded",
            "Requests cannot be counted at the moment; try again shortly.", Map.of("Retry-After", "1"));

    private final boolean enabled;
    private final boolean refusesUncounted;
    private final Quotas quotas;
    private final LocalBuckets local;
    private final Optional<Store> store;
    private final LimitGauges gauges;

    Limits(LimitConfig config, Ticks ticks, Clock clock, Vertx vertx, LimitGauges gauges) {
        this.enabled = config.enabled();
        this.refusesUncounted = config.whenStoreIsDown() == LimitConfig.StoreDown.REFUSE;
        this.quotas = Quotas.of(config);
        this.local = new LocalBuckets(config.maxCallers(), quotas.longestWindow(), ticks);
        this.gauges = gauges;
        this.store = enabled && config.redis().url().isPresent() ? Optional.of(store(config, clock, vertx, gauges))
                : Optional.empty();
        store.ifPresent(gauges::watch);
        store.ifPresent(Store::start);
    }

    private static Store store(LimitConfig config, Clock clock, Vertx vertx, LimitGauges gauges) {
        LimitConfig.Redis redis = config.redis();
        return new Store(new RedisLink(redis), connection -> new SharedBuckets(connection, redis.timeout(), config.maxCallers(),
                new SharedTicks(clock)), vertx, redis.pause(), gauges.failures());
    }

    /** Runs {@code admitted} if the caller may send one more request now, else answers in its place. */
    public void admit(RoutingContext context, Policy policy, String caller, Runnable admitted) {
        if (!enabled) {
            admitted.run();
            return;
        }
        Future<Optional<Verdict>> verdict = take(policy, caller);
        if (verdict.isComplete()) {
            decide(context, policy, verdict.result(), admitted);
        } else {
            verdict.onSuccess(known -> decide(context, policy, known, admitted)).onFailure(context::fail);
        }
    }

    /** Empty where the request cannot be counted and nobody is let through uncounted. */
    Future<Optional<Verdict>> take(Policy policy, String caller) {
        Quota quota = quotas.of(policy);
        if (store.isPresent() && store.get().isInUse()) {
            return store.get().take(quota, caller).map(Optional::of).otherwise(failure -> withoutStore(quota, caller));
        }
        return Future.succeededFuture(store.isPresent() ? withoutStore(quota, caller) : Optional.of(local.take(quota, caller)));
    }

    private Optional<Verdict> withoutStore(Quota quota, String caller) {
        return refusesUncounted ? Optional.empty() : Optional.of(local.take(quota, caller));
    }

    private void decide(RoutingContext context, Policy policy, Optional<Verdict> known, Runnable admitted) {
        if (known.isEmpty()) {
            gauges.requests(policy, "uncounted").increment();
            ProblemWriter.write(context, UNCOUNTED);
            return;
        }
        Verdict verdict = known.get();
        HttpServerResponse response = context.response();
        response.putHeader("RateLimit-Policy", verdict.quota().stated());
        response.putHeader("RateLimit", verdict.stated());
        gauges.requests(policy, verdict.isAllowed() ? "allowed" : "refused").increment();
        if (verdict.isAllowed()) {
            admitted.run();
        } else {
            ProblemWriter.write(context, Problem.rateLimited(verdict.quota().requests(), verdict.quota().window().toSeconds(),
                    verdict.seconds()));
        }
    }

    @PreDestroy
    void close() {
        store.ifPresent(Store::close);
    }
}
