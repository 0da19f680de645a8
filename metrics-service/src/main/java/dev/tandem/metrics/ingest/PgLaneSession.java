package dev.tandem.metrics.ingest;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.tandem.metrics.contribution.Contribution;
import dev.tandem.metrics.contribution.Dimensions;
import dev.tandem.metrics.contribution.Metric;
import dev.tandem.metrics.contribution.Owner;
import dev.tandem.metrics.conversion.RateBook;
import dev.tandem.metrics.state.EntityKey;
import dev.tandem.metrics.state.EntityState;
import dev.tandem.platform.feed.FeedPosition;

/**
 * The reading half of a batch; what it writes is in {@link PgLaneWriter}. The sets asked for are joined laterally behind
 * OFFSET 0, which leaves the planner one way: an index look-up per key. A generation starts with empty tables, whose
 * statistics would make any other join look as good.
 */
final class PgLaneSession implements LaneSession {

    private static final String STATES = "SELECT " + PgLaneBase.STATE + """

            FROM unnest(?::text[], ?::uuid[]) AS k (feed, id)
            CROSS JOIN LATERAL (SELECT * FROM entity_state e
                WHERE e.generation = ? AND e.lane = ? AND e.feed = k.feed AND e.entity_id = k.id OFFSET 0) AS s""";
    private static final String DEALS = "SELECT " + PgLaneBase.STATE + """

            FROM entity_state s WHERE s.refs && ?::uuid[] AND s.refs <> '{}' AND s.generation = ? AND s.lane = ?""";
    private static final String ORDERS = "SELECT " + PgLaneBase.STATE + """

            FROM unnest(?::uuid[]) AS k (subject)
            CROSS JOIN LATERAL (SELECT * FROM entity_state e
                WHERE e.generation = ? AND e.lane = ? AND e.subject = k.subject AND e.feed = 'orders/order'
                  AND e.state IS NOT NULL OFFSET 0) AS s""";
    private static final String CONTRIBUTIONS = """
            SELECT c.metric, c.subject, c.kind, c.entity_id, c.part, c.day, c.bucket, c.currency, c.industry, c.product,
                   c.region, c.manager, c.owner, c.source, c.country, c.channel, c.num, c.den, c.reporting,
                   c.covered, c.settled, c.cnt
            FROM unnest(?::uuid[], ?::text[]) AS k (id, kind)
            CROSS JOIN LATERAL (SELECT * FROM contribution e
                WHERE e.generation = ? AND e.lane = ? AND e.entity_id = k.id AND e.kind = k.kind OFFSET 0) AS c""";
    private static final String CURSOR = """
            SELECT position, known_at, complete_through, rates_seq FROM lane_cursor
            WHERE generation = ? AND lane = ? AND feed LIKE ? AND position IS NOT NULL ORDER BY position LIMIT 1""";

