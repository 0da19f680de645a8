/**
 * Exchange rates: what one currency is worth in another from a day on, and the orders to judge closed facts anew.
 * Rows are final and numbered in the order in which they became known, so that the engine and every reader can tell
 * what was known at any instant. Which rate a fact gets is the engine's rule and not said here.
 */
@org.jspecify.annotations.NullMarked
package dev.tandem.metrics.exchangerate;
