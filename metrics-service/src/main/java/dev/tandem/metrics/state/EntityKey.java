package dev.tandem.metrics.state;

import java.util.UUID;

/** One record of one feed. */
public record EntityKey(Feed feed, UUID id) {
}
