package dev.tandem.metrics.drift;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import dev.tandem.metrics.contribution.Metric;
import dev.tandem.metrics.rollup.CellDeltas;
import dev.tandem.metrics.store.Database;

/**
 * Compares the sums that readers are told with the log that they are made of, a metric and a month at a time: a statement over
 * all of the log would be open for as long as it takes, and while anything is open no feed of the server gets on.
 */
record RollupDrift(Database database, int generation) {

    /** Every cut by dimensions holds all facts, so all of its cells of a day or month add up to the log's. */
    private static final String DIFFERENT = """
            WITH log AS (
                SELECT reporting, day, currency, bucket, sum(num) AS num, sum(den) AS den, sum(cnt) AS cnt,
                       sum(covered) AS covered
                FROM visible_log WHERE generation = ? AND metric = ? AND day BETWEEN ? AND ?
                GROUP BY reporting, day, currency, bucket),
            spans AS (
                SELECT 'DAY' AS grain, day AS start, reporting, currency, bucket, num, den, cnt, covered FROM log
                UNION ALL
                SELECT 'MONTH', date_trunc('month', day)::date, reporting, currency, bucket, sum(num), sum(den), sum(cnt),
                       sum(covered)
                FROM log GROUP BY 2, 3, 4, 5),
            wanted AS (SELECT dims, spans.* FROM spans CROSS JOIN unnest(?::text[]) AS cut (dims)),
            told AS (
                SELECT dims, grain, period_start AS start, reporting, currency, bucket, sum(num) AS num, sum(den) AS den,
                       sum(cnt) AS cnt, sum(covered) AS covered
                FROM visible_rollup WHERE generation = ? AND metric = ? AND period_start BETWEEN ? AND ?
                GROUP BY 1, 2, 3, 4, 5, 6)
            SELECT grain, start, dims, currency FROM wanted w
            FULL JOIN told t USING (dims, grain, start, reporting, currency, bucket)
            WHERE coalesce(w.num, 0) <> coalesce(t.num, 0) OR coalesce(w.den, 0) <> coalesce(t.den, 0)
               OR coalesce(w.cnt, 0) <> coalesce(t.cnt, 0) OR coalesce(w.covered, 0) <> coalesce(t.covered, 0)
            ORDER BY grain, start, dims, currency""";
    private static final String SUMMED = """
            SELECT DISTINCT date_trunc('month', period_start)::date FROM rollup WHERE generation = ? AND metric = ?""";
    /** One step down an index. */
    private static final String NEXT_LOGGED = """
            SELECT min(day) FROM contribution_log WHERE generation = ? AND metric = ? AND day >= ?""";
    private static final LocalDate FIRST = LocalDate.of(1, 1, 1);

    /** The cells that differ: grain, first day, dimensions and currency of each. */
    List<String> of(Metric metric) {
        List<String> cells = new ArrayList<>();
        for (LocalDate month : months(metric)) {
            LocalDate last = month.withDayOfMonth(month.lengthOfMonth());
            cells.addAll(database.list(DIFFERENT, row -> String.join(" ", row.getString(1), row.getString(2),
                    row.getString(3).isEmpty() ? "(all)" : row.getString(3), row.getString(4)), generation, metric.key(),
                    month, last, CellDeltas.cuts(metric).toArray(String[]::new), generation, metric.key(), month, last));
        }
        return cells;
    }

    private TreeSet<LocalDate> months(Metric metric) {
        TreeSet<LocalDate> months = new TreeSet<>(
                database.list(SUMMED, row -> row.getObject(1, LocalDate.class), generation, metric.key()));
        LocalDate day = nextLogged(metric, FIRST);
        while (day != null) {
            LocalDate month = day.withDayOfMonth(1);
            months.add(month);
            day = nextLogged(metric, month.plusMonths(1));
        }
        return months;
    }

    private @Nullable LocalDate nextLogged(Metric metric, LocalDate from) {
        LocalDate[] found = new LocalDate[1];
        database.list(NEXT_LOGGED, row -> found[0] = row.getObject(1, LocalDate.class), generation, metric.key(), from);
        return found[0];
    }
}
