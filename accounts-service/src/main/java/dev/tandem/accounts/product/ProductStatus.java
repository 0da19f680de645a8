package dev.tandem.accounts.product;

/** Whether a product is still offered. */
public enum ProductStatus {
    ACTIVE,
    INACTIVE
}
