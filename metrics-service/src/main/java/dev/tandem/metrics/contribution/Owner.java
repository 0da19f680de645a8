package dev.tandem.metrics.contribution;

import java.util.UUID;

/** The record that contributions belong to and that explain shows: a deal, an order, a customer or a review. */
public record Owner(Kind kind, UUID id) {

    /** What a contribution can belong to. */
    public enum Kind {
        OPPORTUNITY,
        ORDER,
        CUSTOMER,
        REVIEW;

        /** As stored and shown. */
        public String text() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        /** Whose amounts the feeds of a service tell. */
        public static Kind closingIn(String service) {
            return service.equals(Metric.WON_AMOUNT.service()) ? OPPORTUNITY : ORDER;
        }

        public static Kind of(String text) {
            return valueOf(text.toUpperCase(java.util.Locale.ROOT));
        }
    }
}
