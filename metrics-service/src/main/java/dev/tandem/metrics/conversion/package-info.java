/**
 * Which rate an amount is told by in another currency, and what it comes to, as known at one instant.
 * It knows the order in which rates became known, never where they are stored.
 */
@org.jspecify.annotations.NullMarked
package dev.tandem.metrics.conversion;
