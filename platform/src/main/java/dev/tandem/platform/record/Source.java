package dev.tandem.platform.record;

/** Where a record or a change came from. Imports may do what a person at the screen may not (backdating). */
public enum Source {
    UI,
    API,
    IMPORT,
    SYSTEM
}
