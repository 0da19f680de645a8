package dev.tandem.platform.record;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    private static final String FIND = "SELECT id, record_id FROM external_id WHERE kind = ? AND system = ? AND id = ANY (?)";
    private static final String OF = """
            SELECT record_id, system, id FROM external_id WHERE kind = ? AND record_id = ANY (?)
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
    private static final String REMOVE = "DELETE FROM external_id WHERE kind = ? AND record_id = ?";

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
            query.setArray(3, texts(connection, ids));
            Map<String, UUID> found = new HashMap<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.put(rows.getString(1), rows.getObject(2, UUID.class));
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

    /** Gives a record exactly these names. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void replace(String kind, UUID recordId, List<ExternalId> ids) {
        if (of(kind, List.of(recordId)).getOrDefault(recordId, List.of()).equals(ids)) {
            return;
        }
        try (Connection connection = dataSource.getConnection();
                PreparedStatement delete = connection.prepareStatement(REMOVE)) {
            delete.setString(1, kind);
            delete.setObject(2, recordId);
            delete.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("external ids could not be removed", e);
        }
        Map<ExternalId, UUID> names = new LinkedHashMap<>();
        ids.forEach(id -> names.put(id, recordId));
        put(kind, names);
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
