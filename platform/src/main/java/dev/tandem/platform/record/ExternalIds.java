package dev.tandem.platform.record;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.tandem.platform.problem.ProblemException;

/**
 * Remembers the names by which other systems know our records, so that a second import finds what the first one made.
 * Works set-wise, in the current transaction; a name belongs to one record of a kind.
 */
@ApplicationScoped
public class ExternalIds {

    private static final String FIND = """
            SELECT id, record_id, concealed FROM external_id WHERE kind = ? AND system = ? AND id = ANY (?)
            ORDER BY concealed DESC""";
    private static final String CONCEAL = """
            UPDATE external_id SET id = n.hash, concealed = true FROM unnest(?::text[], ?::text[], ?::text[]) AS n (system, id, hash)
            WHERE kind = ? AND record_id = ? AND external_id.system = n.system AND external_id.id = n.id
              AND NOT EXISTS (SELECT FROM external_id e WHERE e.kind = external_id.kind AND e.system = n.system AND e.id = n.hash)""";
    /** A name that an erased record has already goes altogether: the hash says all that is left to say. */
    private static final String DROP = """
            DELETE FROM external_id USING unnest(?::text[], ?::text[]) AS n (system, id)
            WHERE kind = ? AND record_id = ? AND external_id.system = n.system AND external_id.id = n.id AND NOT concealed""";
    private static final String NAMED = "SELECT record_id FROM external_id WHERE kind = ? AND id = ? LIMIT 100";
    private static final String OF = """
            SELECT record_id, system, id FROM external_id WHERE kind = ? AND record_id = ANY (?) AND NOT concealed
            ORDER BY record_id, created_at, system, id""";
    private static final String PUT = """
            INSERT INTO external_id (kind, system, id, record_id)
            SELECT ?, n.system, n.id, n.record_id
            FROM unnest(?::text[], ?::text[], ?::uuid[]) AS n (system, id, record_id)
            ORDER BY n.system, n.id
            ON CONFLICT (kind, system, id) DO NOTHING""";
    private static final String TAKEN = """
            SELECT n.system, n.id FROM external_id e
            JOIN unnest(?::text[], ?::text[], ?::uuid[]) AS n (system, id, record_id)
              ON e.kind = ? AND e.system = n.system AND e.id = n.id
            WHERE e.record_id <> n.record_id
            ORDER BY n.system, n.id LIMIT 1""";
    private static final String MOVE = "UPDATE external_id SET record_id = ? WHERE kind = ? AND record_id = ANY (?)";
    private static final String REMOVE = """
            DELETE FROM external_id WHERE kind = ? AND record_id = ? AND NOT concealed
              AND (system, id) NOT IN (SELECT n.system, n.id FROM unnest(?::text[], ?::text[]) AS n (system, id))""";

    /** The name of a record in another system. */
    public record ExternalId(String system, String id) {
    }

    private final DataSource dataSource;

    ExternalIds(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** The records known under these ids; an unknown id has no entry. One query. */
    public Map<String, UUID> find(String kind, String system, Collection<String> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(FIND)) {
            query.setString(1, kind);
            query.setString(2, system);
            Map<String, String> concealed = new HashMap<>();
            ids.forEach(id -> concealed.put(hash(kind, system, id), id));
            List<String> asked = new ArrayList<>(ids);
            asked.addAll(concealed.keySet());
            query.setArray(3, texts(connection, asked));
            Map<String, UUID> found = new HashMap<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    String id = rows.getString(1);
                    found.put(rows.getBoolean(3) ? concealed.getOrDefault(id, id) : id, rows.getObject(2, UUID.class));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException("external ids could not be read", e);
        }
    }

