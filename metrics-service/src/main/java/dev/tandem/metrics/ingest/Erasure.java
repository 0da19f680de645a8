package dev.tandem.metrics.ingest;

import dev.tandem.metrics.state.EntityKey;

/** A version of a record that only told that a person was erased; no figure moves by it. */
public record Erasure(EntityKey key, long version) {
}
