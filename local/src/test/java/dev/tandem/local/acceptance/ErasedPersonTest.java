package dev.tandem.local.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

import dev.tandem.local.postgres.Databases;

/** A person who asks to be forgotten: afterwards nothing of him is in any database or log of the suite, and no figure moved. */
@ExtendWith(DemoSuite.class)
class ErasedPersonTest {
    private static final String TABLES = """
            SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) FROM pg_tables
            WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1""";
    private static final List<String> FIGURES = List.of("orders", "revenue", "aov", "repeat_rate", "repurchase_60d", "units",
            "rating_avg", "review_rate");

    private final RunningSuite suite;
    private final String canary = "kanari" + UUID.randomUUID().toString().replaceAll("[^a-f]", "") + "ziel";

    ErasedPersonTest(RunningSuite suite) {
        this.suite = suite;
    }

    @Test
    void isInNoDatabaseAndNoLogAndEveryFigureStays() throws SQLException, IOException {
        Caller shop = new Caller(suite.as("shop"));
        Caller support = new Caller(suite.as("support"));
        String person = "/b2c/customers/" + shop.create("/b2c/customers", """
                {"givenName":"%1$s","familyName":"%1$s","email":"%1$s@example.com","country":"ID"}""".formatted(canary)).id();
        shop.change(person, "{\"familyName\":\"van %s\"}".formatted(canary));
        String product = shop.get("/b2c/products?limit=1").at("/items/0/id").asText();
        Caller.Done bought = shop.create("/b2c/orders",
                """
                        {"customerId":"%s","channel":"WEB","country":"ID","lines":[{"productId":"%s","description":"For %s","quantity":3}]}"""
                        .formatted(person.substring(person.lastIndexOf('/') + 1), product, canary));
        Caller.Done paid = shop.create("/b2c/orders/" + bought.id() + "/payments", """
                {"method":"CARD","amount":{"amount":"%s","currency":"USD"},"reference":"psp-1"}"""
                .formatted(bought.text("/total/amount")));
        assertThat(suite.as("support").get("/api/v1/b2c/customers?q=" + canary).json().path("items")).hasSize(1);
        String contact = contact();
        List<String> figures = figures(paid.position());
        assertThat(placesWith(canary)).as("the canary sings before").contains("orders public.customer",
                "accounts public.contact");

        Caller.Done erased = support.ask(person + "/erasure", "{}");

        new Caller(suite.as("admin")).ask(contact + "/erasure", "{}");

        assertThat(figures(erased.position())).isEqualTo(figures);
        assertThat(placesWith(canary)).isEmpty();
        assertThat(support.get(person).path("status").asText()).isEqualTo("ERASED");
        assertThat(suite.as("support").get("/api/v1/b2c/customers?q=" + canary).json().path("items")).isEmpty();
    }

    /** The same name in a company that buys. */
    private String contact() {
        Caller sales = new Caller(suite.as("sales"));
        String account = sales.create("/b2b/accounts", "{\"name\":\"Company of a contact\"}").id();
        String contact = "/b2b/contacts/" + sales.create("/b2b/contacts", """
                {"firstName":"%1$s","lastName":"%1$s","email":"%1$s@example.org","title":"Buyer",
                 "accounts":[{"accountId":"%2$s","role":"PROCUREMENT"}]}""".formatted(canary, account)).id();
        sales.change(contact, "{\"title\":\"Friend of %s\"}".formatted(canary));
        return contact;
    }

    private List<String> figures(String position) {
        Kpi analyst = new Kpi(suite.as("analyst"));
        return FIGURES.stream().map(figure -> figure + " " + analyst.series("B2C/" + figure,
                "from=2025-01-01&to=2100-01-01&by=country&minPosition=" + Kpi.encode(position)).path("series")).toList();
    }

    /** Tables and logs that hold a text in whatever case, tables also as bytes. */
    private List<String> placesWith(String text) throws SQLException, IOException {
        List<String> places = new ArrayList<>();
        for (String name : List.of("accounts", "orders", "metrics")) {
            try (Connection database = DriverManager.getConnection(Databases.url(suite.ports().postgres(), name), "postgres",
                    suite.databasePassword("postgres"))) {
                for (String table : tables(database)) {
                    if (holds(dump(database, table), text)) {
                        places.add(name + " " + table);
                    }
                }
            }
        }
        try (Stream<Path> logs = Files.walk(suite.home().logs())) {
            for (Path log : logs.filter(Files::isRegularFile).toList()) {
                if (holds(Files.readString(log, StandardCharsets.ISO_8859_1), text)) {
                    places.add("log " + log.getFileName());
                }
            }
        }
        return places;
    }

    private static boolean holds(String dump, String text) {
        String lower = dump.toLowerCase(Locale.ROOT);
        return lower.contains(text) || lower.contains(HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String dump(Connection database, String table) throws SQLException, IOException {
        CopyManager copy = database.unwrap(PGConnection.class).getCopyAPI();
        StringWriter rows = new StringWriter();
        copy.copyOut("COPY (SELECT * FROM " + table + ") TO STDOUT", rows);
        return rows.toString();
    }

    private static List<String> tables(Connection database) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (var sql = database.createStatement(); var rows = sql.executeQuery(TABLES)) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }
}