    private static final String CONVERTED = """
            SELECT DISTINCT c.entity_id
            FROM unnest(?::text[], ?::text[], ?::boolean[], ?::date[], ?::date[])
                 AS k (currency, reporting, settled, first, last)
            CROSS JOIN LATERAL (SELECT * FROM contribution e
                WHERE e.generation = ? AND e.lane = ? AND e.currency = k.currency AND e.reporting = k.reporting
                  AND e.reporting <> '' AND e.settled = k.settled AND e.day >= k.first AND e.day < k.last
                  AND e.kind = ? OFFSET 0) AS c""";
    private static final String COUNT_DEALS = """
            SELECT k.id, (SELECT count(*) FROM (SELECT FROM entity_state e
                WHERE e.refs && ARRAY[k.id] AND e.refs <> '{}' AND e.generation = ? AND e.lane = ? LIMIT ?) AS few)
            FROM unnest(?::uuid[]) AS k (id)""";
    private static final String COUNT_CONVERTED = """
            SELECT (SELECT count(*) FROM (SELECT FROM contribution e
                WHERE e.generation = ? AND e.lane = ? AND e.currency = k.currency AND e.reporting = k.reporting
                  AND e.reporting <> '' AND e.settled = k.settled AND e.day >= k.first AND e.day < k.last
                  AND e.kind = ? LIMIT ?) AS few)
            FROM unnest(?::text[], ?::text[], ?::boolean[], ?::date[], ?::date[]) WITH ORDINALITY
                 AS k (currency, reporting, settled, first, last, no) ORDER BY k.no""";
    private static final String DEALS_AFTER = """
            SELECT entity_id, refs && ARRAY[?::uuid] FROM entity_state
            WHERE generation = ? AND lane = ? AND feed = 'accounts/opportunity' AND entity_id > ?
            ORDER BY entity_id LIMIT ?""";
    private static final String CONVERTED_AFTER = """
            SELECT entity_id, day FROM contribution
            WHERE generation = ? AND lane = ? AND currency = ? AND reporting = ? AND reporting <> '' AND settled = ?
              AND (day, entity_id) > (?, ?) AND day >= ? AND day < ? AND kind = ?
            ORDER BY day, entity_id LIMIT ?""";
    private static final String TURNS = """
            SELECT through_seq, position FROM rate_turn WHERE service = ? AND through_seq > ? ORDER BY through_seq""";
    private static final String FIX_TURN = """
            INSERT INTO rate_turn (service, through_seq, position) VALUES (?, ?, ?) ON CONFLICT DO NOTHING""";

    private final Connection connection;
    private final int generation;
    private final int lane;
    private final RateShelf shelf;

    PgLaneSession(Connection connection, int generation, int lane, RateShelf shelf) {
        this.shelf = shelf;
        this.connection = connection;
        this.generation = generation;
        this.lane = lane;
    }

    @Override
    public LaneCursor cursor(String service) {
        return query(CURSOR, statement -> {
            statement.setInt(1, generation);
            statement.setInt(2, lane);
            statement.setString(3, service + "/%");
        }, rows -> {
            if (!rows.next()) {
                return LaneCursor.START;
            }
            FeedPosition position = PositionBytes.read(rows.getBytes(1));
            return new LaneCursor(position, instant(rows, 2), instant(rows, 3), rows.getLong(4));
        });
    }

    private static Instant instant(ResultSet rows, int column) throws SQLException {
        OffsetDateTime found = rows.getObject(column, OffsetDateTime.class);
        return found == null ? Instant.EPOCH : found.toInstant();
    }

    @Override
    public Map<EntityKey, EntityState> states(Collection<EntityKey> keys) {
        return query(STATES, statement -> {
            Columns.of(statement, keys, 1).text(key -> key.feed().path()).add("uuid", EntityKey::id);
            lane(statement, 3);
        }, rows -> {
            Map<EntityKey, EntityState> found = new HashMap<>();
            for (EntityState state : PgLaneBase.states(rows)) {
                found.put(state.key(), state);
            }
            return found;
        });
    }

    @Override
    public List<EntityState> dealsReferringTo(Collection<UUID> references) {
        return query(DEALS, statement -> {
            Columns.of(statement, references, 1).add("uuid", id -> id);
            lane(statement, 2);
        }, PgLaneBase::states);
    }

    @Override
    public List<EntityState> ordersOf(Collection<UUID> customers) {
        return query(ORDERS, statement -> {
            Columns.of(statement, customers, 1).add("uuid", id -> id);
            lane(statement, 2);
        }, PgLaneBase::states);
    }

    @Override
    public Map<Owner, List<Contribution>> contributions(Collection<Owner> owners) {
        return query(CONTRIBUTIONS, statement -> {
            Columns.of(statement, owners, 1).add("uuid", Owner::id).text(owner -> owner.kind().text());
            lane(statement, 3);
        }, rows -> {
            Map<Owner, List<Contribution>> found = new HashMap<>();
            while (rows.next()) {
                Contribution contribution = contribution(rows);
                found.computeIfAbsent(contribution.owner(), owner -> new ArrayList<>()).add(contribution);
            }
            return found;
        });
    }

