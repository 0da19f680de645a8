package dev.tandem.platform.feed;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.tandem.platform.testing.Eventually;
import dev.tandem.platform.testing.OwnerConnection;
import dev.tandem.platform.testing.TestTokens;
import io.restassured.response.Response;

/** Makes events old, confirms them, and gives them up. */
final class OldDays {

    static final String READER = "tester";
    private static final Duration SOON = Duration.ofSeconds(20);

    private OldDays() {
    }

    /** Lets the events of a kind that were written today lie in the partition of an earlier day. */
    static void age(String kind, int days) throws SQLException {
        run("SELECT ensure_daily_partitions('outbox', CURRENT_DATE - %d, CURRENT_DATE - %d)".formatted(days, days), """
                WITH gone AS (DELETE FROM outbox WHERE kind = '%s' AND day >= CURRENT_DATE - 1 RETURNING *)
                INSERT INTO outbox SELECT CURRENT_DATE - %d, epoch, xid, seq, event_id, kind, entity_id, entity_version, change,
                                          occurred_at, recorded_at, data FROM gone""".formatted(kind, days),
                "UPDATE outbox_mark SET (epoch, xid) = (SELECT epoch, pg_current_xact_id()::text::bigint FROM feed_epoch)");
    }

    static void run(String... statements) throws SQLException {
        try (Connection owner = OwnerConnection.open(); Statement statement = owner.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    static long number(String sql) throws SQLException {
        try (Connection owner = OwnerConnection.open();
                Statement statement = owner.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    static Response confirm(String reader, String through) {
        return given().auth().oauth2(TestTokens.of("system")).contentType("application/json")
                .body(Map.of("through", through)).put("/feeds/confirmations/" + reader);
    }

    /** All events of the kind, once there are so many; everything up to the head is then confirmed. */
    static List<Map<String, Object>> confirmAll(String kind, int events) {
        FeedClient.Reply[] reply = new FeedClient.Reply[1];
        Eventually.within(SOON, () -> {
            reply[0] = new FeedClient(kind).read(1000, 0);
            assertThat(reply[0].events()).hasSize(events);
        });
        confirm(READER, reply[0].head().encode()).then().statusCode(200);
        return reply[0].events();
    }

    static Map<String, Object> checksum(String kind, Object through) {
        return given().auth().oauth2(TestTokens.of("system")).queryParam("through", through)
                .get("/feeds/" + kind + "/checksum").then().statusCode(200).extract().jsonPath().getMap("$");
    }
}
