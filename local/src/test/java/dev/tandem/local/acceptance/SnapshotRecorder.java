package dev.tandem.local.acceptance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

import org.postgresql.PGConnection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tandem.local.home.Home;
import dev.tandem.local.imports.ApiClient;
import dev.tandem.local.postgres.Databases;
import dev.tandem.local.postgres.Passwords;

/**
 * Writes a {@link Snapshot} of a running suite: start the suite of the state that is to be kept with {@code up --empty},
 * import some dozens of rows into it, and run this with its data folder, its port and the file to write.
 */
final class SnapshotRecorder {

    private static final String TIME = "from=2025-01-01&to=2026-07-01";

    private SnapshotRecorder() {
    }

    public static void main(String[] arguments) throws Exception {
        Home home = new Home(Path.of(arguments[0]), RunningSuite.CHECKOUT);
        int port = Integer.parseInt(arguments[1]);
        try (ApiClient admin = new ApiClient(URI.create("http://localhost:" + port), "admin", "tandem");
                PrintStream out = new PrintStream(
                        new GZIPOutputStream(Files.newOutputStream(Path.of(arguments[2]))), false, StandardCharsets.UTF_8)) {
            for (String database : Databases.NAMES) {
                try (Connection connection = Snapshot.connect(port + 4, new Passwords(home), database, "postgres")) {
                    record(connection, database, out);
                }
            }
            ask(admin).forEach((question, answer) -> out.print("#answer " + question + "\n" + answer + "\n"));
        }
    }

    /** What a suite is asked before and after: records, the way of a deal, and figures with the rows behind them. */
    static Map<String, JsonNode> ask(ApiClient admin) {
        Map<String, JsonNode> answers = new LinkedHashMap<>();
        for (String records : List.of("b2b/accounts", "b2b/sales-users", "b2b/products", "b2b/pipelines",
                "b2b/opportunities", "b2c/customers", "b2c/products", "b2c/orders")) {
            keep(answers, admin, "/api/v1/" + records + "?limit=200");
            keep(answers, admin, "/api/v1/" + records + "/count");
        }
        for (JsonNode deal : answers.get("/api/v1/b2b/opportunities?limit=200").path("items")) {
            keep(answers, admin, "/api/v1/b2b/opportunities/" + deal.path("id").asText() + "/history");
        }
        for (String kpi : List.of("B2B/win_rate", "B2B/won_amount", "B2B/asp", "B2B/sales_cycle_days",
                "B2B/opportunity_to_won", "B2C/orders", "B2C/revenue", "B2C/aov", "B2C/repeat_rate")) {
            keep(answers, admin, "/api/v1/metrics/kpis/" + kpi + "?" + TIME + "&grain=quarter");
            keep(answers, admin,
                    "/api/v1/metrics/kpis/" + kpi + "/explain?" + TIME + "&period=2025-01-01/2026-07-01&limit=200");
        }
        for (String by : List.of("industry", "product", "owner")) {
            keep(answers, admin, "/api/v1/metrics/kpis/B2B/won_amount?" + TIME + "&by=" + by);
        }
        keep(answers, admin, "/api/v1/metrics/cohorts/customers?from=2025-01-01&to=2026-01-01&grain=month&periods=6");
        return answers;
    }

    private static void keep(Map<String, JsonNode> answers, ApiClient admin, String question) {
        ApiClient.Reply reply = admin.get(question);
        if (reply.status() != 200) {
            throw new IllegalStateException(question + " is answered with " + reply.status() + ": " + reply.text());
        }
        JsonNode answer = reply.json();
        withoutTheMoment(answer);
        answers.put(question, answer);
    }

    /** Takes out what depends on when one asks. */
    private static void withoutTheMoment(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(List.of("asOf", "completeThrough", "positions", "state", "nextCursor"));
        }
        if (node instanceof ObjectNode || node instanceof ArrayNode) {
            node.forEach(SnapshotRecorder::withoutTheMoment);
        }
    }

    private static void record(Connection from, String database, PrintStream out) throws SQLException, IOException {
        out.print("#database " + database + "\n");
        // The names in the history lack their folder.
        texts(from, """
                SELECT '#migration ' || CASE WHEN script LIKE 'db/%' THEN script
                    WHEN script LIKE 'V0\\_%' THEN 'db/platform/' || script ELSE 'db/migration/' || script END
                FROM flyway_schema_history WHERE version IS NOT NULL ORDER BY installed_rank""")
                .forEach(line -> out.print(line + "\n"));
        texts(from, """
                SELECT format('#partition CREATE TABLE IF NOT EXISTS %s PARTITION OF %s %s', c.oid::regclass,
                    i.inhparent::regclass, pg_get_expr(c.relpartbound, c.oid))
                FROM pg_class c JOIN pg_inherits i ON i.inhrelid = c.oid WHERE c.relispartition AND c.relkind = 'r'""")
                .forEach(line -> out.print(line + "\n"));
        List<String> tables = texts(from, """
                SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
                    AND NOT relispartition ORDER BY 1""");
        out.print("#empty TRUNCATE " + String.join(", ", tables) + " CASCADE\n");
        for (String table : tables) {
            record(from, out, table);
        }
        texts(from, """
                SELECT format('#sequence SELECT setval(''%s'', %s)', sequencename, last_value) FROM pg_sequences
                WHERE schemaname = 'public' AND last_value IS NOT NULL""").forEach(line -> out.print(line + "\n"));
        texts(from, "SELECT '#transaction ' || pg_current_xact_id()").forEach(line -> out.print(line + "\n"));
    }

    private static void record(Connection from, PrintStream out, String table) throws SQLException, IOException {
        String columns = texts(from, """
                SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
                WHERE attrelid = '%s'::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''"""
                .formatted(table)).getFirst();
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        from.unwrap(PGConnection.class).getCopyAPI()
                .copyOut("COPY (SELECT " + columns + " FROM " + table + ") TO STDOUT", rows);
        out.print("#table " + table + " (" + columns + ")\n" + rows.toString(StandardCharsets.UTF_8));
    }

    private static List<String> texts(Connection from, String query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement sql = from.createStatement(); var rows = sql.executeQuery(query)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }
}
