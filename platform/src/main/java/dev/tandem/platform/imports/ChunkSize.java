package dev.tandem.platform.imports;

import java.time.Duration;

import dev.tandem.platform.imports.ImportStep.Step;

/** Finds how many rows fit into a transaction: as many as allowed, fewer where they are slow or one of them is bad. */
final class ChunkSize {

    private final int max;
    private final Duration time;
    private int rows;

    ChunkSize(int max, Duration time) {
        this.max = max;
        this.time = time;
        this.rows = max;
    }

    int rows() {
        return rows;
    }

    void worked(Duration took) {
        if (took.compareTo(time) > 0) {
            rows = Math.max(1, rows / 2);
        } else if (took.multipliedBy(2).compareTo(time) < 0) {
            rows = Math.min(max, rows * 2);
        }
    }

    /** The chunk holds a row that cannot be stored: the next tries close in on it. */
    Step failed(int shrink) {
        rows = Math.max(1, rows / shrink);
        return Step.WORKED;
    }
}
