/**
 * Measurements on a suite of its own. They print medians, ranges and ratios of one run and never judge: a busy machine
 * would fail whatever were asserted.
 */
@org.jspecify.annotations.NullMarked
package dev.tandem.local.bench;
