package dev.tandem.local.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.tandem.local.home.Failure;
import dev.tandem.local.process.Processes;

/**
 * How many pages of the database one request touches. Unlike time it does not depend on the machine, so it tells how a
 * request grows with the data. Counted by the server over many requests, less what goes on without any.
 */
final class BufferBench {
    /** An idle session reports what it did after at most ten seconds. */
    private static final Duration REPORTED = Duration.ofSeconds(11);
    private static final int REQUESTS = 500;
    private static final String ORDERS = "/api/v1/b2c/orders?limit=50";

    private final BenchSuite suite;
    private final List<Buffers> measured = new ArrayList<>();

    record Buffers(String request, String data, double perRequest) {
    }

    private record Moment(long pages, long nanos) {
    }

    BufferBench(BenchSuite suite) {
        this.suite = suite;
    }

    /** @param data how much data there is now, in words */
    void measure(String data) {
        measured.add(new Buffers("list of orders", data, perRequest("orders", ORDERS)));
        measured.add(new Buffers("monthly revenue", data, perRequest("metrics", FigureBench.REQUEST)));
    }

    List<Buffers> measured() {
        return measured;
    }

    private double perRequest(String database, String path) {
        try (Connection connection = suite.database(database)) {
            cleanUp(connection);
            Processes.pause(REPORTED);
            Moment idle = now(connection);
            Processes.pause(REPORTED);
            Moment begin = now(connection);
            for (int i = 0; i < REQUESTS; i++) {
                suite.ask(path);
            }
            Processes.pause(REPORTED);
            Moment end = now(connection);
            double background = (double) (begin.pages - idle.pages) / (begin.nanos - idle.nanos);
            return Math.max(0, end.pages - begin.pages - background * (end.nanos - begin.nanos)) / REQUESTS;
        } catch (SQLException e) {
            throw Failure.of("cannot ask what " + database + " read: " + e.getMessage(), e);
        }
    }

    /** Or the server does it by itself meanwhile, and reads more than all requests. */
    private static void cleanUp(Connection connection) throws SQLException {
        try (Statement sql = connection.createStatement()) {
            sql.execute("VACUUM (ANALYZE)");
        }
    }

    private static Moment now(Connection connection) throws SQLException {
        try (Statement sql = connection.createStatement();
                var rows = sql.executeQuery(
                        "SELECT blks_hit + blks_read FROM pg_stat_database WHERE datname = current_database()")) {
            rows.next();
            return new Moment(rows.getLong(1), System.nanoTime());
        }
    }
}
