/**
 * Generations: full replays of the feeds, of which one is served and at most one is being built.
 * Everything that is computed belongs to one of them, so a rebuild is invisible until it takes over.
 */
@org.jspecify.annotations.NullMarked
package dev.tandem.metrics.generation;
