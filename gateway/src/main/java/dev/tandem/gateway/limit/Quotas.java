package dev.tandem.gateway.limit;

import java.time.Duration;
import java.util.Collections;
import java.util.List;

/** The quota of each policy. */
record Quotas(Quota caller, Quota guest, Quota anonymous, Quota signIn) {

    static Quotas of(LimitConfig config) {
        return new Quotas(quota(Policy.DEFAULT, config.caller()), quota(Policy.GUEST, config.guest()),
                quota(Policy.ANONYMOUS, config.anonymous()), quota(Policy.SIGN_IN, config.signIn()));
    }

    private static Quota quota(Policy policy, LimitConfig.Rule rule) {
        return new Quota(policy, rule.quota(), rule.window());
    }

    Quota of(Policy policy) {
        return switch (policy) {
            case DEFAULT -> caller;
            case GUEST -> guest;
            case ANONYMOUS -> anonymous;
            case SIGN_IN -> signIn;
        };
    }

    Duration longestWindow() {
        return Collections.max(List.of(caller.window(), guest.window(), anonymous.window(), signIn.window()));
    }
}
