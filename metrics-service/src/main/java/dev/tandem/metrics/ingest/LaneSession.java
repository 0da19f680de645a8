package dev.tandem.metrics.ingest;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/** One transaction of one lane. */
public interface LaneSession extends LaneReads {

    LaneCursor cursor(String service);

    void write(String service, LaneChanges changes, LaneCursor cursor);

    /** What the lane was re-stating when its last transaction ended. */
    @Nullable
    Restatement restatement(String service);

    /** Notes what is to be re-stated, or how far it is. */
    void keep(String service, Restatement restatement);

    /** Writes changes that nobody sees before they are published; their cells are kept apart. */
    void writeHidden(String service, LaneChanges changes);

    /** Notes that the generation tells nothing of what was known before. */
    Instant keptSince(Instant instant);

    /** A baseline that the lane may begin with. */
    LaneBase base(int generation);

    /** Writes what a lane begins with; it stands nowhere yet. */
    void load(LaneChanges changes);

    /**
     * Moves published cells to the others, at most so many; when none are left the re-statement is over.
     *
     * @return whether there are more
     */
    boolean fold(String service, int cells);
}
