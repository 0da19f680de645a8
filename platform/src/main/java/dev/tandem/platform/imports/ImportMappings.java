package dev.tandem.platform.imports;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tandem.platform.database.Database;
import dev.tandem.platform.http.ETags;
import dev.tandem.platform.imports.mapping.Mapping;
import dev.tandem.platform.imports.mapping.MappingReader;
import dev.tandem.platform.imports.mapping.RowMapper;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.time.CompanyCalendar;

/** The named mappings; one that says its kind is checked against it at once, another when it is used. */
@ApplicationScoped
class ImportMappings {

    record StoredMapping(String definition, long version) {
    }

    /** @param isNew whether the name was free */
    record Put(long version, boolean isNew) {
    }

    private static final int MAX_DEFINITION = 1 << 18;

    private final Database database;
    private final ImportKinds kinds;
    private final CompanyCalendar calendar;
    private final Clock clock;

    ImportMappings(Database database, ImportKinds kinds, CompanyCalendar calendar, Clock clock) {
        this.database = database;
        this.kinds = kinds;
        this.calendar = calendar;
        this.clock = clock;
    }

    Optional<StoredMapping> find(String name) {
        return database.list("SELECT definition, version FROM import_mapping WHERE name = ?",
                row -> new StoredMapping(row.getString(1), row.getLong(2)), name).stream().findFirst();
    }

    /** The mapping that an upload names. */
    String definition(String name) {
        return find(name).map(StoredMapping::definition).orElseThrow(() -> ProblemException.badRequest("unknown-mapping",
                "?mapping", "There is no import mapping \"" + name + "\"."));
    }

    /** Stores a mapping; an equal one keeps its version. */
    @Transactional
    Put put(String name, JsonNode json, @Nullable String ifMatch, String actor) {
        checkName(name);
        check(json);
        String definition = json.toString();
        if (definition.length() > MAX_DEFINITION) {
            throw ProblemException.invalid("mapping-too-large", "", "A mapping may have at most 256 KiB.");
        }
        Instant now = clock.instant();
        boolean isNew = database.update("""
                INSERT INTO import_mapping (name, version, definition, created_at, created_by, updated_at, updated_by)
                VALUES (?, 1, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""", name, definition, now, actor, now, actor) == 1;
        if (isNew) {
            if (ifMatch != null) {
                throw ProblemException.notFound("import mapping", name);
            }
            return new Put(1, true);
        }
        long version = database
                .list("SELECT version FROM import_mapping WHERE name = ? FOR UPDATE", row -> row.getLong(1), name)
                .getFirst();
        ETags.checkMatch(ifMatch, version);
        int changed = database.update("""
                UPDATE import_mapping SET version = version + 1, definition = ?, updated_at = ?, updated_by = ?
                WHERE name = ? AND definition <> ?""", definition, now, actor, name, definition);
        return new Put(version + changed, false);
    }

    private static void checkName(String name) {
        if (!name.matches("[a-z0-9][a-z0-9._-]{0,99}")) {
            throw ProblemException.badRequest("invalid-name", "",
                    "A mapping's name has lower-case letters, digits, dots and dashes.");
        }
    }

    private void check(JsonNode json) {
        Mapping mapping = MappingReader.read(json);
        if (mapping.kind() != null) {
            ImportKind<?> kind = kinds.find(mapping.kind()).orElseThrow(() -> ProblemException.invalid("unknown-kind", "/kind",
                    "There is no importable kind \"" + mapping.kind() + "\"."));
            RowMapper.of(mapping, kind.rowType(), kind.references(), calendar.zone());
        }
    }
}
