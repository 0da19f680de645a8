package dev.tandem.accounts.account;

/** What an account is to us. */
public enum AccountType {
    PROSPECT,
    CUSTOMER,
    PARTNER,
    COMPETITOR
}
