package dev.tandem.orders.product;

/** What sort of thing a product is; only a PHYSICAL one will ever be shipped. */
public enum ProductKind {
    PHYSICAL,
    DIGITAL,
    SERVICE,
    BUNDLE
}
