package dev.tandem.accounts.opportunity;

/** Which way a deal moved when it entered a stage. */
public enum Direction {
    FORWARD,
    BACKWARD,
    REOPEN
}
