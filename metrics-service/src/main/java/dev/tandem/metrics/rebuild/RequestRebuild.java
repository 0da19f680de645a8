package dev.tandem.metrics.rebuild;

import org.jspecify.annotations.Nullable;

/**
 * The wish for a rebuild.
 *
 * @param acceptDifferences let it take over although its digests differ; false by default, then a difference ends it
 */
public record RequestRebuild(@Nullable Boolean acceptDifferences) {
}
