package dev.tandem.metrics.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;

import javax.sql.DataSource;

import dev.tandem.metrics.contribution.Contribution;
import dev.tandem.metrics.contribution.Metric;
import dev.tandem.metrics.contribution.Owner;
import dev.tandem.metrics.conversion.RateEntry;
import dev.tandem.metrics.generation.Generation;
import dev.tandem.metrics.generation.Generations;
import dev.tandem.metrics.rollup.CellKey;
import dev.tandem.metrics.rollup.CellSum;
import dev.tandem.metrics.store.Database;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** The engine's tables in a real PostgreSQL, without a container around the engine. */
public final class EngineDatabase implements AutoCloseable {

    /** Of the currencies in random logs one is reported in, one is foreign, and one is reported in but not the company's. */
    static final SortedSet<String> REPORTING = new TreeSet<>(Set.of("USD", "EUR"));

    static final Set<Metric> METRICS = Set.of(Metric.values());

    private final EmbeddedPostgres postgres;
    private final AgroalDataSource dataSource;
    private final Database database;
    private final Generations generations;

    public EngineDatabase() {
        this(false);
    }

    /** @param durable as in production; tests that end with their database need no durability */
    EngineDatabase(boolean durable) {
        String on = durable ? "on" : "off";
        try {
            postgres = EmbeddedPostgres.builder().setServerConfig("max_connections", "60").setServerConfig("fsync", on)
                    .setServerConfig("full_page_writes", on).setServerConfig("synchronous_commit", on).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        dataSource = pooled(postgres);
        migrate("V1__engine.sql");
        migrate("V1_100__index_late_changes.sql");
        migrate("V2__exchange_rates.sql");
        migrate("V3__reporting_currencies.sql");
        migrate("V4__restatements.sql");
        migrate("V5__erased_versions.sql");
        migrate("V6__baselines.sql");
        migrate("V7__share_lanes.sql");
        database = new Database(dataSource);
        generations = new Generations(database, Clock.systemUTC());
    }

    /** A killed worker leaves its connection broken, so each is looked at before it is used again. */
    private static AgroalDataSource pooled(EmbeddedPostgres postgres) {
        try {
            return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                    .connectionPoolConfiguration(pool -> pool.maxSize(40).validateOnBorrow(true)
                            .connectionValidator(AgroalConnectionPoolConfiguration.ConnectionValidator.defaultValidator())
                            .connectionFactoryConfiguration(
                                    factory -> factory.jdbcUrl(postgres.getJdbcUrl("postgres", "postgres")))));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void migrate(String name) {
        try (InputStream script = EngineDatabase.class.getResourceAsStream("/db/migration/" + name);
                Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(new String(script.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public DataSource dataSource() {
        return dataSource;
    }

    public Database database() {
        return database;
    }

    public Generations generations() {
        return generations;
    }

    public static Generations.Wanted wanted(int lanes) {
        return new Generations.Wanted(lanes, ZoneOffset.UTC, "USD", REPORTING, Metric.definitions(), "test", false, null);
    }

    /** Forgets everything and begins with one active generation. */
    public Generation fresh(int lanes) {
        database.update(
                "TRUNCATE generation, baseline, late_change, lane, lane_worker, lane_cursor, entity_state, erased_version, contribution, contribution_log, rollup, rate_turn, restatement, "
                        + "rollup_pending, "
                        + "exchange_rate, exchange_rate_restatement");
        generations.ensure(wanted(lanes));
        return generations.active().orElseThrow();
    }

    /** Gives all lanes to the worker named {@code test} with token 1. */
    void lease(int generation) {
        database.update("UPDATE lane SET lease_owner = 'test', lease_token = 1 WHERE generation = ?", generation);
    }

    Instant known() {
        return database.first("""
                SELECT max(known_at) FROM (SELECT known_at FROM lane_cursor UNION ALL SELECT known_at FROM restatement) AS lane
                HAVING max(known_at) IS NOT NULL""",
                row -> row.getObject(1, OffsetDateTime.class).toInstant()).orElse(Instant.EPOCH);
    }

    void publish(RateEntry entry) {
        switch (entry) {
            case RateEntry.Rate rate -> database.update("""
                    INSERT INTO exchange_rate (id, base, quote, valid_from, rate, recorded_at, seq, recorded_by, source)
                    VALUES (gen_random_uuid(), ?, ?, ?, ?, ?, ?, 'test', 'API')""", rate.base(), rate.quote(),
                    rate.validFrom(), rate.rate(), rate.recordedAt(), rate.seq());
            case RateEntry.Restatement order -> database.update("""
                    INSERT INTO exchange_rate_restatement (id, base, quote, from_day, to_day, recorded_at, seq,
                                                           recorded_by, reason)
                    VALUES (gen_random_uuid(), ?, ?, ?, ?, ?, ?, 'test', 'test')""", order.base(), order.quote(),
                    order.from(), order.to(), order.recordedAt(), order.seq());
        }
    }

    List<RateEntry> rates() {
        try (Connection connection = dataSource.getConnection()) {
            return new RateShelf().upToDate(connection).after(0);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    List<RateTurn> turns(String service) {
        return database.list("SELECT through_seq, position FROM rate_turn WHERE service = ? ORDER BY through_seq",
                row -> new RateTurn(row.getLong(1), PositionBytes.read(row.getBytes(2))), service);
    }

    List<Contribution> contributions(int generation) {
        PgLaneStore store = new PgLaneStore(dataSource);
        List<Contribution> all = new ArrayList<>();
        List<LaneLease> leases = database.list(
                "SELECT generation, lane, lease_owner, lease_token FROM lane WHERE generation = ?",
                row -> new LaneLease(row.getInt(1), row.getInt(2), row.getString(3), row.getLong(4)), generation);
        for (LaneLease lease : leases) {
            Set<Owner> owners = new java.util.HashSet<>(database.list(
                    "SELECT DISTINCT kind, entity_id FROM contribution WHERE generation = ? AND lane = ?",
                    row -> new Owner(Owner.Kind.of(row.getString(1)), row.getObject(2, UUID.class)), generation,
                    lease.lane()));
            store.transact(lease, session -> {
                session.contributions(owners).values().forEach(all::addAll);
                return null;
            });
        }
        return all;
    }

    Map<CellKey, CellSum> cells(int generation) {
        Map<CellKey, CellSum> cells = new HashMap<>();
        database.list("""
                SELECT metric, grain, dims, reporting, period_start, v1, v2, currency, bucket, sum(num), sum(den), sum(cnt),
                       sum(covered)
                FROM visible_rollup WHERE generation = ? GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9""",
                row -> cells.put(new CellKey(Metric.ofKey(row.getString(1)), CellKey.Grain.valueOf(row.getString(2)),
                        row.getString(3), row.getString(4), row.getObject(5, java.time.LocalDate.class),
                        row.getString(6), row.getString(7), row.getString(8), row.getInt(9)),
                        new CellSum(row.getLong(10), row.getLong(11), row.getLong(12), row.getLong(13))),
                generation);
        return cells;
    }

    /** What the log adds up to, as text. */
    Set<String> log(int generation) {
        return new TreeSet<>(database.list(
                """
                        SELECT concat_ws(' ', metric, kind, entity_id, part, day, bucket, currency, industry, product, region, manager,
                                         owner, source, country, channel, reporting, sum(covered), sum(num), sum(den), sum(cnt))
                        FROM visible_log WHERE generation = ?
                        GROUP BY metric, kind, entity_id, part, day, bucket, currency, industry, product, region, manager, owner, source,
                                 country, channel, reporting
                        HAVING sum(cnt) <> 0""",
                row -> row.getString(1), generation));
    }

    Set<String> stored(int generation) {
        return new TreeSet<>(database.list("""
                SELECT concat_ws(' ', metric, kind, entity_id, part, day, bucket, currency, industry, product, region, manager,
                                 owner, source, country, channel, reporting, covered, num, den, cnt)
                FROM contribution WHERE generation = ? AND cnt <> 0""", row -> row.getString(1), generation));
    }

    @Override
    public void close() throws IOException {
        dataSource.close();
        postgres.close();
    }
}
