package dev.tandem.platform.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * A database that is brought to an earlier schema, filled, and brought to today's, as a roll-out does it. The scripts are
 * those of the class path, which nobody edits once they are released.
 */
public final class MigratedDatabase implements AutoCloseable {

    private final EmbeddedPostgres postgres;
    private final Path folder;

    /** @param folder an empty one, for the scripts of the earlier schema */
    public MigratedDatabase(Path folder) {
        this.folder = folder;
        try {
            postgres = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
            try (Connection server = postgres.getPostgresDatabase().getConnection(); Statement sql = server.createStatement()) {
                for (String role : List.of(PostgresTestResource.OWNER, PostgresTestResource.APPLICATION)) {
                    sql.execute("CREATE ROLE " + role + " LOGIN PASSWORD '" + PostgresTestResource.PASSWORD + "'");
                }
                sql.execute("CREATE DATABASE tandem OWNER " + PostgresTestResource.OWNER);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException("the database to migrate could not be made", e);
        }
    }

    /** Runs only these scripts, named as {@code db/migration/V1__begin.sql}. */
    public void migrate(List<String> scripts) {
        try {
            for (String script : scripts) {
                try (InputStream text = MigratedDatabase.class.getResourceAsStream("/" + script)) {
                    if (text == null) {
                        throw new AssertionError("the migration " + script
                                + " is gone; databases have run it, and migrations are never removed or renamed");
                    }
                    Files.copy(text, folder.resolve(Path.of(script).getFileName()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        flyway().locations("filesystem:" + folder).load().migrate();
    }

    /** Runs what is missing of today's scripts. Those that ran before must be what they were. */
    public void migrate() {
        flyway().locations("classpath:db/platform", "classpath:db/migration").load().migrate();
    }

    private FluentConfiguration flyway() {
        return Flyway.configure().dataSource(url(), PostgresTestResource.OWNER, PostgresTestResource.PASSWORD)
                .outOfOrder(true).placeholders(Map.of("app_role", PostgresTestResource.APPLICATION));
    }

    private String url() {
        return "jdbc:postgresql://localhost:" + postgres.getPort() + "/tandem";
    }

    /** Runs the statements of a resource as the application's role, so with its rights alone and in one transaction. */
    public void fill(String resource) throws SQLException {
        try (InputStream text = MigratedDatabase.class.getResourceAsStream(resource)) {
            run(new String(text.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs statements as the application's role, in one transaction. */
    public void run(String statements) throws SQLException {
        try (Connection connection = application(); Statement sql = connection.createStatement()) {
            connection.setAutoCommit(false);
            sql.execute(statements);
            connection.commit();
        }
    }

    /** The first column of a query's rows, as the application's role sees them. */
    public List<String> ask(String query) throws SQLException {
        try (Connection connection = application()) {
            return texts(connection, query);
        }
    }

    /** Each row of each table that has any, as JSON text by the table's name. */
    public Map<String, List<String>> rows() throws SQLException {
        Map<String, List<String>> rows = new TreeMap<>();
        try (Connection connection = owner()) {
            for (String table : texts(connection, """
                    SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
                        AND NOT relispartition AND relname <> 'flyway_schema_history' ORDER BY 1""")) {
                List<String> found = texts(connection, "SELECT to_jsonb(t)::text FROM " + table + " t ORDER BY 1");
                if (!found.isEmpty()) {
                    rows.put(table, found);
                }
            }
        }
        return rows;
    }

    /** What of earlier rows is not there any more: each of their fields has to be in one row of their table as it was. */
    public List<String> lost(Map<String, List<String>> before) throws SQLException {
        List<String> lost = new ArrayList<>();
        try (Connection connection = owner()) {
            for (Map.Entry<String, List<String>> table : before.entrySet()) {
                for (String row : table.getValue()) {
                    String literal = "'" + row.replace("'", "''") + "'::jsonb";
                    if (texts(connection, "SELECT 1 FROM " + table.getKey() + " t WHERE to_jsonb(t) @> " + literal).isEmpty()) {
                        lost.add(table.getKey() + ": " + row);
                    }
                }
            }
        }
        return lost;
    }

    private Connection application() throws SQLException {
        return DriverManager.getConnection(url(), PostgresTestResource.APPLICATION, PostgresTestResource.PASSWORD);
    }

    private Connection owner() throws SQLException {
        return DriverManager.getConnection(url(), PostgresTestResource.OWNER, PostgresTestResource.PASSWORD);
    }

    private static List<String> texts(Connection connection, String query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement sql = connection.createStatement(); var rows = sql.executeQuery(query)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