    @Override
    public List<Owner> convertedIn(Collection<RateSpan> spans, Owner.Kind kind) {
        return query(CONVERTED, statement -> {
            Columns.of(statement, spans, 1).text(RateSpan::currency).text(RateSpan::reporting)
                    .add("boolean", RateSpan::settled).text(RateSpan::from).text(RateSpan::to);
            lane(statement, 6);
            statement.setString(8, kind.text());
        }, rows -> {
            List<Owner> found = new ArrayList<>();
            while (rows.next()) {
                found.add(new Owner(kind, rows.getObject(1, UUID.class)));
            }
            return found;
        });
    }

    @Override
    public Map<UUID, Integer> countDeals(Collection<UUID> references, int most) {
        return query(COUNT_DEALS, statement -> {
            lane(statement, 1);
            statement.setInt(3, most);
            Columns.of(statement, references, 4).add("uuid", id -> id);
        }, rows -> {
            Map<UUID, Integer> found = new HashMap<>();
            while (rows.next()) {
                found.put(rows.getObject(1, UUID.class), rows.getInt(2));
            }
            return found;
        });
    }

    @Override
    public List<Integer> countConverted(List<RateSpan> spans, Owner.Kind kind, int most) {
        return query(COUNT_CONVERTED, statement -> {
            lane(statement, 1);
            statement.setString(3, kind.text());
            statement.setInt(4, most);
            Columns.of(statement, spans, 5).text(RateSpan::currency).text(RateSpan::reporting)
                    .add("boolean", RateSpan::settled).text(RateSpan::from).text(RateSpan::to);
        }, rows -> {
            List<Integer> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getInt(1));
            }
            return found;
        });
    }

    @Override
    public Restatement.Slice dealsAfter(UUID reference, Restatement.Place place, int size) {
        return query(DEALS_AFTER, statement -> {
            statement.setObject(1, reference);
            lane(statement, 2);
            statement.setObject(4, place.id());
            statement.setInt(5, size);
        }, rows -> {
            List<UUID> found = new ArrayList<>();
            UUID last = place.id();
            int seen = 0;
            for (; rows.next(); seen++) {
                last = rows.getObject(1, UUID.class);
                if (rows.getBoolean(2)) {
                    found.add(last);
                }
            }
            return new Restatement.Slice(found,
                    seen < size ? place.next() : new Restatement.Place(place.span(), place.day(), last));
        });
    }

    @Override
    public Restatement.Slice convertedAfter(RateSpan span, Owner.Kind kind, Restatement.Place place, int size) {
        return query(CONVERTED_AFTER, statement -> {
            lane(statement, 1);
            statement.setString(3, span.currency());
            statement.setString(4, span.reporting());
            statement.setBoolean(5, span.settled());
            statement.setObject(6, place.day());
            statement.setObject(7, place.id());
            statement.setObject(8, span.from());
            statement.setObject(9, span.to());
            statement.setString(10, kind.text());
            statement.setInt(11, size);
        }, rows -> {
            List<UUID> found = new ArrayList<>();
            Restatement.Place last = place;
            while (rows.next()) {
                found.add(rows.getObject(1, UUID.class));
                last = new Restatement.Place(place.span(), rows.getObject(2, LocalDate.class), found.getLast());
            }
            return new Restatement.Slice(found, found.size() < size ? place.next() : last);
        });
    }

    @Override
    public @Nullable Restatement restatement(String service) {
        return query("""
                SELECT state, position, known_at, span, last_day, last_id FROM restatement
                WHERE generation = ? AND lane = ? AND service = ?""", statement -> {
            lane(statement, 1);
            statement.setString(3, service);
        }, rows -> rows.next()
                ? new Restatement(PositionBytes.read(rows.getBytes(2)), instant(rows, 3),
                        rows.getString(1).equals("PUBLISHED"),
                        new Restatement.Place(rows.getInt(4), rows.getObject(5, LocalDate.class),
                                rows.getObject(6, UUID.class)))
                : null);
    }

    @Override
    public void keep(String service, Restatement restatement) {
        write(() -> new PgHiddenWriter(connection, generation, lane).keep(service, restatement));
    }

    @Override
    public void writeHidden(String service, LaneChanges changes) {
        write(() -> new PgHiddenWriter(connection, generation, lane).write(service, changes));
    }

    @Override
    public boolean fold(String service, int cells) {
        boolean[] more = new boolean[1];
        write(() -> more[0] = new PgHiddenWriter(connection, generation, lane).fold(service, cells));
        return more[0];
    }

    @Override
    public RateBook rates() {
        return shelf.upToDate(connection);
    }

    @Override
    public List<RateTurn> turns(String service, long seq) {
        return query(TURNS, statement -> {
            statement.setString(1, service);
            statement.setLong(2, seq);
        }, rows -> {
            List<RateTurn> found = new ArrayList<>();
            while (rows.next()) {
                found.add(new RateTurn(rows.getLong(1), PositionBytes.read(rows.getBytes(2))));
            }
            return found;
        });
    }

    @Override
    public RateTurn fixTurn(String service, RateTurn turn) {
        try (PreparedStatement statement = connection.prepareStatement(FIX_TURN)) {
            statement.setString(1, service);
            statement.setLong(2, turn.throughSeq());
            statement.setBytes(3, PositionBytes.of(turn.position()));
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("The place of a rate could not be kept", e);
        }
        return turns(service, turn.throughSeq() - 1).getFirst();
    }

    @Override
    public Instant keptSince(Instant instant) {
        PgLaneBase.keptSince(connection, generation, instant);
        return instant;
    }

    @Override
    public LaneBase base(int of) {
        return new PgLaneBase(connection, of, generation, lane);
    }

    @Override
    public void load(LaneChanges changes) {
        write(() -> new PgLaneWriter(connection, generation, lane).load(changes));
    }

    @Override
    public void write(String service, LaneChanges changes, LaneCursor cursor) {
        write(() -> new PgLaneWriter(connection, generation, lane).write(service, changes, cursor));
    }

    private interface Writing {
        void run() throws SQLException;
    }

    private void write(Writing writing) {
        try {
            writing.run();
        } catch (SQLException e) {
            throw new IllegalStateException("A batch of lane " + lane + " could not be written", e);
        }
    }

    private void lane(PreparedStatement statement, int index) throws SQLException {
        statement.setInt(index, generation);
        statement.setInt(index + 1, lane);
    }

    private static Contribution contribution(ResultSet rows) throws SQLException {
        Owner owner = new Owner(Owner.Kind.of(rows.getString(3)), rows.getObject(4, UUID.class));
        Dimensions dimensions = new Dimensions(rows.getString(9), rows.getString(10), rows.getString(11),
                rows.getString(12), rows.getString(13), rows.getString(14), rows.getString(15), rows.getString(16));
        String reporting = rows.getString(19);
        Contribution.Standing standing = reporting.isEmpty() ? Contribution.Standing.ORIGINAL
                : rows.getLong(22) == 0 ? Contribution.Standing.LACKING
                        : rows.getBoolean(21) ? Contribution.Standing.SETTLED : Contribution.Standing.MOVING;
        return new Contribution(Metric.ofKey(rows.getString(1)), rows.getObject(2, UUID.class), owner,
                rows.getString(5), rows.getObject(6, LocalDate.class), rows.getInt(7), rows.getString(8), dimensions,
                rows.getLong(17), rows.getLong(18), reporting, rows.getLong(20), standing);
    }

    private interface Bind {
        void to(PreparedStatement statement) throws SQLException;
    }

    private interface Read<T extends @Nullable Object> {
        T from(ResultSet rows) throws SQLException;
    }

    private <T extends @Nullable Object> T query(String sql, Bind bind, Read<T> read) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind.to(statement);
            try (ResultSet rows = statement.executeQuery()) {
                return read.from(rows);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Lane " + lane + " could not be read", e);
        }
    }
}
