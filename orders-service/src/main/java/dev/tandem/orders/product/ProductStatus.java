package dev.tandem.orders.product;

/** Whether a product is on sale; shoppers and guests see only what is. */
public enum ProductStatus {
    DRAFT,
    ACTIVE,
    RETIRED
}
