package dev.tandem.platform.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.tandem.platform.testing.Eventually;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** What a database knows of its being restored, with the two roles that it has in production. */
class FeedEpochTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() throws IOException, SQLException {
        postgres = EmbeddedPostgres.builder().start();
        try (Connection admin = postgres.getPostgresDatabase().getConnection(); Statement statement = admin.createStatement()) {
            statement.execute("CREATE ROLE keeper LOGIN PASSWORD 'keeper'");
            statement.execute("CREATE ROLE app LOGIN PASSWORD 'app'");
        }
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void aServiceThatHasStarted() throws Exception {
        asAdmin("DROP DATABASE IF EXISTS copy", "DROP DATABASE IF EXISTS shop", "CREATE DATABASE shop OWNER keeper");
        try (Connection owner = open("shop", "keeper"); Statement statement = owner.createStatement()) {
            for (String script : new String[] { "V0_001__application_role", "V0_002__outbox", "V0_070__feed_origin" }) {
                try (InputStream sql = getClass().getResourceAsStream("/db/platform/" + script + ".sql")) {
                    statement.execute(new String(Objects.requireNonNull(sql).readAllBytes(), StandardCharsets.UTF_8)
                            .replace("${app_role}", "app"));
                }
            }
        }
        assertThat(started("shop")).as("the first start only notes where it is").isEqualTo("f epoch 1");
    }

    private static void asAdmin(String... statements) throws SQLException {
        try (Connection admin = postgres.getPostgresDatabase().getConnection(); Statement statement = admin.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static Connection open(String database, String role) throws SQLException {
        return DriverManager.getConnection(postgres.getJdbcUrl(role, database) + "&password=" + role);
    }

    /** What a start finds, as the application's own role. */
    private static String started(String database) throws SQLException {
        try (Connection app = open(database, "app"); Statement statement = app.createStatement()) {
            return text(statement, "SELECT keep_feed_epoch()") + " epoch " + text(statement, "SELECT epoch FROM feed_epoch");
        }
    }

    private static String text(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    void aStartWhereItWasChangesNothing() throws SQLException {
        assertThat(started("shop")).isEqualTo("f epoch 1");
    }

    @Test
    void aCopyIsAnotherDatabaseAndTheOneItWasTakenOfStaysWhatItIs() throws SQLException {
        asAdmin("CREATE DATABASE copy TEMPLATE shop OWNER keeper");

        assertThat(started("copy")).isEqualTo("t epoch 2");
        assertThat(started("copy")).isEqualTo("f epoch 2");
        assertThat(started("shop")).isEqualTo("f epoch 1");
    }

    @Test
    void aDumpLoadedInPlaceOfWhatWasThereIsSeen() throws SQLException {
        try (Connection owner = open("shop", "keeper"); Statement statement = owner.createStatement()) {
            statement.execute("CREATE TABLE loaded AS SELECT * FROM feed_epoch");
            statement.execute("DROP TABLE feed_epoch");
            statement.execute("ALTER TABLE loaded RENAME TO feed_epoch");
        }

        assertThat(started("shop")).isEqualTo("t epoch 2");
    }

    @Test
    void whatCannotBeSeenIsSaidByTheOwnerAlone() throws SQLException {
        try (Connection app = open("shop", "app"); Statement statement = app.createStatement()) {
            assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> statement.execute("SELECT raise_feed_epoch()")))
                    .hasMessageContaining("permission denied");
        }
        try (Connection owner = open("shop", "keeper"); Statement statement = owner.createStatement()) {
            assertThat(text(statement, "SELECT raise_feed_epoch()")).isEqualTo("2");
        }
        assertThat(started("shop")).as("said once").isEqualTo("f epoch 2");
    }

    /** Else its event would come to lie behind a reader who has been given a position of the new epoch. */
    @Test
    void theEpochWaitsForWritersUnderTheOldOne() throws Exception {
        try (Connection writer = open("shop", "app");
                Statement statement = writer.createStatement();
                ExecutorService threads = Executors.newSingleThreadExecutor()) {
            writer.setAutoCommit(false);
            assertThat(text(statement, "SELECT epoch FROM feed_epoch")).isEqualTo("1");
            Future<String> raised = threads.submit(() -> {
                try (Connection owner = open("shop", "keeper"); Statement raise = owner.createStatement()) {
                    return text(raise, "SELECT raise_feed_epoch()");
                }
            });
            Eventually.within(SOON, () -> {
                try (Connection admin = postgres.getPostgresDatabase().getConnection();
                        Statement look = admin.createStatement()) {
                    assertThat(text(look, "SELECT count(*) FROM pg_locks WHERE NOT granted")).isEqualTo("1");
                } catch (SQLException failed) {
                    throw new IllegalStateException(failed);
                }
            });
            assertThat(raised.isDone()).isFalse();
            writer.commit();
            assertThat(raised.get()).isEqualTo("2");
        }
    }
}
