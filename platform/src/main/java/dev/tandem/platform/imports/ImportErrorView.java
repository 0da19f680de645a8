package dev.tandem.platform.imports;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.tandem.platform.imports.mapping.RowError;

/**
 * Why a row failed.
 *
 * @param row 1 for the first row of data
 * @param field the field of the record, null where the whole row is meant
 * @param value the cell as it stands in the file
 */
@Schema(name = "ImportError")
public record ImportErrorView(long row, @Nullable String field, @Nullable String value, String code, String message) {

    static ImportErrorView of(long row, RowError error) {
        return new ImportErrorView(row, error.field(), error.value(), error.code(), error.message());
    }
}
