package dev.tandem.platform.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * A real PostgreSQL for the tests of a module, with the two roles of production: one that owns the structure and one
 * that only works with the rows; it counts statements for {@link Statements}. Also makes the service trust {@link TestTokens}.
 */
public class PostgresTestResource implements QuarkusTestResourceLifecycleManager {

    /** Role of the application. */
    public static final String APPLICATION = "tandem_app";
    /** Role of the migrations. */
    public static final String OWNER = "tandem_owner";
    /** Password of both, in tests. */
    public static final String PASSWORD = "tandem";

    private EmbeddedPostgres postgres;

    @Override
    public Map<String, String> start() {
        try {
            postgres = EmbeddedPostgres.builder().setServerConfig("max_connections", "100")
                    .setServerConfig("shared_preload_libraries", "pg_stat_statements")
                    .setServerConfig("pg_stat_statements.track_utility", "off").start();
            createDatabase();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException("the test database could not be made", e);
        }
        String url = "jdbc:postgresql://localhost:" + postgres.getPort() + "/tandem?reWriteBatchedInserts=true";
        Map<String, String> settings = new HashMap<>(TestTokens.trust());
        settings.put("quarkus.datasource.jdbc.url", url);
        settings.put("quarkus.datasource.username", APPLICATION);
        settings.put("quarkus.datasource.password", PASSWORD);
        settings.put("quarkus.flyway.username", OWNER);
        settings.put("quarkus.flyway.password", PASSWORD);
        return settings;
    }

    private void createDatabase() throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            for (String role : new String[] { OWNER, APPLICATION }) {
                statement.execute("CREATE ROLE " + role + " LOGIN PASSWORD '" + PASSWORD + "'");
            }
            statement.execute("CREATE DATABASE tandem OWNER " + OWNER);
            statement.execute("GRANT pg_read_all_stats TO " + OWNER);
        }
        try (Connection connection = postgres.getDatabase("postgres", "tandem").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE EXTENSION pg_stat_statements");
        }
    }

    @Override
    public void stop() {
        if (postgres != null) {
            try {
                postgres.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
