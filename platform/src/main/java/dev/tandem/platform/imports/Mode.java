package dev.tandem.platform.imports;

/** Says what a row means whose external id is known already. */
public enum Mode {
    /** The row changes the record that exists. */
    UPSERT,
    /** The row fails with {@code already-exists}. */
    INSERT
}
