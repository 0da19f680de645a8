package dev.tandem.platform.resource;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A field that names another record.
 *
 * @param pointer the field, as a violation names it
 * @param entity the entity that the id must be one of, by name: two features that name each other stay apart
 */
public record Reference(String pointer, String entity, @Nullable UUID id) {
}
