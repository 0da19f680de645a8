package dev.tandem.metrics.ingest;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.tandem.metrics.contribution.Contribution;
import dev.tandem.metrics.rollup.CellKey;
import dev.tandem.metrics.rollup.CellSum;
import dev.tandem.metrics.state.EntityState;
import dev.tandem.metrics.state.FactJson;
import dev.tandem.metrics.state.Feed;

/** Writes a batch with one statement per table, whatever its size. */
final class PgLaneWriter {

    private static final String STATES = """
            INSERT INTO entity_state (generation, lane, feed, entity_id, version, change, state_version, known_at, subject,
                                      refs, first_import, state, picks)
            SELECT ?, ?, feed, id, version, change, fact_version, known_at, subject, refs::uuid[], first_import, state::jsonb,
                   picks::jsonb
            FROM unnest(?::text[], ?::uuid[], ?::bigint[], ?::text[], ?::bigint[], ?::timestamptz[], ?::uuid[], ?::text[],
                        ?::boolean[], ?::text[], ?::text[])
                 AS n (feed, id, version, change, fact_version, known_at, subject, refs, first_import, state, picks)
            ON CONFLICT (generation, lane, feed, entity_id) DO UPDATE
            SET version = excluded.version, change = excluded.change, state_version = excluded.state_version,
                known_at = excluded.known_at, subject = excluded.subject, refs = excluded.refs,
                first_import = excluded.first_import, state = excluded.state, picks = excluded.picks""";
    private static final String ERASED = """
            INSERT INTO erased_version AS e (generation, lane, feed, entity_id, version)
            SELECT ?, ?, feed, id, max(version) FROM unnest(?::text[], ?::uuid[], ?::bigint[]) AS n (feed, id, version)
            GROUP BY feed, id
            ON CONFLICT (generation, lane, feed, entity_id) DO UPDATE
            SET version = greatest(e.version, excluded.version)""";
    private static final String GONE = """
            DELETE FROM contribution WHERE ctid = ANY (ARRAY (
                SELECT c.place FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[])
                    AS n (id, kind, metric, part, reporting)
                CROSS JOIN LATERAL (SELECT e.ctid AS place FROM contribution e
                    WHERE e.generation = ? AND e.lane = ? AND e.entity_id = n.id AND e.kind = n.kind
                      AND e.metric = n.metric AND e.part = n.part
                      AND e.reporting = n.reporting OFFSET 0) AS c))""";
    private static final String FACT_COLUMNS = """
            metric, model, subject, kind, entity_id, part, day, bucket, currency, industry, product, region, manager, owner,
            source, country, channel, num, den, cnt, reporting, covered""";
    private static final String FACT_ARRAYS = """
            ?::text[], ?::text[], ?::uuid[], ?::text[], ?::uuid[], ?::text[], ?::date[], ?::integer[], ?::text[], ?::text[],
            ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::bigint[],
            ?::bigint[], ?::text[], ?::bigint[]""";
    private static final String COME = "INSERT INTO contribution (generation, lane, " + FACT_COLUMNS
            + ", settled) SELECT ?, ?, " + FACT_COLUMNS + ", settled FROM unnest(" + FACT_ARRAYS + ", ?::boolean[]) AS n ("
            + FACT_COLUMNS + """
                    , settled)
                    ON CONFLICT (generation, lane, entity_id, kind, metric, part, reporting) DO UPDATE
                    SET subject = excluded.subject, day = excluded.day, bucket = excluded.bucket,
                        currency = excluded.currency, industry = excluded.industry, product = excluded.product,
                        region = excluded.region, manager = excluded.manager, owner = excluded.owner,
                        source = excluded.source, country = excluded.country, channel = excluded.channel,
                        num = excluded.num, den = excluded.den, cnt = excluded.cnt,
                        covered = excluded.covered, settled = excluded.settled""";
    private static final String LOG = "INSERT INTO contribution_log (generation, lane, " + FACT_COLUMNS
            + ", known_at, position, first_import) SELECT ?, ?, " + FACT_COLUMNS
            + ", known_at, position, first_import FROM unnest(" + FACT_ARRAYS
            + ", ?::timestamptz[], ?::bytea[], ?::boolean[]) AS n (" + FACT_COLUMNS
            + ", known_at, position, first_import)";
    private static final String LATE = """
            INSERT INTO late_change (generation, lane, position, known_at, metric, day, currency, reporting, industry, product,
                                     region, manager, owner, source, country, channel, num, den, cnt)
            SELECT ?, ?, position, known_at, metric, day, currency, reporting, industry, product, region, manager, owner, source,
                   country, channel, num, den, cnt
            FROM unnest("""
            + FACT_ARRAYS + ", ?::timestamptz[], ?::bytea[]) AS n (" + FACT_COLUMNS + ", known_at, position)";
    private static final String CELLS = """
            INSERT INTO rollup AS r (generation, lane, metric, grain, dims, reporting, period_start, v1, v2, currency, bucket,
                                     num, den, cnt, covered)
            SELECT ?, ?, metric, grain, dims, reporting, period_start, v1, v2, currency, bucket, num, den, cnt, covered
            FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::date[], ?::text[], ?::text[], ?::text[], ?::integer[],
                        ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])
                 AS n (metric, grain, dims, reporting, period_start, v1, v2, currency, bucket, num, den, cnt, covered)
            ON CONFLICT (generation, metric, grain, dims, reporting, period_start, v1, v2, currency, bucket, lane) DO UPDATE
            SET num = r.num + excluded.num, den = r.den + excluded.den, cnt = r.cnt + excluded.cnt,
                covered = r.covered + excluded.covered""";
    private static final String CURSOR = """
            INSERT INTO lane_cursor (generation, lane, feed, position, epoch, known_at, complete_through, rates_seq)
            SELECT ?, ?, feed, ?, ?, ?::timestamptz, ?::timestamptz, ? FROM unnest(?::text[]) AS n (feed)
            ON CONFLICT (generation, lane, feed) DO UPDATE
            SET position = excluded.position, epoch = excluded.epoch, known_at = excluded.known_at,
                complete_through = excluded.complete_through, rates_seq = excluded.rates_seq""";

