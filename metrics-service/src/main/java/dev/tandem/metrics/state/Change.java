package dev.tandem.metrics.state;

/** What an event says about its record. */
public enum Change {
    UPSERT,
    DELETED,
    /** The person behind the record was erased; no figure moves. */
    ERASED
}
