package dev.tandem.metrics.baseline;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.tandem.metrics.contribution.Metric;
import dev.tandem.metrics.generation.Generation;
import dev.tandem.metrics.ingest.FeedProgress;
import dev.tandem.metrics.ingest.PositionBytes;
import dev.tandem.metrics.store.Database;

/**
 * Lets the served log begin with the baseline: what was logged up to it is replaced by what it adds up to. One transaction
 * replaces some records of one day of one metric, and only if both add up to the same, so every reader finds the same sums
 * before, between and after. What says that a period was restated is kept apart.
 */
@ApplicationScoped
class LogCollapse {

    private static final int ROWS = 10_000;
    private static final LocalDate FIRST = LocalDate.of(1, 1, 1);
    private static final String NEXT_DAY = "SELECT min(day) FROM contribution_log WHERE generation = ? AND metric = ? AND day >= ?";
    private static final String OLD = """
            SELECT (SELECT count(*) FROM contribution_log
                    WHERE generation = ? AND metric = ? AND day = ? AND position <= ? AND known_at <= ?),
                   (SELECT count(*) FROM contribution WHERE generation = ? AND metric = ? AND day = ? AND cnt <> 0)""";
    private static final String TURN = "SELECT pg_advisory_xact_lock(7341003)";
    private static final String STANDING = "SELECT 1 FROM baseline WHERE generation = ? AND bound = ? FOR SHARE";
    private static final String FACTS = """
            metric, model, subject, kind, entity_id, part, day, bucket, currency, industry, product, region, manager, owner,
            source, country, channel""";
    private static final String REPLACE = """
            WITH gone AS (
                DELETE FROM contribution_log WHERE generation = ? AND metric = ? AND day = ? AND position <= ? AND known_at <= ?
                    AND abs(hashtextextended(entity_id::text, 0) %% ?) = ? RETURNING *),
            late AS (
                INSERT INTO late_change (generation, lane, position, known_at, metric, day, currency, reporting, industry,
                                         product, region, manager, owner, source, country, channel, num, den, cnt)
                SELECT generation, lane, position, known_at, metric, day, currency, reporting, industry, product, region, manager,
                       owner, source, country, channel, sum(num), sum(den), sum(cnt)
                FROM gone WHERE NOT first_import AND known_at > timezone('UTC', (day + 1)::timestamp)
                GROUP BY generation, lane, position, known_at, metric, day, currency, reporting, industry, product, region,
                         manager, owner, source, country, channel
                HAVING sum(num) <> 0 OR sum(den) <> 0 OR sum(cnt) <> 0),
            come AS (
                INSERT INTO contribution_log (generation, lane, known_at, position, first_import, %1$s, num, den, cnt, reporting,
                                              covered)
                SELECT ?, lane, ?, ?, true, %1$s, num, den, cnt, reporting, covered FROM contribution
                WHERE generation = ? AND metric = ? AND day = ? AND cnt <> 0
                  AND abs(hashtextextended(entity_id::text, 0) %% ?) = ? RETURNING *)
            SELECT entity_id, part, reporting, sum(num), sum(den), sum(cnt), sum(covered) FROM (
                SELECT %1$s, reporting, num, den, cnt, covered FROM gone
                UNION ALL SELECT %1$s, reporting, -num, -den, -cnt, -covered FROM come) AS both_ways
            GROUP BY %1$s, reporting
            HAVING sum(num) <> 0 OR sum(den) <> 0 OR sum(cnt) <> 0 OR sum(covered) <> 0 LIMIT 5"""
            .formatted(FACTS);

    private final Database database;
    private final FeedProgress progress;

    LogCollapse(Database database, FeedProgress progress) {
        this.database = database;
        this.progress = progress;
    }

    /**
     * @return whether the log begins with the baseline now; not where that was let go meanwhile
     * @throws IllegalStateException if they do not add up to the same; nothing of that day is replaced then
     */
    boolean work(Generation served, Generation base, Instant bound) {
        Set<Metric> metrics = Metric.among(base.definitions());
        for (Metric metric : metrics) {
            FeedProgress.Applied at = progress.applied(base.id(), metric.service());
            LocalDate day = next(served, metric, FIRST);
            while (day != null) {
                if (!day(served, base, bound, metric, at, day)) {
                    return false;
                }
                day = next(served, metric, day.plusDays(1));
            }
        }
        return true;
    }

    private @Nullable LocalDate next(Generation served, Metric metric, LocalDate from) {
        List<@Nullable LocalDate> found = new ArrayList<>();
        database.list(NEXT_DAY, row -> found.add(row.getObject(1, LocalDate.class)), served.id(), metric.key(), from);
        return found.getFirst();
    }

    private boolean day(Generation served, Generation base, Instant bound, Metric metric, FeedProgress.Applied at,
            LocalDate day) {
        byte[] position = PositionBytes.of(at.position());
        long[] rows = database.list(OLD, row -> new long[] { row.getLong(1), row.getLong(2) }, served.id(),
                metric.key(), day, position, at.knownAt(), base.id(), metric.key(), day).getFirst();
        if (rows[0] == rows[1]) {
            return true;
        }
        int parts = Math.toIntExact(rows[0] / ROWS + 1);
        for (int part = 0; part < parts; part++) {
            int one = part;
            boolean replaced = database.transact(statements -> {
                statements.list(TURN, row -> 0);
                if (statements.list(STANDING, row -> 0, base.id(), bound).isEmpty()) {
                    return false;
                }
                List<String> differences = statements.list(REPLACE, row -> row.getString(1) + " " + row.getString(2)
                        + row.getString(3) + ": " + row.getString(4) + "/" + row.getString(5) + "/" + row.getString(6),
                        served.id(), metric.key(), day, position, at.knownAt(), parts, one, served.id(), at.knownAt(), position,
                        base.id(), metric.key(), day, parts, one);
                if (!differences.isEmpty()) {
                    throw new IllegalStateException("The log of " + metric.key() + " on " + day
                            + " does not add up to the baseline, so it is kept: " + String.join(", ", differences));
                }
                return true;
            });
            if (!replaced) {
                return false;
            }
        }
        return true;
    }
}
