package dev.tandem.platform.feed;

import java.math.BigInteger;

/**
 * A fingerprint of all that a feed said up to a position: a reader that computes the same from its own state knows that
 * it missed nothing.
 *
 * @param entities number of entities, deleted ones included
 * @param versionSum sum of their latest versions
 * @param digest XOR of the first 8 bytes of SHA-256 of {@code id:version}, in hex
 */
public record FeedChecksum(String kind, String through, long entities, BigInteger versionSum, String digest) {
}
