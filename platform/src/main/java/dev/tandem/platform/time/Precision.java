package dev.tandem.platform.time;

/** How exactly a source knew when a fact happened. */
public enum Precision {
    /** Only the date is known; the instant is the start of that day in the company's zone. */
    DAY,
    INSTANT
}
