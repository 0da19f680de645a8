package dev.tandem.metrics.state;

import java.util.Arrays;
import java.util.Optional;

/** The feeds that figures are made of: where each is read and what is kept of its records. */
public enum Feed {
    ACCOUNT("accounts", "account", AccountFact.class, true),
    SALES_USER("accounts", "sales-user", SalesUserFact.class, true),
    TEAM("accounts", "team", TeamFact.class, true),
    B2B_PRODUCT("accounts", "product", ProductFact.class, true),
    PIPELINE("accounts", "pipeline", PipelineFact.class, true),
    OPPORTUNITY("accounts", "opportunity", OpportunityFact.class, false),
    CUSTOMER("orders", "customer", CustomerFact.class, false),
    B2C_PRODUCT("orders", "product", ProductFact.class, true),
    ORDER("orders", "order", OrderFact.class, false),
    REVIEW("orders", "review", ReviewFact.class, false);

    private final String service;
    private final String kind;
    private final Class<? extends Fact> type;
    private final boolean reference;

    Feed(String service, String kind, Class<? extends Fact> type, boolean reference) {
        this.service = service;
        this.kind = kind;
        this.type = type;
        this.reference = reference;
    }

    /** The name of a feed in cursors and replies: {@code accounts/opportunity}. */
    public String path() {
        return service + "/" + kind;
    }

    public String service() {
        return service;
    }

    public String kind() {
        return kind;
    }

    public Class<? extends Fact> type() {
        return type;
    }

    /** Reference records are copied into every lane, so that a lane never waits for another. */
    public boolean isReference() {
        return reference;
    }

    public static Optional<Feed> of(String service, String kind) {
        return Arrays.stream(values()).filter(feed -> feed.service.equals(service) && feed.kind.equals(kind)).findFirst();
    }

    public static Feed ofPath(String path) {
        return Arrays.stream(values()).filter(feed -> feed.path().equals(path)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No feed is called " + path));
    }
}
