package dev.tandem.accounts.contact;

/** What somebody can agree to. */
public enum ConsentPurpose {
    MARKETING_EMAIL,
    MARKETING_PHONE,
    MARKETING_POST,
    PROFILING,
    REFERENCE
}
