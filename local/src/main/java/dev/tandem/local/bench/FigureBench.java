package dev.tandem.local.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.tandem.local.home.Failure;

/** Asks for the monthly revenue: of the rollups, of the orders' own ledger, and over HTTP. */
final class FigureBench implements AutoCloseable {
    static final String REQUEST = "/api/v1/metrics/kpis/B2C/revenue?from=1997-01-01&to=1998-07-01&grain=month";
    /** What metrics-service asks for this request. */
    private static final String ROLLUPS = """
            SELECT period_start, sum(num), currency, reporting, sum(den), sum(cnt), sum(covered) FROM visible_rollup
            WHERE generation = (SELECT id FROM generation WHERE state = 'ACTIVE') AND metric = 'revenue@1'
              AND grain = 'MONTH' AND dims = '' AND reporting = ANY ('{"", USD}')
              AND period_start BETWEEN '1997-01-01' AND '1998-06-30'
            GROUP BY period_start, currency, reporting""";
    private static final String LEDGER = """
            SELECT date_trunc('month', occurred_on)::date,
                   sum(CASE type WHEN 'CAPTURE' THEN amount_minor ELSE -amount_minor END)
            FROM payment_transaction
            WHERE type IN ('CAPTURE', 'REFUND') AND state = 'SUCCEEDED'
              AND occurred_on BETWEEN '1997-01-01' AND '1998-06-30'
            GROUP BY 1, amount_currency""";
    private static final int REPEATS = 20;

    private final BenchSuite suite;
    private final Connection orders;
    private final Connection metrics;

    FigureBench(BenchSuite suite) {
        this.suite = suite;
        this.orders = suite.database("orders");
        this.metrics = suite.database("metrics");
    }

    List<Pair> measure(int rounds) {
        if (!months(metrics, ROLLUPS).equals(months(orders, LEDGER))) {
            throw Failure.of("the rollups and the ledger give different revenues; nothing to compare.");
        }
        Pair.Work ledger = () -> milliseconds(() -> months(orders, LEDGER));
        Pair.Work rollups = () -> milliseconds(() -> months(metrics, ROLLUPS));
        Pair.Work http = () -> milliseconds(() -> suite.ask(REQUEST));
        rollups.measure();
        ledger.measure();
        http.measure();
        return List.of(
                Pair.of("monthly revenue, statement against statement", rounds, "ms", "ledger", ledger, "rollups", rollups),
                Pair.of("monthly revenue, over HTTP against the statement over the ledger", rounds, "ms", "ledger", ledger,
                        "http", http),
                Pair.of("the same twice: rollups", rounds, "ms", "rollups", rollups, "rollups again", rollups),
                Pair.of("the same twice: over HTTP", rounds, "ms", "http", http, "http again", http));
    }

    @Override
    public void close() {
        suite.close(orders);
        suite.close(metrics);
    }

    private static double milliseconds(Runnable work) {
        long begin = System.nanoTime();
        for (int i = 0; i < REPEATS; i++) {
            work.run();
        }
        return (System.nanoTime() - begin) / 1e6 / REPEATS;
    }

    private static Map<String, Long> months(Connection database, String query) {
        Map<String, Long> sums = new TreeMap<>();
        try (Statement sql = database.createStatement(); var rows = sql.executeQuery(query)) {
            while (rows.next()) {
                sums.put(rows.getString(1), rows.getLong(2));
            }
            return sums;
        } catch (SQLException e) {
            throw Failure.of("cannot ask for the revenue: " + e.getMessage(), e);
        }
    }
}
