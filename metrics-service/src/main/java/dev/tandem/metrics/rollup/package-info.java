/**
 * Sums of contributions per metric, day and month, without a dimension, by each and by each pair of them.
 * They make an answer independent of the number of facts; only the changes of one batch are ever added.
 */
@org.jspecify.annotations.NullMarked
package dev.tandem.metrics.rollup;
