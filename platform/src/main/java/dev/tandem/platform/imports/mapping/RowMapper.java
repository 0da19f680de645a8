package dev.tandem.platform.imports.mapping;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tandem.platform.imports.format.RowWriter;
import dev.tandem.platform.imports.mapping.FieldTypes.ValueType;
import dev.tandem.platform.imports.mapping.MappedRow.PendingReference;
import dev.tandem.platform.imports.mapping.MappedRow.Value;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.problem.Violation;

/** Applies a mapping, checked once against the kind's record, to row after row. */
public final class RowMapper {

    private final Mapping mapping;
    private final boolean wholeDocuments;
    private final Map<String, CellReader> readers;
    private final TreeShape shape;

    private RowMapper(Mapping mapping, boolean wholeDocuments, Map<String, CellReader> readers) {
        this.mapping = mapping;
        this.wholeDocuments = wholeDocuments;
        this.readers = readers;
        this.shape = new TreeShape(mapping.fields().values());
    }

    /**
     * Binds the mapping to a record.
     *
     * @param references field path to kind, as the kind declares them
     * @throws ProblemException 422 with a pointer into the mapping for every field that the record does not have
     */
    public static RowMapper of(Mapping mapping, Class<?> record, Map<String, String> references, ZoneId zone) {
        List<Violation> violations = new ArrayList<>();
        Map<String, CellReader> readers = new LinkedHashMap<>();
        mapping.fields().forEach((path, rule) -> {
            String at = "/fields/" + MappingReader.escape(path);
            ValueType type = FieldTypes.find(record, path).orElse(null);
            if (type == null) {
                violations.add(new Violation(at, "unknown-field", "The kind has no field \"" + path + "\"."));
            } else {
                checkRule(mapping, rule, type, at, references.get(path), violations);
                readers.put(path, new CellReader(rule, type, zone));
            }
        });
        if (!violations.isEmpty()) {
            throw ProblemException.invalid(violations);
        }
        return new RowMapper(mapping, false, readers);
    }

    /** For NDJSON without a mapping: each document is the record. */
    public static RowMapper ofDocuments() {
        return new RowMapper(new Mapping(null, null, null, null, Map.of()), true, Map.of());
    }

    /** Whether the record has a field at this path. */
    public static boolean knows(Class<?> record, String path) {
        return FieldTypes.find(record, path).isPresent();
    }

    private static void checkRule(Mapping mapping, FieldRule rule, ValueType type, String at, @Nullable String refersTo,
            List<Violation> violations) {
        if (rule.currency() != null && type != ValueType.MONEY && type != ValueType.ANY) {
            violations.add(new Violation(at + "/currency", "not-money", "The field is not an amount of money."));
        }
        FieldRule.Reference reference = rule.reference();
        if (reference == null) {
            return;
        }
        if (refersTo != null && !refersTo.equals(reference.kind())) {
            violations.add(new Violation(at + "/ref", "wrong-reference", "The field refers to the kind " + refersTo + "."));
        }
        if (mapping.systemOf(reference) == null) {
            violations.add(new Violation(at + "/system", "required", "The reference needs the system that its ids come from."));
        }
    }

    public Mapping mapping() {
        return mapping;
    }

    /** Reads the row's cells; what could not be read is among the errors, all of it. */
    public MappedRow map(SourceRow row, @Nullable JsonNode document) {
        if (wholeDocuments && document != null) {
            if (document instanceof ObjectNode object) {
                object.remove(RowWriter.ERROR);
            }
            return new MappedRow(List.of(), List.of(), List.of(), document);
        }
        List<Value> values = new ArrayList<>(readers.size());
        List<PendingReference> references = new ArrayList<>(2);
        List<RowError> errors = new ArrayList<>(0);
        for (FieldRule rule : mapping.fields().values()) {
            try {
                read(row, rule, values, references);
            } catch (BadCell bad) {
                errors.add(new RowError(rule.path(), rule.source(row), bad.code(), bad.getMessage()));
            }
        }
        return new MappedRow(values, references, errors, null);
    }

    private void read(SourceRow row, FieldRule rule, List<Value> values, List<PendingReference> references) {
        JsonNode node = Objects.requireNonNull(readers.get(rule.path()), rule.path()).read(row);
        if (node == null) {
            return;
        }
        FieldRule.Reference reference = rule.reference();
        if (reference == null) {
            values.add(new Value(rule, node));
        } else {
            references.add(new PendingReference(rule, reference.kind(), String.valueOf(mapping.systemOf(reference)),
                    node.asText()));
        }
    }

    /** The record as JSON; a reference without an entry in {@code found} stays empty. */
    public JsonNode tree(MappedRow row, Map<PendingReference, UUID> found) {
        return row.document() != null ? row.document() : shape.build(row, found);
    }

    /** Puts a refusal of the record in the words of the file: field path, and the cell that the value came from. */
    public RowError error(Violation violation, SourceRow row) {
        String path = violation.pointer().startsWith("/") ? violation.pointer().substring(1).replace('/', '.')
                .replace("~1", "/").replace("~0", "~") : "";
        FieldRule rule = ruleOf(path);
        String field = rule != null ? rule.path() : path.isEmpty() ? null : path;
        String value = rule != null ? rule.source(row) : field != null && wholeDocuments ? row.text(field) : null;
        return new RowError(field, value, violation.code(), violation.message());
    }

    /** The rule for the path itself, else for what holds it, else the first one inside it. */
    private @Nullable FieldRule ruleOf(String path) {
        for (String at = path; !at.isEmpty(); at = at.contains(".") ? at.substring(0, at.lastIndexOf('.')) : "") {
            FieldRule rule = mapping.fields().get(at);
            if (rule != null) {
                return rule;
            }
        }
        if (path.isEmpty()) {
            return null;
        }
        return mapping.fields().values().stream().filter(rule -> rule.path().startsWith(path + ".")).findFirst().orElse(null);
    }
}
