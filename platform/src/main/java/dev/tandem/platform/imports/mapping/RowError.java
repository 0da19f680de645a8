package dev.tandem.platform.imports.mapping;

import org.jspecify.annotations.Nullable;

/**
 * Why a row failed.
 *
 * @param field path of the field, null where the whole row is meant
 * @param value the cell as it stands in the file
 */
public record RowError(@Nullable String field, @Nullable String value, String code, String message) {
}
