package dev.tandem.platform.imports.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.imports.format.FileFormat;

/**
 * Which column of a file becomes which field of a record.
 *
 * @param kind the kind that the mapping is for, where it says so
 * @param columns the names of the columns of a file that has no header line
 * @param fields by the field's path, in the order written
 */
public record Mapping(@Nullable String kind, @Nullable FileFormat format, @Nullable List<String> columns,
        @Nullable IdRule externalId, Map<String, FieldRule> fields) {

    /**
     * For a file whose columns are field names.
     *
     * @param trim false for a file that we wrote: there a blank at the end of a cell is part of the value
     */
    public static Mapping ofColumns(List<String> header, boolean trim) {
        Map<String, FieldRule> fields = new java.util.LinkedHashMap<>();
        header.forEach(column -> fields.put(column, FieldRule.ofColumn(column, column, trim)));
        return new Mapping(null, null, null, null, fields);
    }

    /** Every column that the mapping reads. */
    public List<String> sourceColumns() {
        List<String> columns = new ArrayList<>();
        if (externalId != null) {
            columns.addAll(externalId.columns());
        }
        fields.values().forEach(rule -> columns.addAll(rule.columns()));
        return columns;
    }

    /** The system of a reference: its own, else the one that the file's ids come from. */
    @Nullable
    String systemOf(FieldRule.Reference reference) {
        return reference.system() != null ? reference.system() : externalId == null ? null : externalId.system();
    }
}
