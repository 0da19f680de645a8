package dev.tandem.accounts.product;

/** What kind of thing a product is: goods are shipped, services are done, software is licensed. */
public enum ProductKind {
    GOODS,
    SERVICE,
    SOFTWARE
}
