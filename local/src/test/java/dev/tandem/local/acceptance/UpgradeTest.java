package dev.tandem.local.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tandem.local.home.Failure;
import dev.tandem.local.imports.ApiClient;
import dev.tandem.local.postgres.Databases;

/** This checkout over data that an earlier one wrote: the same records, the same way, the same figures, and work goes on. */
@Tag("all")
class UpgradeTest {

    private static final Set<String> DAYS = Set.of("days", "latestDays", "totalDays");

    @TempDir
    Path folder;
    private RunningSuite suite;

    @AfterEach
    void stop() {
        suite.close();
    }

    @Test
    void answersTheSameOverTheDataOfTheFirstSchemas() throws Exception {
        suite = new RunningSuite(folder.resolve("home"));
        Snapshot snapshot = Snapshot.read("/upgrade/first-release.txt.gz");
        snapshot.restore(suite.home(), suite.ports().postgres());

        RunningSuite.Output up = suite.tandem("up", "--detach");

        assertThat(up.code()).as(up.text()).isZero();
        assertThat(up.text()).doesNotContain("Importing");
        assertThat(lost(snapshot.answers())).isEmpty();

        oldRecordsCanBeChanged(snapshot);
        refusesDataOfANewerVersion();
    }

    /**
     * Every field of every old answer that has another value now. New fields and new records are welcome, and a deal that is
     * open has been so for as many days more as have passed.
     */
    private List<String> lost(Map<String, JsonNode> before) {
        Map<String, JsonNode> now = SnapshotRecorder.ask(suite.as("admin"));
        List<String> lost = new ArrayList<>();
        long passed = ChronoUnit.DAYS.between(recordedOn(before), LocalDate.now(ZoneOffset.UTC));
        before.forEach((question, answer) -> compare(question, answer, now.get(question), isOfOpenDeal(answer) ? passed : 0,
                lost));
        return lost;
    }

    private static LocalDate recordedOn(Map<String, JsonNode> answers) {
        return answers.values().stream().flatMap(answer -> answer.findValuesAsText("updatedAt").stream())
                .map(at -> LocalDate.parse(at.substring(0, 10))).max(Comparator.naturalOrder()).orElseThrow();
    }

    private static boolean isOfOpenDeal(JsonNode history) {
        JsonNode last = history.path("items").path(history.path("items").size() - 1);
        return history.has("totalDays") && !last.path("forecastCategory").asText().equals("CLOSED");
    }

    private static boolean hasGrown(String at, JsonNode before, JsonNode now, long days) {
        return DAYS.contains(at.substring(at.lastIndexOf('/') + 1)) && now.asLong() - before.asLong() == days;
    }

    private static void compare(String at, JsonNode before, JsonNode now, long days, List<String> lost) {
        if (now == null || before.getNodeType() != now.getNodeType() || before.isArray() && before.size() > now.size()) {
            lost.add(at + " was " + before + " and is " + now);
        } else if (before.isObject()) {
            before.properties().forEach(
                    field -> compare(at + "/" + field.getKey(), field.getValue(), now.get(field.getKey()), days, lost));
        } else if (before.isArray()) {
            for (int i = 0; i < before.size(); i++) {
                compare(at + "/" + i, before.get(i), now.get(i), days, lost);
            }
        } else if (!before.equals(now) && !hasGrown(at, before, now, days)) {
            lost.add(at + " was " + before + " and is " + now);
        }
    }

    private void oldRecordsCanBeChanged(Snapshot snapshot) throws Exception {
        JsonNode customer = snapshot.answers().get("/api/v1/b2c/customers?limit=200").path("items").get(0);
        String path = "/api/v1/b2c/customers/" + customer.path("id").asText();
        ApiClient.Reply changed = suite.as("admin").send("PATCH", path,
                HttpRequest.BodyPublishers.ofString("{\"locale\":\"id-ID\"}"),
                Map.of("Content-Type", "application/merge-patch+json", "If-Match",
                        "\"" + customer.path("version").asText() + "\""));
        assertThat(changed.status()).as(changed.text()).isEqualTo(200);
        assertThat(suite.get("admin", path).path("locale").asText()).isEqualTo("id-ID");
    }

    private void refusesDataOfANewerVersion() throws Exception {
        try (var orders = DriverManager.getConnection(Databases.url(suite.ports().postgres(), "orders"), "postgres",
                suite.databasePassword("postgres")); var sql = orders.createStatement()) {
            sql.execute("INSERT INTO flyway_schema_history SELECT max(installed_rank) + 1, '999', 'of tomorrow', 'SQL',"
                    + " 'V999__of_tomorrow.sql', 1, 'somebody', now(), 1, true FROM flyway_schema_history");
        }
        suite.tandem("down");
        RunningSuite.Output up = suite.tandem("up", "--detach");
        assertThat(up.code()).as(up.text()).isEqualTo(Failure.FOLDER_UNUSABLE);
        assertThat(up.text()).contains("orders does not start because its data were written by a newer Tandem");
    }
}
