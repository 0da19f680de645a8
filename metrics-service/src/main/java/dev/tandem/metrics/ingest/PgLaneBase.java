package dev.tandem.metrics.ingest;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import dev.tandem.metrics.contribution.Metric;
import dev.tandem.metrics.state.Change;
import dev.tandem.metrics.state.EntityKey;
import dev.tandem.metrics.state.EntityState;
import dev.tandem.metrics.state.FactJson;
import dev.tandem.metrics.state.Feed;

/** A generation in PostgreSQL as it is read by a lane that begins with it. */
record PgLaneBase(Connection connection, int base, int generation, int lane) implements LaneBase {

    static final String STATE = """
            s.feed, s.entity_id, s.version, s.change, s.state_version, s.known_at, s.subject, s.first_import, s.state,
            s.picks""";
    private static final String PAGE = "SELECT " + STATE + """

            FROM entity_state s WHERE s.generation = ? AND s.lane = ? AND s.feed = ? AND s.entity_id > ?
            ORDER BY s.entity_id LIMIT ?""";
    private static final String CURSOR = """
            SELECT position, known_at, complete_through, rates_seq FROM lane_cursor
            WHERE generation = ? AND feed LIKE ? AND position IS NOT NULL ORDER BY position LIMIT 1""";
    private static final String ERASED = """
            SELECT feed, entity_id, version FROM erased_version
            WHERE generation = ? AND feed LIKE ? AND (lane = ? OR ?)""";
    private static final String LATE = """
            INSERT INTO late_change
            SELECT ?, ?, position, known_at, metric, day, currency, reporting, industry, product, region, manager, owner, source,
                   country, channel, num, den, cnt
            FROM late_change WHERE generation = ? AND metric = ANY (?) AND lane % ? = ?""";

    private interface Bind {
        void to(PreparedStatement statement) throws SQLException;
    }

    private interface Read<T> {
        T from(ResultSet rows) throws SQLException;
    }

    @Override
    public void requireSealed() {
        boolean sealed = query("SELECT FROM baseline WHERE generation = ? FOR SHARE", statement -> statement.setInt(1, base),
                ResultSet::next);
        if (!sealed) {
            throw new IllegalStateException("Baseline " + base + " is not sealed at present");
        }
    }

    @Override
    public LaneCursor cursor(String service) {
        return query(CURSOR, statement -> {
            statement.setInt(1, base);
            statement.setString(2, service + "/%");
        }, rows -> {
            if (!rows.next()) {
                throw new IllegalStateException("Baseline " + base + " knows nothing of " + service);
            }
            return new LaneCursor(PositionBytes.read(rows.getBytes(1)), instant(rows, 2), instant(rows, 3), rows.getLong(4));
        });
    }

    @Override
    public List<EntityState> states(int of, Feed feed, UUID after, int size) {
        return query(PAGE, statement -> {
            statement.setInt(1, base);
            statement.setInt(2, of);
            statement.setString(3, feed.path());
            statement.setObject(4, after);
            statement.setInt(5, size);
        }, PgLaneBase::states);
    }

    @Override
    public void takeOver(String service, int lanes, int ofLanes) {
        List<Erasure> erasures = query(ERASED, statement -> {
            statement.setInt(1, base);
            statement.setString(2, service + "/%");
            statement.setInt(3, lane);
            statement.setBoolean(4, lanes != ofLanes);
        }, rows -> {
            List<Erasure> found = new ArrayList<>();
            while (rows.next()) {
                UUID id = rows.getObject(2, UUID.class);
                if (Lanes.of(id, lanes) == lane) {
                    found.add(new Erasure(new EntityKey(Feed.ofPath(rows.getString(1)), id), rows.getLong(3)));
                }
            }
            return found;
        });
        Object[] metrics = Arrays.stream(Metric.values()).filter(metric -> metric.service().equals(service)).map(Metric::key)
                .toArray();
        try (PreparedStatement late = connection.prepareStatement(LATE)) {
            new PgLaneWriter(connection, generation, lane).load(LaneChanges.NONE.with(erasures));
            late.setInt(1, generation);
            late.setInt(2, lane);
            late.setInt(3, base);
            late.setArray(4, connection.createArrayOf("text", metrics));
            late.setInt(5, lanes);
            late.setInt(6, lane);
            late.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("Lane " + lane + " could not take over what is left of its baseline", e);
        }
        query("SELECT bound FROM baseline WHERE generation = ?", statement -> statement.setInt(1, base), rows -> {
            rows.next();
            keptSince(connection, generation, instant(rows, 1));
            return true;
        });
    }

    static void keptSince(Connection connection, int generation, Instant instant) {
        try (PreparedStatement note = connection.prepareStatement("""
                UPDATE generation SET as_of_from = greatest(as_of_from, ?) WHERE id = ? AND as_of_from IS DISTINCT FROM
                    greatest(as_of_from, ?)""")) {
            OffsetDateTime since = instant.atOffset(ZoneOffset.UTC);
            note.setObject(1, since);
            note.setInt(2, generation);
            note.setObject(3, since);
            note.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("What is kept could not be noted", e);
        }
    }

    private <T> T query(String sql, Bind bind, Read<T> read) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind.to(statement);
            try (ResultSet rows = statement.executeQuery()) {
                return read.from(rows);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Lane " + lane + " could not read its baseline", e);
        }
    }

    private static Instant instant(ResultSet rows, int column) throws SQLException {
        OffsetDateTime found = rows.getObject(column, OffsetDateTime.class);
        return found == null ? Instant.EPOCH : found.toInstant();
    }

    static List<EntityState> states(ResultSet rows) throws SQLException {
        List<EntityState> found = new ArrayList<>();
        while (rows.next()) {
            Feed feed = Feed.ofPath(rows.getString(1));
            String fact = rows.getString(9);
            found.add(new EntityState(new EntityKey(feed, rows.getObject(2, UUID.class)), rows.getLong(3),
                    Change.valueOf(rows.getString(4)), rows.getLong(5), instant(rows, 6), rows.getObject(7, UUID.class),
                    rows.getBoolean(8), FactJson.readPicks(rows.getString(10)),
                    fact == null ? null : FactJson.read(feed, fact)));
        }
        return found;
    }
}
