package dev.tandem.platform.http;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One page of a keyset list.
 *
 * @param nextCursor opaque; null on the last page
 */
public record Page<T>(List<T> items, @Nullable String nextCursor) {
}
