package dev.tandem.orders.customer;

/** Whether this is a person we know, one that turned out to be another, or one who asked to be forgotten. */
public enum CustomerStatus {
    ACTIVE,
    MERGED,
    ERASED
}
