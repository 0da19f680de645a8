/**
 * What is left of times that are no longer kept: a generation that stands still in the past, its hash, and the log of the
 * served one that begins with it.
 */
@org.jspecify.annotations.NullMarked
package dev.tandem.metrics.baseline;
