package dev.tandem.accounts.contact;

/** What a person is in a company, as far as selling to it is concerned. */
public enum ContactRole {
    DECISION_MAKER,
    BUDGET_HOLDER,
    SIGNER,
    CHAMPION,
    INFLUENCER,
    EVALUATOR,
    USER,
    SECURITY,
    LEGAL,
    PROCUREMENT,
    FINANCE,
    OPERATIONS,
    LINE_MANAGER,
    OTHER
}
