/**
 * Tells other systems of changes: every event of the outbox becomes one delivery per webhook that asked for its kind, and
 * a delivery is tried until it is accepted, too old or given up. Nothing here knows what an event means.
 */
@NullMarked
package dev.tandem.platform.webhook;

import org.jspecify.annotations.NullMarked;
