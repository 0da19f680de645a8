/**
 * Reads the feeds of the other services in one order per service and turns every event into changes of state,
 * contributions, log and rollups, which become visible together with the cursor or not at all.
 * Work is split into lanes that replicas take by lease; a lane needs nothing of another.
 */
@org.jspecify.annotations.NullMarked
package dev.tandem.metrics.ingest;
