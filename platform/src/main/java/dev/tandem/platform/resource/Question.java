package dev.tandem.platform.resource;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What a list or a count is asked.
 *
 * @param q words that are searched for
 * @param externalId the name in one other system, as {@code system:id}
 * @param filters by field name
 */
public record Question(@Nullable String q, @Nullable String externalId, Map<String, String> filters) {
}