    private final Connection connection;
    private final int generation;
    private final int lane;

    PgLaneWriter(Connection connection, int generation, int lane) {
        this.connection = connection;
        this.generation = generation;
        this.lane = lane;
    }

    void write(String service, LaneChanges changes, LaneCursor cursor) throws SQLException {
        load(changes);
        cursor(service, cursor);
    }

    /** Everything but the cursor. */
    void load(LaneChanges changes) throws SQLException {
        facts(changes);
        if (!changes.cells().isEmpty()) {
            cells(changes.cells().entrySet().stream().sorted(Map.Entry.comparingByKey(CellKey.STORED)).toList());
        }
    }

    /** Everything but the cells and the cursor. */
    void facts(LaneChanges changes) throws SQLException {
        if (!changes.states().isEmpty()) {
            states(changes.states());
        }
        if (!changes.erasures().isEmpty()) {
            erased(changes.erasures());
        }
        if (!changes.gone().isEmpty()) {
            gone(changes.gone());
        }
        if (!changes.come().isEmpty()) {
            come(changes.come());
        }
        if (!changes.log().isEmpty()) {
            log(changes.log());
        }
        if (!changes.late().isEmpty()) {
            late(changes.late());
        }
    }

    private interface Bind {
        void to(PreparedStatement statement) throws SQLException;
    }