    /** The records known under this id in any system, a hundred at most. One query. */
    public Set<UUID> named(String kind, String id) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(NAMED)) {
            query.setString(1, kind);
            query.setString(2, id);
            Set<UUID> found = new HashSet<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getObject(1, UUID.class));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException("external ids could not be read", e);
        }
    }

    /** The external ids of these records, oldest first; a record without one has no entry. One query. */
    public Map<UUID, List<ExternalId>> of(String kind, Collection<UUID> recordIds) {
        if (recordIds.isEmpty()) {
            return Map.of();
        }
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(OF)) {
            query.setString(1, kind);
            query.setArray(2, connection.createArrayOf("uuid", recordIds.toArray()));
            Map<UUID, List<ExternalId>> found = new LinkedHashMap<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.computeIfAbsent(rows.getObject(1, UUID.class), id -> new ArrayList<>())
                            .add(new ExternalId(rows.getString(2), rows.getString(3)));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException("external ids could not be read", e);
        }
    }

    /** Adds names, all or none. A name that already is another record's is a conflict. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void put(String kind, Map<ExternalId, UUID> ids) {
        if (ids.isEmpty()) {
            return;
        }
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(PUT)) {
            Array systems = texts(connection, ids.keySet().stream().map(ExternalId::system).toList());
            Array names = texts(connection, ids.keySet().stream().map(ExternalId::id).toList());
            Array records = connection.createArrayOf("uuid", ids.values().toArray());
            insert.setString(1, kind);
            insert.setArray(2, systems);
            insert.setArray(3, names);
            insert.setArray(4, records);
            if (insert.executeUpdate() < ids.size()) {
                refuseTaken(connection, kind, systems, names, records);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("external ids could not be written", e);
        }
    }

    /** Gives a record exactly these names; one that it has already keeps its age. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void replace(String kind, UUID recordId, List<ExternalId> ids) {
        if (of(kind, List.of(recordId)).getOrDefault(recordId, List.of()).equals(ids)) {
            return;
        }
        try (Connection connection = dataSource.getConnection();
                PreparedStatement delete = connection.prepareStatement(REMOVE)) {
            delete.setString(1, kind);
            delete.setObject(2, recordId);
            delete.setArray(3, texts(connection, ids.stream().map(ExternalId::system).toList()));
            delete.setArray(4, texts(connection, ids.stream().map(ExternalId::id).toList()));
            delete.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("external ids could not be removed", e);
        }
        Map<ExternalId, UUID> names = new LinkedHashMap<>();
        ids.forEach(id -> names.put(id, recordId));
        put(kind, names);
    }

    /** Gives all names of some records to another one, which is known by them from now on. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void move(String kind, Collection<UUID> from, UUID to) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update = connection.prepareStatement(MOVE)) {
            update.setObject(1, to);
            update.setString(2, kind);
            update.setArray(3, connection.createArrayOf("uuid", from.toArray()));
            update.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("external ids could not be moved", e);
        }
    }

    /**
     * Makes names unreadable for good, while {@link #find} still knows the record by them: who comes back in a file is
     * recognised, and no longer named.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void conceal(String kind, UUID recordId, Collection<ExternalId> names) {
        if (names.isEmpty()) {
            return;
        }
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update = connection.prepareStatement(CONCEAL);
                PreparedStatement drop = connection.prepareStatement(DROP)) {
            Array systems = texts(connection, names.stream().map(ExternalId::system).toList());
            Array ids = texts(connection, names.stream().map(ExternalId::id).toList());
            update.setArray(1, systems);
            update.setArray(2, ids);
            update.setArray(3, texts(connection, names.stream().map(name -> hash(kind, name.system(), name.id())).toList()));
            update.setString(4, kind);
            update.setObject(5, recordId);
            update.executeUpdate();
            drop.setArray(1, systems);
            drop.setArray(2, ids);
            drop.setString(3, kind);
            drop.setObject(4, recordId);
            drop.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("external ids could not be concealed", e);
        }
    }

    private static String hash(String kind, String system, String id) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256")
                    .digest((kind + "\n" + system + "\n" + id).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }

    private static void refuseTaken(Connection connection, String kind, Array systems, Array names, Array records)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(TAKEN)) {
            query.setArray(1, systems);
            query.setArray(2, names);
            query.setArray(3, records);
            query.setString(4, kind);
            try (ResultSet rows = query.executeQuery()) {
                if (rows.next()) {
                    throw ProblemException.conflict("external-id-taken", "The external id %s of %s belongs to another %s."
                            .formatted(rows.getString(2), rows.getString(1), kind));
                }
            }
        }
    }

    private static Array texts(Connection connection, Collection<String> values) throws SQLException {
        return connection.createArrayOf("text", values.toArray());
    }
}
