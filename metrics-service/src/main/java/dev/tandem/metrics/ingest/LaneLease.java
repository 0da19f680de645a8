package dev.tandem.metrics.ingest;

/** The right to work one lane; the token rises with every change of owner, so an old right is seen to be old. */
public record LaneLease(int generation, int lane, String owner, long token) {
}