    private void run(String sql, Bind bind) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind.to(statement);
            statement.executeUpdate();
        }
    }

    private void lane(PreparedStatement statement, int index) throws SQLException {
        statement.setInt(index, generation);
        statement.setInt(index + 1, lane);
    }

    private void states(Collection<EntityState> states) throws SQLException {
        run(STATES, statement -> {
            lane(statement, 1);
            Columns.of(statement, states, 3).text(state -> state.key().feed().path())
                    .add("uuid", state -> state.key().id()).add("bigint", EntityState::version)
                    .text(EntityState::change).add("bigint", EntityState::factVersion)
                    .text(EntityState::knownAt).add("uuid", EntityState::subject).text(PgLaneWriter::refs)
                    .add("boolean", EntityState::firstImport)
                    .text(state -> state.fact() == null ? null : FactJson.write(state.fact()))
                    .text(state -> FactJson.writePicks(state.picks()));
        });
    }

    private static String refs(EntityState state) {
        return state.fact() == null ? "{}"
                : state.fact().refs().stream().map(UUID::toString).collect(Collectors.joining(",", "{", "}"));
    }

    private void erased(List<Erasure> erasures) throws SQLException {
        run(ERASED, statement -> {
            lane(statement, 1);
            Columns.of(statement, erasures, 3).text(each -> each.key().feed().path())
                    .add("uuid", each -> each.key().id()).add("bigint", Erasure::version);
        });
    }

    private void gone(List<Contribution> gone) throws SQLException {
        run(GONE, statement -> {
            Columns.of(statement, gone, 1).add("uuid", each -> each.owner().id())
                    .text(each -> each.owner().kind().text()).text(each -> each.metric().key())
                    .text(Contribution::part).text(Contribution::reporting);
            lane(statement, 6);
        });
    }

    private void come(List<Contribution> come) throws SQLException {
        run(COME, statement -> {
            lane(statement, 1);
            Columns<Contribution> columns = Columns.of(statement, come, 3);
            facts(columns, each -> each, each -> 1);
            columns.add("boolean", each -> each.standing() == Contribution.Standing.SETTLED);
        });
    }

    private void log(List<LogEntry> log) throws SQLException {
        run(LOG, statement -> {
            lane(statement, 1);
            Columns<LogEntry> columns = Columns.of(statement, log, 3);
            facts(columns, LogEntry::contribution, LogEntry::sign);
            columns.text(LogEntry::knownAt)
                    .addBytes(entry -> PositionBytes.of(entry.position())).add("boolean", LogEntry::firstImport);
        });
    }

    private void late(List<LogEntry> late) throws SQLException {
        run(LATE, statement -> {
            lane(statement, 1);
            Columns<LogEntry> columns = Columns.of(statement, late, 3);
            facts(columns, LogEntry::contribution, LogEntry::sign);
            columns.text(LogEntry::knownAt).addBytes(entry -> PositionBytes.of(entry.position()));
        });
    }

    private interface Sign<R> {
        int of(R row);
    }

    private static <R> void facts(Columns<R> columns, java.util.function.Function<R, Contribution> of, Sign<R> sign)
            throws SQLException {
        columns.text(row -> of.apply(row).metric().key()).text(row -> of.apply(row).metric().model())
                .add("uuid", row -> of.apply(row).subject()).text(row -> of.apply(row).owner().kind().text())
                .add("uuid", row -> of.apply(row).owner().id()).text(row -> of.apply(row).part())
                .text(row -> of.apply(row).day()).add("integer", row -> of.apply(row).bucket())
                .text(row -> of.apply(row).currency());
        for (String dimension : List.of("industry", "product", "region", "manager", "owner", "source", "country",
                "channel")) {
            columns.text(row -> of.apply(row).dimensions().value(dimension));
        }
        columns.add("bigint", row -> sign.of(row) * of.apply(row).numerator()).add("bigint",
                row -> sign.of(row) * of.apply(row).denominator())
                .add("bigint", row -> of.apply(row).isCounted() ? (long) sign.of(row) : 0L)
                .text(row -> of.apply(row).reporting())
                .add("bigint", row -> sign.of(row) * of.apply(row).covered());
    }

    private void cells(Collection<Map.Entry<CellKey, CellSum>> cells) throws SQLException {
        run(CELLS, statement -> {
            lane(statement, 1);
            bind(statement, cells, 3);
        });
    }

    static void bind(PreparedStatement statement, Collection<Map.Entry<CellKey, CellSum>> cells, int first)
            throws SQLException {
        Columns.of(statement, cells, first).text(cell -> cell.getKey().metric().key())
                .text(cell -> cell.getKey().grain()).text(cell -> cell.getKey().dims())
                .text(cell -> cell.getKey().reporting()).text(cell -> cell.getKey().start())
                .text(cell -> cell.getKey().v1())
                .text(cell -> cell.getKey().v2()).text(cell -> cell.getKey().currency())
                .add("integer", cell -> cell.getKey().bucket())
                .add("bigint", cell -> cell.getValue().numerator())
                .add("bigint", cell -> cell.getValue().denominator())
                .add("bigint", cell -> cell.getValue().count())
                .add("bigint", cell -> cell.getValue().covered());
    }

    private void cursor(String service, LaneCursor cursor) throws SQLException {
        List<String> feeds = Arrays.stream(Feed.values()).filter(feed -> feed.service().equals(service))
                .map(Feed::path).toList();
        run(CURSOR, statement -> {
            lane(statement, 1);
            statement.setBytes(3, PositionBytes.of(cursor.position()));
            statement.setInt(4, cursor.position().epoch());
            statement.setString(5, cursor.knownAt().toString());
            statement.setString(6, cursor.completeThrough().toString());
            statement.setLong(7, cursor.rates());
            Columns.of(statement, feeds, 8).text(feed -> feed);
        });
    }
}
