package dev.tandem.local.acceptance;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

import org.postgresql.PGConnection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.tandem.local.home.Home;
import dev.tandem.local.postgres.Databases;
import dev.tandem.local.postgres.Passwords;
import dev.tandem.local.postgres.PostgresServer;

/**
 * The data of a suite at an earlier state of the project, as text: the migrations that had run, the rows of every table and
 * what the suite answered. Restoring runs the migrations of that time (they are never edited, and Flyway's checksums are
 * among the rows) and puts the rows back, so that this checkout finds what that one left. {@link SnapshotRecorder} makes
 * one.
 */
final class Snapshot {
    private static final String HISTORY = """
            CREATE TABLE flyway_schema_history (installed_rank int NOT NULL CONSTRAINT flyway_schema_history_pk PRIMARY KEY,
                version varchar(50), description varchar(200) NOT NULL, type varchar(20) NOT NULL, script varchar(1000) NOT NULL,
                checksum int, installed_by varchar(100) NOT NULL, installed_on timestamp NOT NULL DEFAULT now(),
                execution_time int NOT NULL, success boolean NOT NULL)""";

    /** A line that begins with # and the lines up to the next one. */
    private record Section(String verb, String rest, List<String> lines) {
    }

    private final List<Section> sections;

    private Snapshot(List<Section> sections) {
        this.sections = sections;
    }

    static Snapshot read(String resource) throws IOException {
        List<Section> sections = new ArrayList<>();
        try (InputStream file = Snapshot.class.getResourceAsStream(resource)) {
            if (file == null) {
                throw new IOException("there is no " + resource);
            }
            String text = new String(new GZIPInputStream(file).readAllBytes(), StandardCharsets.UTF_8);
            for (String line : text.split("\n")) {
                if (line.startsWith("#")) {
                    String[] words = line.substring(1).split(" ", 2);
                    sections.add(new Section(words[0], words.length > 1 ? words[1] : "", new ArrayList<>()));
                } else {
                    sections.getLast().lines().add(line);
                }
            }
        }
        return new Snapshot(sections);
    }

    /** What the suite answered then, by the request. */
    Map<String, JsonNode> answers() throws IOException {
        Map<String, JsonNode> answers = new LinkedHashMap<>();
        for (Section section : sections) {
            if (section.verb().equals("answer")) {
                answers.put(section.rest(), new ObjectMapper().readTree(section.lines().getFirst()));
            }
        }
        return answers;
    }

    /** Fills a data folder that was never used. The server is stopped again. */
    void restore(Home home, int port) throws Exception {
        home.create();
        Passwords passwords = new Passwords(home);
        Process server = new PostgresServer(home, port, passwords.of("postgres")).start();
        try {
            new Databases(port, passwords).create();
            String database = "";
            for (Section section : sections) {
                database = section.verb().equals("database") ? section.rest() : database;
                restore(section, database, port, passwords);
            }
        } finally {
            PostgresServer.stop(server.toHandle());
        }
        Files.writeString(home.run().resolve("demo"), "none");
    }

    private static void restore(Section section, String database, int port, Passwords passwords) throws Exception {
        switch (section.verb()) {
            case "database" -> execute(port, passwords, database, Databases.owner(database), HISTORY);
            case "migration" -> execute(port, passwords, database, Databases.owner(database),
                    migration(section.rest()).replace("${app_role}", Databases.application(database)));
            case "partition" -> execute(port, passwords, database, Databases.owner(database), section.rest());
            case "empty", "sequence" -> execute(port, passwords, database, "postgres", section.rest());
            case "table" -> fill(section, database, port, passwords);
            case "transaction" -> burnTransactions(port, passwords, Long.parseLong(section.rest()));
            default -> {
            }
        }
    }

    private static void fill(Section section, String database, int port, Passwords passwords) throws Exception {
        String rows = section.lines().isEmpty() ? "" : String.join("\n", section.lines()) + "\n";
        try (Connection connection = connect(port, passwords, database, "postgres");
                Statement sql = connection.createStatement()) {
            // The rows are as triggers and constraints left them; they must not be worked a second time.
            sql.execute("SET session_replication_role = replica");
            connection.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY " + section.rest() + " FROM STDIN",
                    new ByteArrayInputStream(rows.getBytes(StandardCharsets.UTF_8)));
        }
    }

    /** Positions of the feeds are numbers of transactions; this server's must be above all that are in the rows. */
    private static void burnTransactions(int port, Passwords passwords, long last) throws SQLException {
        try (Connection connection = connect(port, passwords, "postgres", "postgres");
                Statement sql = connection.createStatement()) {
            long now = 0;
            while (now <= last) {
                try (var row = sql.executeQuery("SELECT pg_current_xact_id()::text::bigint")) {
                    row.next();
                    now = row.getLong(1);
                }
            }
        }
    }

    private static String migration(String script) throws IOException {
        for (String folder : List.of("platform", "accounts-service", "orders-service", "metrics-service")) {
            Path file = RunningSuite.CHECKOUT.resolve(folder).resolve("src/main/resources").resolve(script);
            if (Files.exists(file)) {
                return Files.readString(file);
            }
        }
        throw new IOException("a migration that had run is gone: " + script);
    }

    private static void execute(int port, Passwords passwords, String database, String role, String script)
            throws SQLException {
        try (Connection connection = connect(port, passwords, database, role);
                Statement sql = connection.createStatement()) {
            sql.execute(script);
        }
    }

    static Connection connect(int port, Passwords passwords, String database, String role) throws SQLException {
        return DriverManager.getConnection(Databases.url(port, database), role, passwords.of(role));
    }
}
