package dev.tandem.platform.imports;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

import javax.sql.DataSource;

import jakarta.inject.Singleton;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.exports.ExportKind;
import dev.tandem.platform.exports.ExportRow;
import dev.tandem.platform.ids.Ids;

/** A small importable kind for trying the engine; it can be told to die in the middle of a chunk. */
@Singleton
class ToyKind implements ExportKind<ToyKind.Toy> {

    record Toy(@NotBlank String name, @NotNull String code, @Nullable Integer quantity, @Nullable LocalDate madeOn,
            @Nullable UUID parentId) {
    }

    /** Stands for the end of the process: nobody catches it, and nothing after it runs. */
    static final class Death extends Error {
    }

    static final AtomicLong DIES_AT_ROW = new AtomicLong(-1);

    private final DataSource database;

    ToyKind(DataSource database) {
        this.database = database;
    }

    @Override
    public String kind() {
        return "toy";
    }

    @Override
    public Class<Toy> rowType() {
        return Toy.class;
    }

    @Override
    public Map<String, String> references() {
        return Map.of("parentId", "toy");
    }

    @Override
    public Set<UUID> known(Collection<UUID> ids) {
        Set<UUID> known = new HashSet<>();
        read("SELECT id FROM toy WHERE id = ANY (?)", ids.toArray(UUID[]::new), row -> known.add(row.getObject(1, UUID.class)));
        return known;
    }

    @Override
    public List<ExportRow<Toy>> export(@Nullable UUID after, int limit) {
        List<ExportRow<Toy>> rows = new ArrayList<>();
        read("SELECT id, name, code, quantity, made_on, parent_id FROM toy WHERE (? = '{}'::uuid[] OR id > ALL (?)) ORDER BY id LIMIT "
                + limit, after == null ? new UUID[0] : new UUID[] { after },
                row -> rows.add(new ExportRow<>(
                        row.getObject(1, UUID.class), new Toy(row.getString(2), row.getString(3), (Integer) row.getObject(4),
                                row.getObject(5, LocalDate.class), row.getObject(6, UUID.class)))));
        return rows;
    }

    private interface Each {
        void read(ResultSet row) throws SQLException;
    }

    private void read(String sql, UUID[] ids, Each each) {
        try (Connection connection = database.getConnection(); PreparedStatement query = connection.prepareStatement(sql)) {
            for (int i = 1; i <= query.getParameterMetaData().getParameterCount(); i++) {
                query.setArray(i, connection.createArrayOf("uuid", ids));
            }
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    each.read(rows);
                }
            }
        } catch (SQLException refused) {
            throw new IllegalStateException(refused);
        }
    }

    @Override
    public List<Outcome> apply(List<ImportRow<Toy>> rows, ImportContext context) {
        List<Outcome> outcomes = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement write = connection.prepareStatement("""
                        INSERT INTO toy (code, name, quantity, made_on, parent_id, id) VALUES (?, ?, ?, ?, ?, ?)
                        ON CONFLICT (id) DO UPDATE SET name = excluded.name, quantity = excluded.quantity""")) {
            Map<UUID, Toy> stored = stored(connection, rows);
            for (ImportRow<Toy> row : rows) {
                outcomes.add(work(write, row, row.existing() == null ? null : stored.get(row.existing())));
            }
            write.executeBatch();
        } catch (SQLException refused) {
            throw new IllegalStateException(refused);
        }
        if (rows.stream().anyMatch(row -> row.row() == DIES_AT_ROW.get())) {
            DIES_AT_ROW.set(-1);
            throw new Death();
        }
        return outcomes;
    }

    private static Outcome work(PreparedStatement write, ImportRow<Toy> row, @Nullable Toy before) throws SQLException {
        Toy toy = row.value();
        if (toy.name().equals("forbidden")) {
            return Outcome.failed("/name", "forbidden-name", "This name is taken from nobody.");
        }
        if (before != null && before.name().equals(toy.name()) && Objects.equals(before.quantity(), toy.quantity())) {
            return Outcome.unchanged(row.existing());
        }
        UUID id = row.existing() != null ? row.existing() : Ids.next();
        write.setString(1, toy.code());
        write.setString(2, toy.name());
        write.setObject(3, toy.quantity());
        write.setObject(4, toy.madeOn());
        write.setObject(5, toy.parentId());
        write.setObject(6, id);
        write.addBatch();
        return before == null ? Outcome.created(id) : Outcome.updated(id);
    }

    private static Map<UUID, Toy> stored(Connection connection, List<ImportRow<Toy>> rows) throws SQLException {
        Map<UUID, Toy> stored = new HashMap<>();
        try (PreparedStatement query = connection
                .prepareStatement("SELECT id, name, code, quantity FROM toy WHERE id = ANY (?)")) {
            query.setArray(1, connection.createArrayOf("uuid",
                    rows.stream().map(ImportRow::existing).filter(Objects::nonNull).toArray()));
            try (ResultSet found = query.executeQuery()) {
                while (found.next()) {
                    stored.put(found.getObject(1, UUID.class), new Toy(found.getString(2), found.getString(3),
                            (Integer) found.getObject(4), null, null));
                }
            }
        }
        return stored;
    }

    @Override
    public Map<String, UUID> createMinimal(String system, Collection<String> ids, ImportContext context) {
        Map<String, UUID> made = new HashMap<>();
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO toy (id, code, name) VALUES (?, ?, ?)")) {
            for (String code : ids) {
                UUID id = Ids.next();
                insert.setObject(1, id);
                insert.setString(2, code);
                insert.setString(3, code);
                insert.addBatch();
                made.put(code, id);
            }
            insert.executeBatch();
        } catch (SQLException refused) {
            throw new IllegalStateException(refused);
        }
        return made;
    }
}
