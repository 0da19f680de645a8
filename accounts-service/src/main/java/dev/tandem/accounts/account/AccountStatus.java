package dev.tandem.accounts.account;

/** Whether an account lives on or was merged into another. */
public enum AccountStatus {
    ACTIVE,
    MERGED
}
