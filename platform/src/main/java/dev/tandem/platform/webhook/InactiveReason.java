package dev.tandem.platform.webhook;

/** Why nothing is sent. */
public enum InactiveReason {
    /** An administrator switched the webhook off. */
    REQUESTED,
    /** The receiver answered 410: it wants no more. */
    GONE,
    /** The receiver accepted nothing for days. */
    FAILING
}
