package dev.tandem.platform.webhook;

/** How far a delivery is. */
public enum DeliveryState {
    /** Waits for its first or next try, or is being tried. */
    PENDING,
    /** The receiver answered with 2xx. */
    DELIVERED,
    /** Given up; a redelivery begins anew. */
    DEAD
}
