package dev.tandem.metrics.ingest;

/** One transaction of one lane. */
public interface LaneSession extends LaneReads {

    LaneCursor cursor(String service);

    void write(String service, LaneChanges changes, LaneCursor cursor);
}
