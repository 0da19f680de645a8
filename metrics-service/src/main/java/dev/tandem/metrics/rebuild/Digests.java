package dev.tandem.metrics.rebuild;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import dev.tandem.metrics.contribution.Metric;
import dev.tandem.metrics.ingest.FeedProgress;
import dev.tandem.metrics.ingest.PositionBytes;
import dev.tandem.metrics.store.Database;

/**
 * Fingerprints per metric and month. They are made from the log up to a position, never from lanes or sequence numbers,
 * so two generations can be compared however their work was shared out and while both move on. One statement covers one
 * metric and month, because a long one would hold back the feeds of every service on the same server.
 */
@ApplicationScoped
public class Digests {

    private static final String MONTHS = """
            SELECT DISTINCT period_start FROM visible_rollup
            WHERE generation = ? AND metric = ? AND grain = 'MONTH' AND dims = '' ORDER BY period_start""";
    private static final String DIGEST = """
            SELECT count(*), encode(sha256(convert_to(string_agg(line, E'\\n' ORDER BY line COLLATE "C"), 'UTF8')), 'hex')
            FROM (
                SELECT concat_ws('|', subject, kind, entity_id, part, day, bucket, currency, coalesce(industry, '∅'),
                                 coalesce(product, '∅'), coalesce(region, '∅'), coalesce(manager, '∅'), coalesce(owner, '∅'),
                                 coalesce(source, '∅'), coalesce(country, '∅'), coalesce(channel, '∅'), sum(num), sum(den),
                                 sum(cnt), reporting, sum(covered)) AS line
                FROM contribution_log
                WHERE generation = ? AND metric = ? AND day BETWEEN ? AND ? AND position <= ?
                  AND known_at <= ?
                GROUP BY subject, kind, entity_id, part, day, bucket, currency, industry, product, region, manager, owner,
                         source, country, channel, reporting
                HAVING sum(cnt) <> 0 OR sum(num) <> 0 OR sum(den) <> 0 OR sum(covered) <> 0) AS known""";

    private record Counted(long contributions, String sha256) {
    }

    private final Database database;

    public Digests(Database database) {
        this.database = database;
    }

    /** @param through per service how far the log is looked at */
    public List<Digest> of(int generation, Map<String, FeedProgress.Applied> through) {
        List<Digest> digests = new ArrayList<>();
        Arrays.stream(Metric.values()).map(Metric::key).sorted().map(Metric::ofKey).forEach(metric -> {
            FeedProgress.Applied applied = through.getOrDefault(metric.service(), FeedProgress.Applied.NOTHING);
            byte[] position = PositionBytes.of(applied.position());
            for (LocalDate month : database.list(MONTHS, row -> row.getObject(1, LocalDate.class), generation,
                    metric.key())) {
                LocalDate last = month.withDayOfMonth(month.lengthOfMonth());
                Counted counted = database.first(DIGEST, row -> new Counted(row.getLong(1), row.getString(2)),
                        generation, metric.key(), month, last, position, applied.knownAt()).orElseThrow();
                if (counted.contributions() > 0) {
                    digests.add(new Digest(metric.key(), YearMonth.from(month), counted.contributions(),
                            counted.sha256()));
                }
            }
        });
        return digests;
    }
}
