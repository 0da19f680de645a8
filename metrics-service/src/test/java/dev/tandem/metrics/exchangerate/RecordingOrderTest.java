package dev.tandem.metrics.exchangerate;

import static dev.tandem.metrics.exchangerate.RateRequests.publish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import dev.tandem.metrics.store.Database;
import dev.tandem.platform.testing.OwnerConnection;
import dev.tandem.platform.testing.PostgresTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** What the engine relies on: rates become known one after the other and never behind what it has applied. */
@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class RecordingOrderTest {

    private static final int WRITERS = 24;

    @Inject
    Database database;

    @Test
    void writersAtTheSameTimeGetTurnsInTheOrderInWhichTheyBecomeKnown() throws Exception {
        List<Callable<Integer>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            String rate = "1" + (i % 4) + ".5";
            String day = "2026-01-0" + (1 + i % 2);
            writers.add(() -> publish("GBP", "BRL", day, rate).statusCode());
        }
        List<Integer> replies = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Integer> reply : threads.invokeAll(writers)) {
                replies.add(reply.get());
            }
        }
        assertThat(replies).hasSize(WRITERS).allMatch(status -> status == 201 || status == 200);
        List<Instant> inOrder = database.list("select recorded_at from exchange_rate where quote = 'BRL' order by seq",
                row -> row.getTimestamp(1).toInstant());
        assertThat(inOrder).hasSize((int) replies.stream().filter(status -> status == 201).count()).isSorted()
                .doesNotHaveDuplicates();
        assertThat(database.list("""
                select 1 from (select rate, lag(rate) over (partition by valid_from order by seq) as before
                               from exchange_rate where quote = 'BRL') as next where rate = before""", row -> 1))
                .as("no rate repeats the one that it would correct").isEmpty();
    }

    @Test
    void aRateIsNeverRecordedBehindWhatALaneHasApplied() {
        Instant ahead = Instant.now().plusSeconds(2).truncatedTo(ChronoUnit.MICROS);
        database.update("""
                insert into generation (id, state, lanes, time_zone, currency, definitions, created_at)
                values (955, 'RETIRED', 1, 'UTC', 'USD', '', now())""");
        database.update("insert into lane (generation, lane) values (955, 0)");
        database.update("insert into lane_cursor (generation, lane, feed, known_at) values (955, 0, 'accounts/account', ?)",
                ahead);
        try {
            assertThat(Instant.parse(publish("GBP", "MXN", "2026-01-01", "22").path("recordedAt")))
                    .isAfterOrEqualTo(ahead.plus(1, ChronoUnit.MICROS));
        } finally {
            database.update("delete from lane_cursor where generation = 955");
            database.update("delete from lane where generation = 955");
            database.update("delete from generation where id = 955");
        }
    }

    @Test
    void notEvenTheOwnerOfTheTablesChangesARecordedRate() throws SQLException {
        publish("GBP", "ZAR", "2026-01-01", "23").then().statusCode(201);
        try (Connection owner = OwnerConnection.open(); Statement statement = owner.createStatement()) {
            assertThatThrownBy(() -> statement.executeUpdate("update exchange_rate set rate = 24 where quote = 'ZAR'"))
                    .hasMessageContaining("never changes");
            assertThatThrownBy(() -> statement.executeUpdate("delete from exchange_rate where quote = 'ZAR'"))
                    .hasMessageContaining("never changes");
        }
    }
}
