package dev.tandem.platform.journal;

/** What a change means to a reader of the feed: take the state, take it away, or forget who it was. */
public enum ChangeType {
    UPSERT,
    DELETED,
    ERASED
}
