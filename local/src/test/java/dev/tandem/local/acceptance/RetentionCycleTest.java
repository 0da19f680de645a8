package dev.tandem.local.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tandem.local.home.Home;
import dev.tandem.local.imports.ApiClient;
import dev.tandem.local.postgres.Databases;
import dev.tandem.local.postgres.Passwords;
import dev.tandem.local.postgres.PostgresServer;
import dev.tandem.platform.testing.Eventually;

/**
 * The whole way of a past that is given up: the baseline is sealed, the log begins with it, both services cut what metrics has
 * confirmed, and it is built anew from what is left. Nobody's figure moves.
 */
@Tag("all")
class RetentionCycleTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String ORDERS_THIS_WEEK = "/api/v1/metrics/kpis/B2C/orders?" + thisWeek();
    private static final String REBUILDS = "/api/v1/metrics/rebuilds";

    /** Records whose first state somebody may forget. */
    private static final int MOVED = 5;

    @TempDir
    Path folder;
    private RunningSuite suite;

    @BeforeEach
    void prepare() {
        suite = new RunningSuite(folder.resolve("home"));
    }

    @AfterEach
    void stop() {
        suite.close();
    }

    @Test
    void givesUpThePastOfTheWholeSuiteAndNoFigureMoves() throws Exception {
        assertThat(suite.tandem("up", "--detach").code()).isZero();
        String told = position(moved());
        long oldThrough = transaction();
        List<String> positions = work();
        Eventually.within(PATIENCE, () -> assertThat(asked("minPosition=" + Kpi.encode(positions.getFirst()) + "&minPosition="
                + Kpi.encode(positions.getLast())).status()).isEqualTo(200));
        Map<String, JsonNode> figures = SnapshotRecorder.ask(suite.as("admin"));
        String sums = checksums();
        long events = events();
        suite.tandem("down");
        assertThat(errors()).isEmpty();
        age(oldThrough);

        suite.set("TANDEM_RETENTION_KEEP", "1d");
        suite.set("TANDEM_RETENTION_CHECK_EVERY", "1s");
        suite.set("TANDEM_FEED_KEEP", "1d");
        suite.set("TANDEM_FEED_CUT_EVERY", "1s");
        suite.set("TANDEM_DRIFT_CHECK_EVERY", "1s");
        suite.set("TANDEM_DRIFT_FIRST_AFTER", "1s");
        assertThat(suite.tandem("up", "--detach").code()).isZero();

        Eventually.within(PATIENCE,
                () -> assertThat(asked("asOf=" + Instant.now().minus(2, ChronoUnit.DAYS)).text()).contains("as-of-not-kept"));
        Eventually.within(PATIENCE, () -> assertCut(suite.ports().accounts()));
        Eventually.within(PATIENCE, () -> assertCut(suite.ports().orders()));
        assertThat(events()).as("the latest state of each record and today's events").isEqualTo(events - MOVED);
        assertThat(checksums()).as("of what the feeds tell, and of what they told before").isEqualTo(sums);
        assertThat(at(suite.ports().orders(), "/feeds/customer?after=" + told).status()).isEqualTo(410);
        Eventually.within(PATIENCE, () -> assertThat(SnapshotRecorder.ask(suite.as("admin"))).isEqualTo(figures));
        assertThat(asked("asOf=" + Instant.now().minus(20, ChronoUnit.HOURS)).json().at("/series/0/value").asInt())
                .as("orders of this week, as they were known yesterday").isZero();
        assertNoDrift();

        rebuild();
        assertThat(SnapshotRecorder.ask(suite.as("admin"))).isEqualTo(figures);
        assertNoDrift();
        change("metrics", "postgres", "UPDATE rollup SET num = num + 1");
        Eventually.within(PATIENCE, () -> assertThat(drifts()).as("what was looked at all the time")
                .anyMatch(line -> !line.endsWith(" 0.0")));
    }

    /** Lets some people move house, and returns one of them. */
    private String moved() {
        Caller shop = new Caller(suite.as("shop"));
        List<String> people = new ArrayList<>();
        shop.get("/b2c/customers?limit=" + MOVED).path("items").forEach(person -> people.add(person.path("id").asText()));
        people.forEach(person -> shop.change("/b2c/customers/" + person, "{\"country\":\"MY\"}"));
        return people.getLast();
    }

    /** Some work of today on what is old by then, of every change that a feed knows. */
    private List<String> work() {
        Caller shop = new Caller(suite.as("shop"));
        JsonNode people = shop.get("/b2c/customers?limit=2").path("items");
        String person = "/b2c/customers/" + people.at("/0/id").asText();
        shop.change(person, "{\"locale\":\"id-ID\"}");
        new Caller(suite.as("support")).ask(person + "/erasure", "{}");
        String product = shop.get("/b2c/products?limit=1").path("items").get(0).path("id").asText();
        Caller.Done order = shop.create("/b2c/orders", """
                {"customerId":"%s","channel":"PHONE","country":"ID","lines":[{"productId":"%s","quantity":1}]}"""
                .formatted(people.at("/1/id").asText(), product));
        Caller sales = new Caller(suite.as("sales"));
        JsonNode open = sales.get("/b2b/opportunities?isClosed=false&limit=1").path("items").get(0);
        Caller.Done won = sales.act("/b2b/opportunities/" + open.path("id").asText(), "/close", "{\"outcome\":\"WON\"}");
        return List.of(order.position(), won.position());
    }

    private long transaction() throws SQLException {
        return number("postgres", "SELECT pg_current_xact_id()::text::bigint");
    }

    private long events() throws SQLException {
        return number("accounts", "SELECT count(*) FROM outbox") + number("orders", "SELECT count(*) FROM outbox");
    }

    private long number(String database, String query) throws SQLException {
        try (Connection connection = connect(database, "postgres");
                Statement sql = connection.createStatement();
                ResultSet row = sql.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    private void change(String database, String role, String statement) throws SQLException {
        try (Connection connection = connect(database, role); Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    private Connection connect(String database, String role) throws SQLException {
        return Snapshot.connect(suite.ports().postgres(), new Passwords(suite.home()), database, role);
    }

    /**
     * What was written through a transaction becomes work of three days, twelve to ten days ago, and metrics forgets that it
     * read it when it was new.
     */
    private void age(long through) throws SQLException {
        Home home = suite.home();
        Process server = new PostgresServer(home, suite.ports().postgres(), new Passwords(home).of("postgres")).start();
        try {
            for (String database : List.of("accounts", "orders")) {
                change(database, Databases.owner(database),
                        "SELECT ensure_daily_partitions('outbox', current_date - 12, current_date - 10)");
                change(database, "postgres", """
                        SET session_replication_role = replica;
                        UPDATE outbox o SET day = o.day - n.days, recorded_at = o.recorded_at - make_interval(days => n.days)
                        FROM (SELECT kind, epoch, xid, seq, (13 - ntile(3) OVER (ORDER BY epoch, xid, seq))::int AS days
                              FROM outbox WHERE xid <= %d) AS n
                        WHERE (o.kind, o.epoch, o.xid, o.seq) = (n.kind, n.epoch, n.xid, n.seq)""".formatted(through));
            }
            change("postgres", "postgres", "DROP DATABASE metrics");
        } finally {
            PostgresServer.stop(server.toHandle());
        }
    }

    /** What ended only after what it needed. */
    private List<String> errors() throws IOException {
        List<String> errors = new ArrayList<>();
        for (String piece : List.of("accounts", "orders", "metrics", "gateway")) {
            Files.readAllLines(suite.home().log(piece)).stream()
                    .filter(line -> line.contains("Error occurred while destroying")).forEach(errors::add);
        }
        return errors;
    }

    private ApiClient.Reply asked(String more) {
        return suite.as("analyst").get(ORDERS_THIS_WEEK + "&" + more);
    }

    private static String thisWeek() {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        return "from=" + today.minusDays(1) + "&to=" + today.plusDays(2);
    }

    private ApiClient.Reply at(int port, String path) {
        try (ApiClient system = suite.system(port)) {
            return system.get(path);
        }
    }

    /** Where the feed told of a record as it was at first. */
    private String position(String customer) {
        for (JsonNode event : at(suite.ports().orders(), "/feeds/customer?limit=1000").json()) {
            if (event.path("subject").asText().equals(customer)) {
                return event.path("position").asText();
            }
        }
        throw new AssertionError("the feed does not tell of " + customer);
    }

    private void assertCut(int port) {
        JsonNode kept = at(port, "/feeds/confirmations").json();
        assertThat(kept.path("cut").hasNonNull("endedAt")).as(kept.toString()).isTrue();
        assertThat(kept.at("/cut/throughDay").asText()).isEqualTo(LocalDate.now(ZoneOffset.UTC).minusDays(10).toString());
    }

    private void assertNoDrift() {
        Eventually.within(PATIENCE, () -> assertThat(drifts()).isNotEmpty().allMatch(line -> line.endsWith(" 0.0")));
    }

    /** Feeds against states and sums against the log, as Prometheus sees them. */
    private List<String> drifts() {
        return at(suite.ports().metrics(), "/q/metrics").text().lines()
                .filter(line -> line.startsWith("kpi_drift{") || line.startsWith("kpi_rollup_drift{")).toList();
    }

    private void rebuild() {
        ApiClient.Reply asked = suite.as("admin").send("POST", REBUILDS, BodyPublishers.ofString("{}"),
                Map.of("Content-Type", "application/json", "Idempotency-Key", UUID.randomUUID().toString()));
        assertThat(asked.status()).as(asked.text()).isEqualTo(201);
        String built = REBUILDS + "/" + asked.json().path("id").asText();
        Eventually.within(PATIENCE, () -> assertThat(suite.get("admin", built).path("state").asText()).isEqualTo("ACTIVE"));
        assertThat(suite.get("admin", built).path("result").asText()).isEqualTo("equal");
    }

    private String checksums() {
        StringBuilder sums = new StringBuilder();
        for (String kind : List.of("account", "contact", "opportunity", "product")) {
            sums.append(at(suite.ports().accounts(), "/feeds/" + kind + "/checksum").json().path("digest"));
        }
        for (String kind : List.of("customer", "order", "review", "product")) {
            sums.append(at(suite.ports().orders(), "/feeds/" + kind + "/checksum").json().path("digest"));
        }
        return sums.toString();
    }
}
