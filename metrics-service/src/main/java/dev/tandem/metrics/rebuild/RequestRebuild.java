package dev.tandem.metrics.rebuild;

/**
 * The wish for a rebuild.
 *
 * @param acceptDifferences let it take over although its digests differ; false by default, then a difference ends it
 */
public record RequestRebuild(boolean acceptDifferences) {
}
