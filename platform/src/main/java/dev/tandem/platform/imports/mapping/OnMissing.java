package dev.tandem.platform.imports.mapping;

/** What a reference does whose record does not exist. */
public enum OnMissing {
    /** The row fails with {@code unknown-reference}. */
    FAIL,
    /** The record is made with what is required of it. */
    CREATE,
    /** The field stays empty. */
    NULL
}
