package dev.tandem.orders.stock;

/** What one entry of the stock ledger did. */
public enum MovementType {
    ADJUSTED,
    /** Promised to an order. */
    ALLOCATED,
    /** The order came to nothing. */
    RELEASED,
    /** Left the shelf with its order. */
    SHIPPED
}
