package dev.tandem.local.bench;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

import dev.tandem.local.home.Failure;

/**
 * Imports files of orders through the gateway, and copies the rows that came of each into tables with the same columns,
 * checks and indexes: that is the least that the database alone would take. The figures are held meanwhile, and released
 * after each import to see how fast they follow.
 */
final class ImportBench implements AutoCloseable {
    static final String MAPPING = "bench";

    private final BenchSuite suite;
    private final Iterator<String> files;
    private final Deque<Map<String, byte[]>> prepared = new ArrayDeque<>();
    private final List<Double> eventRates = new ArrayList<>();
    private final Connection orders;
    private final List<String> tables;

    ImportBench(BenchSuite suite, List<String> files) {
        this.suite = suite;
        this.files = files.iterator();
        this.orders = suite.database("orders");
        this.tables = copyTables();
    }

    /** The first file warms everything up; its rows are the first that the copy has to work. */
    void warmUp() {
        importNext();
        eventRates.clear();
    }

    /** Both in microseconds a row. */
    Pair measure(int rounds) {
        return Pair.of("import of orders through the gateway, against copying the same rows", rounds, "µs/row",
                "import", this::importNext, "copy", this::copyNext);
    }

    Series events() {
        return new Series("feed events to figures", "events/s", List.copyOf(eventRates));
    }

    @Override
    public void close() {
        suite.close(orders);
    }

    private double importNext() {
        String file = files.next();
        suite.holdFigures();
        long before = number("SELECT pg_current_xact_id()::text::bigint");
        long events = number("SELECT count(*) FROM outbox");
        long begin = System.nanoTime();
        suite.importOrders(MAPPING, file);
        double microseconds = (System.nanoTime() - begin) / 1e3 / Purchases.rows(file);
        prepared.add(rowsSince(before));
        events = number("SELECT count(*) FROM outbox") - events;
        long released = System.nanoTime();
        suite.releaseFigures();
        suite.awaitFigures();
        eventRates.add(events / ((System.nanoTime() - released) / 1e9));
        return microseconds;
    }

    private double copyNext() {
        Map<String, byte[]> rows = prepared.remove();
        long orderCount = 0;
        long begin = System.nanoTime();
        try (Statement sql = orders.createStatement()) {
            CopyManager copy = orders.unwrap(PGConnection.class).getCopyAPI();
            sql.execute("BEGIN");
            for (Map.Entry<String, byte[]> table : rows.entrySet()) {
                long count = copy.copyIn("COPY bench." + table.getKey() + " FROM STDIN (FORMAT binary)",
                        new ByteArrayInputStream(table.getValue()));
                orderCount = table.getKey().equals("sales_order") ? count : orderCount;
            }
            sql.execute("COMMIT");
        } catch (SQLException | IOException e) {
            throw Failure.of("cannot copy the rows: " + e.getMessage(), e);
        }
        return (System.nanoTime() - begin) / 1e3 / orderCount;
    }

    /** What transactions since then wrote, table by table, without the bookkeeping of the import itself. */
    private Map<String, byte[]> rowsSince(long transaction) {
        Map<String, byte[]> rows = new LinkedHashMap<>();
        try {
            CopyManager copy = orders.unwrap(PGConnection.class).getCopyAPI();
            for (String table : tables) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                long count = copy.copyOut("COPY (SELECT * FROM public." + table + " WHERE xmin::text::bigint >= "
                        + transaction + ") TO STDOUT (FORMAT binary)", bytes);
                if (count > 0) {
                    rows.put(table, bytes.toByteArray());
                }
            }
            return rows;
        } catch (SQLException | IOException e) {
            throw Failure.of("cannot read the rows of an import: " + e.getMessage(), e);
        }
    }

    private List<String> copyTables() {
        List<String> names = new ArrayList<>();
        try (Statement sql = orders.createStatement()) {
            try (var found = sql.executeQuery("SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace"
                    + " AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relname NOT LIKE 'import%'"
                    + " AND c.relname NOT LIKE 'flyway%' ORDER BY 1")) {
                while (found.next()) {
                    names.add(found.getString(1));
                }
            }
            sql.execute("CREATE SCHEMA bench");
            for (String name : names) {
                sql.execute("CREATE TABLE bench." + name + " (LIKE public." + name
                        + " INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING INDEXES)");
            }
            return names;
        } catch (SQLException e) {
            throw Failure.of("cannot make tables like those of the orders: " + e.getMessage(), e);
        }
    }

    private long number(String query) {
        try (Statement sql = orders.createStatement(); var rows = sql.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw Failure.of("cannot ask the orders: " + e.getMessage(), e);
        }
    }
}
