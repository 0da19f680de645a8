/**
 * Proof while running: what was read is compared with the producers' checksums, and what is summed up with the log.
 * A difference is never put right here, because its cause would stay; it is told, and a rebuild is the remedy.
 */
@org.jspecify.annotations.NullMarked
package dev.tandem.metrics.drift;
