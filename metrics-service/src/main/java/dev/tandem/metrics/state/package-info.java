/**
 * The facts that the engine keeps of each record of the other services, by version, and how a newer event changes them.
 * Only the fields that figures, filters and names need are copied; a rebuild reads the feeds again for more.
 */
@org.jspecify.annotations.NullMarked
package dev.tandem.metrics.state;
