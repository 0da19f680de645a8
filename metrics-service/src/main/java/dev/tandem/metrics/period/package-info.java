/**
 * Calendar periods of a KPI question: grains, labels and the way a range cuts them.
 * Pure date arithmetic; it knows neither metrics nor storage.
 */
@org.jspecify.annotations.NullMarked
package dev.tandem.metrics.period;
