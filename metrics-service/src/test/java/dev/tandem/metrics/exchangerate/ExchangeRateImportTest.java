package dev.tandem.metrics.exchangerate;

import static dev.tandem.metrics.exchangerate.RateRequests.RATES;
import static dev.tandem.metrics.exchangerate.RateRequests.as;
import static dev.tandem.metrics.exchangerate.RateRequests.publish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.tandem.platform.testing.Eventually;
import dev.tandem.platform.testing.PostgresTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class ExchangeRateImportTest {

    private static final String IMPORTS = "/api/v1/metrics/imports/";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String HEADER = "base,quote,validFrom,rate\n";

    private static Response send(String role, String key, String file, Object... parameters) {
        var config = RestAssured.config().encoderConfig(EncoderConfig.encoderConfig()
                .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                .encodeContentTypeAs("text/csv", ContentType.BINARY));
        var request = as(role).config(config).contentType("text/csv").header("Idempotency-Key", key);
        for (int i = 0; i < parameters.length; i += 2) {
            request.queryParam(String.valueOf(parameters[i]), parameters[i + 1]);
        }
        return request.body(file.getBytes(StandardCharsets.UTF_8)).post(IMPORTS + "exchange-rate");
    }

    private static JsonPath run(String file, Object... parameters) {
        String job = send("finance", UUID.randomUUID().toString(), file, parameters).then().statusCode(202).extract()
                .path("id");
        JsonPath[] done = new JsonPath[1];
        Eventually.within(PATIENCE, () -> {
            done[0] = as("finance").get(IMPORTS + job).then().statusCode(200).extract().jsonPath();
            assertThat(done[0].getString("state")).isEqualTo("COMPLETED");
        });
        return done[0];
    }

    private static String rows(JsonPath job) {
        return job.getInt("rows.read") + "/" + job.getInt("rows.created") + "/" + job.getInt("rows.updated") + "/"
                + job.getInt("rows.unchanged") + "/" + job.getInt("rows.failed");
    }

    private static List<String> rates(String quote) {
        return as("analyst").queryParam("quote", quote).get(RATES).then().statusCode(200).extract().jsonPath()
                .getList("items.rate");
    }

    @Test
    void takesAFileInAndFindsNothingNewInItTheSecondTime() {
        String file = HEADER + "EUR,THB,2026-01-01,36.5\nEUR,THB,2026-02-01,37\nEUR,THB,2026-03-01,37.25\n";
        assertThat(rows(run(file))).isEqualTo("3/3/0/0/0");
        as("analyst").queryParam("quote", "THB").get(RATES).then().body("items", hasSize(3))
                .body("items[0].source", equalTo("IMPORT")).body("items[0].recordedBy", equalTo("sub-finance"));
        String id = as("analyst").queryParam("quote", "THB").get(RATES).path("items[0].id");

        assertThat(rows(run(file))).isEqualTo("3/0/0/3/0");
        assertThat(rows(run(file.replace("37\n", "37.1\n")))).isEqualTo("3/0/1/2/0");
        assertThat(rates("THB")).containsExactly("37.1", "37.25", "37", "36.5");
        as("admin").queryParam("recordId", id).get("/api/v1/metrics/audit-events").then().body("items", hasSize(1));
    }

    @Test
    void keepsGoodRowsBesideBadOnesAndGivesTheBadOnesBack() {
        JsonPath job = run(HEADER + """
                EUR,VND,2026-01-01,28000
                EUR,EUR,2026-01-01,1
                EUR,VND,2026-13-01,28000
                EUR,VND,2026-02-01,zero
                EURO,VND,1026-02-01,0.12345678901
                EUR,,2026-02-01,28100
                EUR,VND,2026-03-01,28200
                """);
        assertThat(rows(job)).isEqualTo("7/2/0/0/5");
        assertThat(rates("VND")).containsExactly("28200", "28000");
        JsonPath errors = as("finance").get(IMPORTS + job.getString("id") + "/errors").jsonPath();
        assertThat(IntStream.range(0, errors.getList("items").size())
                .mapToObj(i -> errors.getString("items[" + i + "].row") + " " + errors.getString("items[" + i + "].field")
                        + " " + errors.getString("items[" + i + "].code")))
                .containsExactly("2 quote same-currency", "3 validFrom invalid-date", "4 rate invalid-number",
                        "5 base unknown-currency", "5 validFrom out-of-range", "5 rate invalid-rate-scale",
                        "6 quote required");
        String failed = as("finance").accept("text/csv").get(IMPORTS + job.getString("id") + "/failed-rows").asString();
        assertThat(failed.lines()).hasSize(6);
        assertThat(failed).startsWith("base,quote,validFrom,rate,error").contains("EUR,VND,2026-02-01,zero,");
    }

    @Test
    void aRowMayCorrectAnEarlierRowOfItsFile() {
        JsonPath job = run(HEADER + "EUR,PHP,2026-01-01,60\nEUR,PHP,2026-01-01,60.0\nEUR,PHP,2026-01-01,61\n");
        assertThat(rows(job)).isEqualTo("3/1/1/1/0");
        assertThat(rates("PHP")).containsExactly("61", "60");
    }

    @Test
    void aDryRunOnlyReports() {
        assertThat(rows(run(HEADER + "EUR,MYR,2026-01-01,5\nEUR,MYR,2026-01-01,x\n", "dryRun", true)))
                .isEqualTo("2/1/0/0/1");
        assertThat(rates("MYR")).isEmpty();
    }

    @Test
    void insertModeCorrectsNothing() {
        publish("EUR", "SGD", "2026-01-01", "1.5").then().statusCode(201);
        JsonPath job = run(HEADER + "EUR,SGD,2026-01-01,1.6\nEUR,SGD,2026-01-01,1.5\nEUR,SGD,2026-02-01,1.6\n", "mode",
                "insert");
        assertThat(rows(job)).isEqualTo("3/1/0/0/2");
        assertThat(rates("SGD")).containsExactly("1.6", "1.5");
        as("finance").get(IMPORTS + job.getString("id") + "/errors").then()
                .body("items[0].code", equalTo("already-exists")).body("items[1].code", equalTo("already-exists"));
    }

    @Test
    void aMappingReadsTheListOfABank() {
        String name = "m-" + UUID.randomUUID();
        as("admin").contentType("application/json").body("""
                {"format":"CSV","fields":{"base":{"constant":"EUR"},"quote":{"from":"CURRENCY"},
                 "validFrom":{"from":"TIME_PERIOD","date":"dd.MM.yyyy"},"rate":{"from":"OBS_VALUE"}}}""")
                .put("/api/v1/metrics/import-mappings/" + name).then().statusCode(201);
        assertThat(rows(run("CURRENCY,TIME_PERIOD,OBS_VALUE\nTRY,02.01.2026,50.1234\n", "mapping", name)))
                .isEqualTo("1/1/0/0/0");
        assertThat(rates("TRY")).containsExactly("50.1234");
    }

    @Test
    void manyRowsAreWorkedInChunks() {
        String file = IntStream.range(0, 1200).mapToObj(day -> "EUR,KRW," + java.time.LocalDate.of(2020, 1, 1).plusDays(day)
                + ",1" + (400 + day % 100) + ".5").collect(Collectors.joining("\n", HEADER, "\n"));
        assertThat(rows(run(file))).isEqualTo("1200/1200/0/0/0");
        assertThat(rows(run(file))).isEqualTo("1200/0/0/1200/0");
        as("analyst").queryParam("quote", "KRW").get(RATES + "/count").then().body("count", equalTo(1200));
    }

    @Test
    void aFileIsTakenOncePerKeyAndOnlyFromThoseWhoPublishRates() {
        String key = UUID.randomUUID().toString();
        String file = HEADER + "EUR,ILS,2026-01-01,4\n";
        String job = send("admin", key, file).then().statusCode(202).extract().path("id");
        send("admin", key, file).then().statusCode(202).header("Idempotency-Replayed", "true").body("id", equalTo(job));
        send("analyst", UUID.randomUUID().toString(), file).then().statusCode(403);
        as("finance").contentType("text/csv").header("Idempotency-Key", key).body("x").post(IMPORTS + "order").then()
                .statusCode(404);
    }

    @Test
    void whatIsExportedComesBackWithoutChangingAnything() {
        publish("EUR", "BGN", "2026-01-01", "1.9558").then().statusCode(201);
        publish("EUR", "BGN", "2026-01-01", "1.95583").then().statusCode(201);
        publish("BGN", "RON", "2026-01-01", "2.60").then().statusCode(201);
        String file = as("finance").get("/api/v1/metrics/exports/exchange-rate").then().statusCode(200).extract()
                .asString();
        assertThat(file.lines().filter(line -> line.contains("BGN")).map(line -> line.replaceAll("^[^,]*,,,", "")))
                .containsExactlyInAnyOrder("EUR,BGN,2026-01-01,1.95583", "BGN,RON,2026-01-01,2.6");
        JsonPath job = run(file);
        assertThat(job.getInt("rows.unchanged")).as(rows(job)).isEqualTo(job.getInt("rows.read")).isPositive();
        as("analyst").get("/api/v1/metrics/exports/exchange-rate").then().statusCode(403);
    }
}
