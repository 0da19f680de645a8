package dev.tandem.metrics.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.tandem.metrics.ingest.EngineDatabase;

class RetiredGenerationsTest {

    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

    @Test
    void keepsTheLastRetiredGenerationAndWhatIsServedAndEmptiesTheOthers() throws IOException {
        try (EngineDatabase database = new EngineDatabase()) {
            generation(database, 1, "RETIRED", "2026-05-01T00:00:00Z");
            generation(database, 2, "FAILED", "2026-05-02T00:00:00Z");
            generation(database, 3, "RETIRED", "2026-05-03T00:00:00Z");
            generation(database, 4, "ACTIVE", "2026-05-04T00:00:00Z");
            generation(database, 5, "FAILED", "2026-05-31T23:55:00Z");

            new RetiredGenerations(database.database(), Clock.fixed(NOW, ZoneOffset.UTC), 1).empty();

            for (String table : List.of("lane", "lane_cursor", "rollup")) {
                assertThat(database.database().list("SELECT DISTINCT generation FROM " + table + " ORDER BY 1",
                        row -> row.getInt(1))).as(table).containsExactly(3, 4, 5);
            }
            assertThat(database.database().list("SELECT id FROM generation", row -> row.getInt(1))).hasSize(5);
        }
    }

    private static void generation(EngineDatabase database, int id, String state, String endedAt) {
        database.database().update("""
                INSERT INTO generation (id, state, lanes, time_zone, currency, definitions, created_at, retired_at)
                VALUES (?, ?, 1, 'UTC', 'USD', '', ?, ?)""", id, state, Instant.parse(endedAt), Instant.parse(endedAt));
        database.database().update("INSERT INTO lane (generation, lane) VALUES (?, 0)", id);
        database.database().update("INSERT INTO lane_cursor (generation, lane, feed) VALUES (?, 0, 'orders/order')", id);
        database.database().update("""
                INSERT INTO rollup (generation, lane, metric, grain, period_start, num, den, cnt)
                SELECT ?, 0, 'm', 'DAY', date '2020-01-01' + n, 1, 1, 1 FROM generate_series(1, 5001) AS n""", id);
    }
}
