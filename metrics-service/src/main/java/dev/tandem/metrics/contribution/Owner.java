package dev.tandem.metrics.contribution;

import java.util.UUID;

/** The record that contributions belong to and that explain shows: a deal, an order or a customer. */
public record Owner(Kind kind, UUID id) {

    /** What a contribution can belong to. */
    public enum Kind {
        OPPORTUNITY,
        ORDER,
        CUSTOMER;

        /** As stored and shown. */
        public String text() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        public static Kind of(String text) {
            return valueOf(text.toUpperCase(java.util.Locale.ROOT));
        }
    }
}
