package dev.tandem.platform.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tandem.platform.imports.mapping.IdRule;
import dev.tandem.platform.imports.mapping.RowError;
import dev.tandem.platform.imports.mapping.RowMapper;
import dev.tandem.platform.imports.mapping.SourceRow;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.problem.Violation;
import dev.tandem.platform.record.ExternalIds.ExternalId;

/**
 * How a row says which record it is about: a mapping builds the id that another system uses; without a mapping the columns
 * {@code id} (our own id) and {@code externalId.system}, {@code externalId.id} say it, as exports write them. A row that says
 * nothing is a new record.
 */
final class RowIdentity {

    static final String ID = "id";
    static final String SYSTEM = "externalId.system";
    static final String NAME = "externalId.id";

    private static final String DOCUMENT = "externalId";

    /** What one row says. */
    record Named(@Nullable UUID id, @Nullable ExternalId name, List<RowError> errors) {
    }

    private final @Nullable IdRule rule;
    private final boolean isByColumns;
    private final boolean isDocument;

    private RowIdentity(@Nullable IdRule rule, boolean isByColumns, boolean isDocument) {
        this.rule = rule;
        this.isByColumns = isByColumns;
        this.isDocument = isDocument;
    }

    static RowIdentity of(@Nullable IdRule rule) {
        return new RowIdentity(rule, false, false);
    }

    static RowIdentity ofColumns() {
        return new RowIdentity(null, true, false);
    }

    static RowIdentity ofDocuments() {
        return new RowIdentity(null, true, true);
    }

    /** Those columns of a file without a mapping that name the record, and are no fields of it. */
    static Set<String> columns(Class<?> record, List<String> header) {
        boolean hasSystem = header.contains(SYSTEM);
        if (hasSystem != header.contains(NAME)) {
            throw ProblemException.invalid(List.of(new Violation("", "incomplete-identity",
                    "The columns " + SYSTEM + " and " + NAME + " go together.")));
        }
        Set<String> columns = new java.util.HashSet<>(hasSystem ? Set.of(SYSTEM, NAME) : Set.of());
        if (header.contains(ID) && !RowMapper.knows(record, ID)) {
            columns.add(ID);
        }
        return columns;
    }

    Named read(RowParser.Parsed parsed, int occurrence) {
        if (rule != null) {
            String id = rule.id(parsed.source(), occurrence);
            return id == null ? refused(null, "missing-external-id", "The row has no external id.")
                    : new Named(null, new ExternalId(rule.system(), id), List.of());
        }
        if (!isByColumns) {
            return new Named(null, null, List.of());
        }
        return isDocument ? document((ObjectNode) parsed.document()) : columns(parsed.source());
    }

    /** Takes what names the record out of the document, so that the fields are left. */
    private static Named document(@Nullable ObjectNode document) {
        if (document == null) {
            return new Named(null, null, List.of());
        }
        JsonNode id = document.remove(ID);
        JsonNode name = document.remove(DOCUMENT);
        boolean isFine = (id == null || id.isNull() || id.isTextual())
                && (name == null || name.isNull() || isText(name, "system") && isText(name, "id") && name.size() == 2);
        if (!isFine) {
            return refused(DOCUMENT, "wrong-type", "id is a text, externalId an object of system and id.");
        }
        boolean isNamed = name != null && !name.isNull();
        return named(id == null || id.isNull() ? null : id.asText(), isNamed ? name.path("system").asText() : null,
                isNamed ? name.path("id").asText() : null);
    }

    private static boolean isText(JsonNode object, String field) {
        return object.path(field).isTextual();
    }

    private static Named columns(SourceRow row) {
        return named(row.text(ID), row.text(SYSTEM), row.text(NAME));
    }

    private static Named named(@Nullable String id, @Nullable String system, @Nullable String name) {
        List<RowError> errors = new ArrayList<>();
        UUID own = null;
        if (id != null && hasText(id)) {
            try {
                own = UUID.fromString(id.strip());
            } catch (IllegalArgumentException noUuid) {
                errors.add(new RowError(ID, id, "invalid-id", "An id is a UUID; leave it empty for a new record."));
            }
        }
        if (hasText(system) != hasText(name)) {
            errors.add(new RowError(DOCUMENT, null, "incomplete-identity", "An external id is a system and an id."));
        }
        boolean isNamed = hasText(system) && hasText(name);
        return new Named(own, isNamed ? new ExternalId(String.valueOf(system), String.valueOf(name)) : null, errors);
    }

    private static boolean hasText(@Nullable String text) {
        return text != null && !text.isBlank();
    }

    private static Named refused(@Nullable String field, String code, String message) {
        return new Named(null, null, List.of(new RowError(field, null, code, message)));
    }
}
