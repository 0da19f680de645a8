package dev.tandem.metrics.rebuild;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import dev.tandem.metrics.store.Database;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;

/**
 * Empties generations that nobody will serve again: failed ones and all but the last retired. A generation is as large as
 * all figures together, so it goes in short transactions; its row stays, as the history of rebuilds.
 */
@ApplicationScoped
class RetiredGenerations {

    /** A worker that has not yet seen that its generation ended may still write for a moment. */
    private static final Duration REST = Duration.ofMinutes(10);
    private static final int ROWS = 5_000;
    /** What refers to another comes first; a generation without lanes is empty. */
    private static final List<String> TABLES = List.of("rollup_pending", "rollup", "contribution_log", "late_change",
            "contribution",
            "entity_state", "erased_version", "restatement", "lane_cursor", "lane_worker", "lane");
    private static final String ENDED = """
            SELECT g.id FROM generation g
            WHERE g.state IN ('RETIRED', 'FAILED') AND coalesce(g.retired_at, g.caught_up_at, g.created_at) < ?
              AND EXISTS (SELECT FROM lane l WHERE l.generation = g.id)
              AND g.id NOT IN (SELECT id FROM generation WHERE state = 'RETIRED'
                               ORDER BY retired_at DESC NULLS LAST, id DESC LIMIT ?)
            ORDER BY g.id""";

    private final Database database;
    private final Clock clock;
    private final int kept;

    RetiredGenerations(Database database, Clock clock,
            @ConfigProperty(name = "tandem.rebuild.keep-retired") int kept) {
        this.database = database;
        this.clock = clock;
        this.kept = kept;
    }

    @Scheduled(every = "${tandem.rebuild.empty-every:1m}", concurrentExecution = ConcurrentExecution.SKIP)
    void empty() {
        Instant before = clock.instant().minus(REST);
        for (int generation : database.list(ENDED, row -> row.getInt(1), before, kept)) {
            TABLES.forEach(table -> empty(table, generation));
        }
    }

    private void empty(String table, int generation) {
        String some = "DELETE FROM " + table + " WHERE ctid = ANY (ARRAY (SELECT ctid FROM " + table
                + " WHERE generation = ? LIMIT " + ROWS + "))";
        while (database.update(some, generation) == ROWS) {
            continue;
        }
    }
}
