/**
 * What one record adds to each metric, as pure functions from facts to whole numbers.
 * Everything above (log, rollups, digests) only adds these up, so the meaning of a figure is decided here alone.
 */
@org.jspecify.annotations.NullMarked
package dev.tandem.metrics.contribution;
