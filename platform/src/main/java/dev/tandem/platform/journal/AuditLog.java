package dev.tandem.platform.journal;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tandem.platform.ids.Ids;
import dev.tandem.platform.json.StrictJson;
import dev.tandem.platform.personal.PersonKey;
import dev.tandem.platform.personal.SubjectKeys;

/** Who changed what, before and after. Entries are only ever added; the database refuses everything else. */
@ApplicationScoped
class AuditLog {

    private static final String INSERT = """
            INSERT INTO audit (id, recorded_at, kind, record_id, record_version, action, actor, source, request_id,
                               before, after, person, personal_fields, before_sealed, after_sealed)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?, ?, ?, ?)""";
    private static final String SELECT = """
            SELECT id, recorded_at, kind, record_id, record_version, action, actor, source, request_id,
                   before, after, person, personal_fields, before_sealed, after_sealed
            FROM audit
            """;
    private static final String LIST = SELECT + """
            WHERE (?::text IS NULL OR kind = ?) AND (?::uuid IS NULL OR record_id = ?) AND (?::uuid IS NULL OR id < ?)
            ORDER BY id DESC LIMIT ?""";
    private static final String OF = SELECT + """
            WHERE kind = ? AND record_id = ANY (?) AND (?::uuid IS NULL OR id > ?) ORDER BY id LIMIT ?""";

    private record Row(AuditEntry entry, @Nullable UUID person, List<String> personalFields, byte @Nullable [] before,
            byte @Nullable [] after) {
    }

    private final DataSource dataSource;
    private final SubjectKeys keys;
    private final Actor actor;

    AuditLog(DataSource dataSource, SubjectKeys keys, Actor actor) {
        this.dataSource = dataSource;
        this.keys = keys;
        this.actor = actor;
    }

    void append(List<Change> changes, String by, Instant now) {
        Map<UUID, PersonKey> personKeys = keysFor(changes);
        String requestId = actor.requestId();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (Change change : changes) {
                bind(insert, change, by, now, requestId, change.person() == null ? null : personKeys.get(change.person()));
                insert.addBatch();
            }
            insert.executeBatch();
        } catch (SQLException e) {
            throw new IllegalStateException("the audit could not be written", e);
        }
    }

    /** Newest first, from before {@code before} on. */
    List<AuditEntry> list(@Nullable String kind, @Nullable UUID recordId, @Nullable UUID before, int limit) {
        return opened(rows(LIST, query -> {
            query.setString(1, kind);
            query.setString(2, kind);
            query.setObject(3, recordId, java.sql.Types.OTHER);
            query.setObject(4, recordId, java.sql.Types.OTHER);
            query.setObject(5, before, java.sql.Types.OTHER);
            query.setObject(6, before, java.sql.Types.OTHER);
            query.setInt(7, limit);
        }));
    }

    /** The entries of these records, oldest first, from after {@code after} on. */
    List<AuditEntry> of(String kind, Collection<UUID> records, @Nullable UUID after, int limit) {
        return opened(rows(OF, query -> {
            query.setString(1, kind);
            query.setArray(2, query.getConnection().createArrayOf("uuid", records.toArray()));
            query.setObject(3, after, java.sql.Types.OTHER);
            query.setObject(4, after, java.sql.Types.OTHER);
            query.setInt(5, limit);
        }));
    }

    private List<AuditEntry> opened(List<Row> rows) {
        Set<UUID> persons = rows.stream().map(Row::person).filter(Objects::nonNull).collect(Collectors.toSet());
        Map<UUID, PersonKey> personKeys = persons.isEmpty() ? Map.of() : keys.existing(persons);
        return rows.stream().map(row -> opened(row, row.person() == null ? null : personKeys.get(row.person()))).toList();
    }

    private Map<UUID, PersonKey> keysFor(List<Change> changes) {
        Set<UUID> persons = changes.stream().filter(change -> !change.personalFields().isEmpty())
                .map(change -> Objects.requireNonNull(change.person())).collect(Collectors.toSet());
        return persons.isEmpty() ? new HashMap<>() : keys.of(persons);
    }

    private static void bind(PreparedStatement insert, Change change, String by, Instant now, @Nullable String requestId,
            @Nullable PersonKey key) throws SQLException {
        PersonalParts before = PersonalParts.of(change.before(), change.personalFields(), key);
        PersonalParts after = PersonalParts.of(change.after(), change.personalFields(), key);
        insert.setObject(1, Ids.next());
        insert.setObject(2, now.atOffset(ZoneOffset.UTC));
        insert.setString(3, change.kind());
        insert.setObject(4, change.id());
        insert.setLong(5, change.version());
        insert.setString(6, change.action());
        insert.setString(7, by);
        insert.setString(8, change.source().name());
        insert.setString(9, requestId);
        insert.setString(10, before.open() == null ? null : before.open().toString());
        insert.setString(11, after.open() == null ? null : after.open().toString());
        insert.setObject(12, change.person(), java.sql.Types.OTHER);
        insert.setArray(13, insert.getConnection().createArrayOf("text", change.personalFields().toArray()));
        insert.setBytes(14, before.sealed());
        insert.setBytes(15, after.sealed());
    }

    private interface Binding {
        void bind(PreparedStatement query) throws SQLException;
    }

    private List<Row> rows(String sql, Binding binding) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            binding.bind(query);
            List<Row> found = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(row(rows));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException("the audit could not be read", e);
        }
    }

    private static Row row(ResultSet row) throws SQLException {
        AuditEntry entry = new AuditEntry(row.getObject(1, UUID.class), row.getObject(2, OffsetDateTime.class).toInstant(),
                row.getString(3), row.getObject(4, UUID.class), row.getLong(5), row.getString(6), row.getString(7),
                row.getString(8), row.getString(9), tree(row.getString(10)), tree(row.getString(11)), List.of());
        return new Row(entry, row.getObject(12, UUID.class), Arrays.asList((String[]) row.getArray(13).getArray()),
                row.getBytes(14), row.getBytes(15));
    }

    private static AuditEntry opened(Row row, @Nullable PersonKey key) {
        AuditEntry e = row.entry();
        boolean erased = key == null && (row.before() != null || row.after() != null);
        return new AuditEntry(e.id(), e.recordedAt(), e.kind(), e.recordId(), e.version(), e.action(), e.actor(), e.source(),
                e.requestId(), new PersonalParts(e.before(), row.before()).joined(key),
                new PersonalParts(e.after(), row.after()).joined(key), erased ? row.personalFields() : List.of());
    }

    private static @Nullable JsonNode tree(@Nullable String json) {
        try {
            return json == null ? null : StrictJson.mapper().readTree(json);
        } catch (IOException e) {
            throw new IllegalStateException("a state in the audit is not JSON", e);
        }
    }
}
