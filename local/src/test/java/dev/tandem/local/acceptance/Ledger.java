package dev.tandem.local.acceptance;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What must stay as it is when nothing changes: how many audit, history, outbox and contribution rows there are, and the
 * checksums of the feeds over every record's version.
 */
record Ledger(Map<String, String> entries) {

    static Ledger of(RunningSuite suite) throws SQLException {
        Map<String, String> entries = new TreeMap<>();
        count(suite, entries, "accounts", "audit", "outbox", "external_id", "opportunity", "opportunity_stage_history");
        count(suite, entries, "orders", "audit", "outbox", "external_id", "sales_order", "payment_transaction");
        count(suite, entries, "metrics", "contribution_log");
        checksum(suite, entries, suite.ports().accounts(), "opportunity");
        checksum(suite, entries, suite.ports().accounts(), "account");
        checksum(suite, entries, suite.ports().orders(), "order");
        checksum(suite, entries, suite.ports().orders(), "customer");
        return new Ledger(entries);
    }

    private static void count(RunningSuite suite, Map<String, String> entries, String database, String... tables)
            throws SQLException {
        String url = "jdbc:postgresql://127.0.0.1:" + suite.ports().postgres() + "/" + database;
        try (var connection = DriverManager.getConnection(url, "postgres", suite.databasePassword("postgres"));
                var statement = connection.createStatement()) {
            for (String table : tables) {
                try (var rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
                    rows.next();
                    entries.put(database + "." + table, Long.toString(rows.getLong(1)));
                }
            }
        }
    }

    private static void checksum(RunningSuite suite, Map<String, String> entries, int port, String kind) {
        try (var system = suite.system(port)) {
            JsonNode sum = system.get("/feeds/" + kind + "/checksum").json();
            entries.put("feed " + kind,
                    sum.path("entities").asText() + " " + sum.path("versionSum").asText() + " " + sum.path("digest").asText());
        }
    }
}
