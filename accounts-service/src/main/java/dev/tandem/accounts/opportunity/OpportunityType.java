package dev.tandem.accounts.opportunity;

/** Why a deal exists. */
public enum OpportunityType {
    NEW_BUSINESS,
    RENEWAL,
    EXPANSION,
    CROSS_SELL
}
