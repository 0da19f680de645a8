package dev.tandem.platform.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.tandem.platform.testing.OwnerConnection;
import dev.tandem.platform.testing.PostgresTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;

/**
 * A chunk looks up the keys of its rows among those that came before. A file that is sent after another of its kind is a job
 * that the last ANALYZE has not seen; the look-up must not read all of that job for each key because of that.
 */
@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class OccurrencePlanTest {
    private static final int ROWS = 15_000;
    private static final int KEYS = 200;
    /** A look-up goes down an index: some pages a key. To read the job would be hundreds. */
    private static final int PAGES_PER_KEY = 10;

    @Test
    void looksKeysUpAlsoInAJobThatTheStatisticsDoNotKnow() throws SQLException {
        UUID seen = UUID.randomUUID();
        UUID unseen = UUID.randomUUID();
        try (Connection owner = OwnerConnection.open()) {
            owner.setAutoCommit(false);
            try (Statement sql = owner.createStatement()) {
                fill(sql, seen);
                sql.execute("ANALYZE import_row");
                fill(sql, unseen);
                assertThat(pages(sql, unseen)).isPositive().isLessThan(KEYS * PAGES_PER_KEY);
            } finally {
                owner.rollback();
            }
        }
    }

    private static void fill(Statement sql, UUID job) throws SQLException {
        sql.execute("INSERT INTO import_row (job_id, row_no, data, key_hash, occurrence) SELECT '" + job
                + "', i, decode(repeat(md5(i::text), 4), 'hex'), md5(i::text)::uuid, 0 FROM generate_series(1, " + ROWS
                + ") i");
    }

    /** Pages that the look-up of the last keys touches. */
    private static int pages(Statement sql, UUID job) throws SQLException {
        String keys;
        try (var row = sql.executeQuery("SELECT array_agg(md5(i::text)::uuid) FROM generate_series(" + (ROWS - KEYS + 1)
                + ", " + ROWS + ") i")) {
            row.next();
            keys = row.getString(1);
        }
        String asked = ImportRows.LAST_OCCURRENCES.replaceFirst("\\?", "'" + job + "'").replaceFirst("\\?", "'" + keys + "'");
        try (var plan = sql.executeQuery("EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) " + asked)) {
            plan.next();
            return JsonPath.from(plan.getString(1)).getInt("[0].Plan.'Shared Hit Blocks'");
        }
    }
}
