package dev.tandem.accounts.account;

/** How far a company has come on its way to a customer, as marketing counts it. */
public enum LifecycleStage {
    SUBSCRIBER,
    LEAD,
    MQL,
    SQL,
    OPPORTUNITY,
    CUSTOMER,
    EVANGELIST,
    OTHER
}
