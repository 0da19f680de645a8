package dev.tandem.accounts.contact;

/** Whether this is a person we know, one who asked to be forgotten, or a record that lives on in another one. */
public enum ContactStatus {
    ACTIVE,
    ERASED,
    MERGED
}
