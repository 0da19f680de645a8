/**
 * Rebuilding all figures from the feeds beside the ones that are served, and proving that both are the same.
 * A digest is made of what was known up to a position, so it can be compared while both go on.
 */
@org.jspecify.annotations.NullMarked
package dev.tandem.metrics.rebuild;
