package dev.tandem.platform.imports;

/** Where an import stands. */
public enum ImportState {
    /** The file is still arriving; no row has been worked. */
    RECEIVING,
    RUNNING,
    /** Every row was worked, and some may have failed. */
    COMPLETED,
    /** The file did not arrive whole or could not be read; no row was worked. */
    FAILED,
    /** Stopped by request; what was worked before stays. */
    CANCELLED;

    boolean isFinished() {
        return this != RECEIVING && this != RUNNING;
    }
}
