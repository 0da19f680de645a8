package dev.tandem.orders.cart;

/** Whether a cart can still be filled. */
public enum CartStatus {
    OPEN,
    /** It became an order. */
    COMPLETED,
    /** Its owner signed in, and its lines went over to his other cart. */
    MERGED
}
