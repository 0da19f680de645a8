package dev.tandem.accounts.contact;

/** Whether this is a person we know, or one who asked to be forgotten. */
public enum ContactStatus {
    ACTIVE,
    ERASED
}
