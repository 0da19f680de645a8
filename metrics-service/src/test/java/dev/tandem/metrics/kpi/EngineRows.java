package dev.tandem.metrics.kpi;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

import javax.sql.DataSource;

import dev.tandem.metrics.contribution.Contribution;
import dev.tandem.metrics.contribution.Dimensions;
import dev.tandem.metrics.contribution.Metric;
import dev.tandem.metrics.rollup.CellDeltas;
import dev.tandem.metrics.state.Feed;

/** Puts rows into the engine's tables as the engine does, in a generation that is served only while a test runs. */
final class EngineRows implements AutoCloseable {

    private static final int GENERATION = 900;
    private static final int LANES = 2;

    private final DataSource database;
    private long seq;

    EngineRows(DataSource database) {
        this.database = database;
        // The engine looks for a served generation at any moment, so there must never be none, and this one must fit.
        together("update generation set state = 'RETIRED', reason = 'test:' || reason where state = 'ACTIVE'", """
                insert into generation (id, state, lanes, time_zone, currency, reporting, definitions, created_at)
                values (%d, 'ACTIVE', %d, 'UTC', 'USD', 'USD', '%s', now())""".formatted(GENERATION, LANES,
                Metric.definitions()));
        for (int lane = 0; lane < LANES; lane++) {
            run("insert into lane (generation, lane) values (?, ?)", GENERATION, lane);
        }
    }

    /** Every lane has read every feed to this transaction and this instant. */
    void readTo(long xid, Instant completeThrough) {
        run("delete from lane_cursor where generation = ?", GENERATION);
        for (Feed feed : Feed.values()) {
            for (int lane = 0; lane < LANES; lane++) {
                run("""
                        insert into lane_cursor (generation, lane, feed, position, epoch, known_at, complete_through)
                        values (?, ?, ?, ?, 1, ?, ?)""", GENERATION, lane, feed.path(), position(xid), completeThrough,
                        completeThrough);
            }
        }
    }

    /** Nothing is told any more of what was known before. */
    void keepFrom(Instant instant) {
        run("update generation set as_of_from = ? where id = ?", instant, GENERATION);
    }

    /** Served, but made by code that told fewer metrics. */
    void tellsOnly(String definitions) {
        run("update generation set definitions = ? where id = ?", definitions, GENERATION);
    }

    /** One lane has applied the rates up to this turn. */
    void ratesTo(int lane, long seq) {
        run("update lane_cursor set rates_seq = ? where generation = ? and lane = ?", seq, GENERATION, lane);
    }

    static byte[] position(long xid) {
        return ByteBuffer.allocate(20).putInt(1).putLong(xid).putLong(0).array();
    }

    void record(String feed, UUID id, String json) {
        for (int lane = 0; lane < LANES; lane++) {
            run("""
                    insert into entity_state (generation, lane, feed, entity_id, version, change, state_version,
                                              known_at, state)
                    values (?, ?, ?, ?, 1, 'UPSERT', 1, now(), ?::jsonb)""", GENERATION, lane, feed, id, json);
        }
    }

    /** One event: what it takes away and what it adds. */
    void apply(Instant knownAt, boolean firstImport, List<Contribution> old, List<Contribution> added) {
        CellDeltas deltas = new CellDeltas();
        seq++;
        old.forEach(contribution -> log(knownAt, firstImport, contribution, -1));
        added.forEach(contribution -> log(knownAt, firstImport, contribution, 1));
        old.forEach(contribution -> deltas.add(contribution, -1));
        added.forEach(contribution -> deltas.add(contribution, 1));
        deltas.changed().forEach((key, sum) -> run("""
                insert into rollup (generation, lane, metric, grain, period_start, dims, v1, v2, currency, bucket, num, den,
                                    cnt, reporting, covered)
                values (?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (generation, metric, grain, dims, reporting, period_start, v1, v2, currency, bucket, lane)
                do update set num = rollup.num + excluded.num, den = rollup.den + excluded.den,
                              cnt = rollup.cnt + excluded.cnt,
                              covered = rollup.covered + excluded.covered""", GENERATION, key.metric().key(),
                key.grain().name(),
                key.start(), key.dims(), key.v1(), key.v2(), key.currency(), key.bucket(), sum.numerator(),
                sum.denominator(), sum.count(), key.reporting(), sum.covered()));
    }

    private void log(Instant knownAt, boolean firstImport, Contribution one, int sign) {
        Dimensions dims = one.dimensions();
        run("""
                insert into contribution_log (generation, lane, known_at, position, first_import, metric, model, subject,
                    kind, entity_id, part, day, bucket, currency, industry, product, region, manager, owner, source,
                    country, channel, num, den, cnt, reporting, covered)
                values (?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""", GENERATION,
                knownAt,
                position(seq), firstImport, one.metric().key(), one.metric().model(), one.subject(),
                one.owner().kind().text(), one.owner().id(), one.part(), one.day(), one.bucket(), one.currency(),
                dims.industry(), dims.product(), dims.region(), dims.manager(), dims.owner(), dims.source(),
                dims.country(), dims.channel(), sign * one.numerator(), sign * one.denominator(), sign,
                one.reporting(), sign * one.covered());
    }

    void forgetTheLog() {
        run("delete from contribution_log where generation = ?", GENERATION);
    }

    @Override
    public void close() {
        for (String table : List.of("contribution_log", "rollup", "entity_state", "erased_version", "lane_cursor", "lane")) {
            run("delete from " + table + " where generation = ?", GENERATION);
        }
        together("delete from generation where id = " + GENERATION,
                "update generation set state = 'ACTIVE', reason = substr(reason, 6) where reason like 'test:%'");
    }

    private void together(String... statements) {
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String sql : statements) {
                statement.executeUpdate(sql);
            }
            connection.commit();
        } catch (SQLException failed) {
            throw new IllegalStateException(String.join("; ", statements), failed);
        }
    }

    private void run(String sql, Object... parameters) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                Object value = parameters[i] instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC)
                        : parameters[i];
                statement.setObject(i + 1, value);
            }
            statement.executeUpdate();
        } catch (SQLException failed) {
            throw new IllegalStateException(sql, failed);
        }
    }
}
