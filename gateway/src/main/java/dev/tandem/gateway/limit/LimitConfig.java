package dev.tandem.gateway.limit;

import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;

/** How many requests are let through, and where they are counted. */
@ConfigMapping(prefix = "tandem.gateway.limits")
interface LimitConfig {

    @WithDefault("true")
    boolean enabled();

    @WithName("default")
    Rule caller();

    Rule guest();

    Rule anonymous();

    Rule signIn();

    /** Callers that one process keeps in mind; beyond them it forgets those it saw least. */
    @WithDefault("50000")
    int maxCallers();

    @WithDefault("local")
    StoreDown whenStoreIsDown();

    Redis redis();

    /** What to do with a request that cannot be counted together with those of the other replicas. */
    enum StoreDown {
        /** Each replica counts for itself. */
        LOCAL,
        /** Nobody is let through. */
        REFUSE
    }

    /** So many requests in so many whole seconds. */
    interface Rule {

        long quota();

        @WithDefault("60s")
        Duration window();
    }

    /** Where all replicas count together; without an address each counts for itself. */
    interface Redis {

        Optional<String> url();

        Optional<String> password();

        /** A request waits no longer than this for the store. */
        @WithDefault("100ms")
        Duration timeout();

        /** How long a store that failed is left alone before it is asked again, by no request of a client. */
        @WithDefault("1s")
        Duration pause();
    }
}
