package dev.tandem.accounts.opportunity;

import static dev.tandem.accounts.Http.B2B;
import static dev.tandem.accounts.Http.acting;
import static dev.tandem.accounts.Http.as;
import static dev.tandem.accounts.Http.create;
import static dev.tandem.accounts.Http.patching;
import static dev.tandem.accounts.Http.posting;
import static dev.tandem.accounts.Http.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

import dev.tandem.platform.json.StrictJson;
import dev.tandem.platform.testing.PostgresTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;

@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class OpportunityResourceTest {

    private static final String TOMORROW = LocalDate.now(ZoneOffset.UTC).plusDays(1).toString();

    private static String newDeal() {
        String account = create("accounts", "{\"name\":\"Acme\"}").get("id");
        return create("opportunities", "{\"name\":\"Acme\",\"accountId\":\"" + account
                + "\",\"amount\":{\"amount\":\"8000.00\",\"currency\":\"EUR\"}}").get("id");
    }

    @Test
    void beginsInTheDefaultPipelineThatEveryInstallationHas() {
        as("analyst").get(B2B + "opportunities/" + newDeal()).then().statusCode(200).body("stage", equalTo("QUALIFIED"))
                .body("probability", equalTo(20)).body("isClosed", equalTo(false)).body("openedPrecision", equalTo("INSTANT"))
                .body("amount.amount", equalTo("8000.00")).body("type", equalTo("NEW_BUSINESS")).body("closedAt", nullValue());
        as("analyst").get(B2B + "pipelines?isDefault=true").then().body("items.code", contains("default"))
                .body("items[0].stages.code", contains("QUALIFIED", "DEMO", "SECURITY_LEGAL_REVIEW", "PILOT",
                        "COMMITTEE_APPROVAL", "CONTRACTING", "CLOSED_WON", "CLOSED_LOST"));
    }

    @Test
    void goesThroughItsStagesToTheEndAndBack() {
        String id = newDeal();
        acting(id, 1, "stage", "{\"stage\":\"PILOT\"}").statusCode(200).header("ETag", "\"2\"").body("probability",
                equalTo(60));
        acting(id, 2, "stage", "{\"stage\":\"DEMO\"}").statusCode(422).body("code", equalTo("reason-required"));
        acting(id, 2, "stage", "{\"stage\":\"DEMO\",\"reason\":\"Security is not ready\"}").statusCode(200);
        acting(id, 3, "stage", "{\"stage\":\"NOWHERE\"}").statusCode(422).body("code", equalTo("unknown-stage"));
        acting(id, 3, "close", "null").statusCode(400).body("code", equalTo("body-required"));
        acting(id, 3, "close", "{\"outcome\":\"LOST\"}").statusCode(422).body("code", equalTo("lost-reason-required"));
        acting(id, 3, "close", "{\"outcome\":\"LOST\",\"lostReason\":\"MOOD\"}").statusCode(422)
                .body("code", equalTo("unknown-lost-reason"));
        acting(id, 3, "close", "{\"outcome\":\"LOST\",\"lostReason\":\"PRICE\"}").statusCode(200).header("ETag", "\"4\"")
                .body("isClosed", equalTo(true)).body("isWon", equalTo(false)).body("probability", equalTo(0))
                .body("stage", equalTo("CLOSED_LOST"));

        patching("admin", "opportunities", id, 4, "{\"nextStep\":\"Ask again in spring\"}").statusCode(200)
                .body("stage", equalTo("CLOSED_LOST")).body("probability", equalTo(0)).body("lostReason", equalTo("PRICE"));
        patching("admin", "opportunities", id, 5, "{\"stage\":\"DEMO\"}").statusCode(409).body("code",
                equalTo("opportunity-closed"));
        patching("admin", "opportunities", id, 5, "{\"isWon\":true}").statusCode(400).body("code", equalTo("unknown-field"));
        acting(id, 5, "reopen", "{}").statusCode(422).body("code", equalTo("close-date-required"));
        acting(id, 5, "reopen", "{\"expectedCloseOn\":\"" + TOMORROW + "\"}").statusCode(200).body("isClosed", equalTo(false))
                .body("stage", equalTo("DEMO")).body("closedAt", nullValue()).body("reopenCount", equalTo(1))
                .body("lostReason", nullValue()).body("expectedCloseOn", equalTo(TOMORROW));
        acting(id, 5, "reopen", "{\"expectedCloseOn\":\"" + TOMORROW + "\"}").statusCode(412);
        acting(id, 6, "close", "{\"outcome\":\"WON\"}").statusCode(200).body("probability", equalTo(100));

        as("analyst").get(B2B + "opportunities/" + id + "/history").then().statusCode(200)
                .body("items.stage", contains("QUALIFIED", "PILOT", "DEMO", "CLOSED_LOST", "DEMO", "CLOSED_WON"))
                .body("items.direction", contains("FORWARD", "FORWARD", "BACKWARD", "FORWARD", "REOPEN", "FORWARD"))
                .body("items[3].lostReason", equalTo("PRICE"));
    }

    @Test
    void movesByPatchLikeByAction() {
        String id = newDeal();

        patching("admin", "opportunities", id, 1, "{\"stage\":\"DEMO\",\"nextStep\":\"Show it\"}").statusCode(200)
                .header("ETag", "\"2\"").body("stage", equalTo("DEMO")).body("nextStep", equalTo("Show it"));
        patching("admin", "opportunities", id, 2, "{\"stage\":\"QUALIFIED\"}").statusCode(422)
                .body("code", equalTo("reason-required"));
        as("admin").get(B2B + "opportunities/" + id + "/history").then().body("items", hasSize(2));
    }

    @Test
    void movesOnceWhenTwentyMoveItAtTheSameTime() throws Exception {
        String id = newDeal();
        List<Callable<Integer>> moves = Collections.nCopies(20,
                () -> acting(id, 1, "stage", "{\"stage\":\"DEMO\"}").extract().statusCode());
        List<Integer> statuses = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(20)) {
            for (var move : threads.invokeAll(moves)) {
                statuses.add(move.get());
            }
        }

        assertThat(statuses).containsOnly(200, 412);
        assertThat(statuses.stream().filter(status -> status == 200)).hasSize(1);
        as("admin").get(B2B + "opportunities/" + id + "/history").then().body("items", hasSize(2));
        as("admin").queryParam("recordId", id).get(B2B + "audit-events").then().body("items", hasSize(2));
        assertThat(events("opportunity", id)).hasSize(2);
    }

    @Test
    void refusesALineThatIsNone() {
        posting("admin", "opportunities", "{\"name\":\"Deal\",\"lines\":[null]}").statusCode(422)
                .body("code", equalTo("required")).body("errors.pointer", contains("/lines/0"));
    }

    @Test
    void keepsWhatTheFirstOfTwoEditorsWrote() {
        String id = newDeal();
        patching("admin", "opportunities", id, 1, "{\"amount\":{\"amount\":\"9000.00\",\"currency\":\"EUR\"}}").statusCode(200);

        patching("admin", "opportunities", id, 1, "{\"nextStep\":\"Call\"}").statusCode(412).header("ETag", "\"2\"");

        as("admin").get(B2B + "opportunities/" + id).then().body("amount.amount", equalTo("9000.00"))
                .body("nextStep", nullValue());
        as("admin").contentType("application/json").body("{\"stage\":\"DEMO\"}").post(B2B + "opportunities/" + id + "/stage")
                .then().statusCode(428);
        patching("admin", "opportunities", id, 2, "{\"amount\":{\"amount\":\"100.50\",\"currency\":\"KRW\"}}").statusCode(422)
                .body("code", equalTo("invalid-amount-scale"));
    }

    @Test
    void tellsTheFeedIdsAndCodesButNoWords() {
        String product = create("products", "{\"sku\":\"" + unique("sku") + "\"}").get("id");
        String id = create("opportunities", "{\"name\":\"Secret plan\",\"nextStep\":\"Call Ani\",\"lines\":[{\"productId\":\""
                + product + "\",\"quantity\":2.50,\"amount\":{\"amount\":\"12.34\",\"currency\":\"USD\"}}]}").get("id");

        JsonPath event = JsonPath.from(events("opportunity", id).getFirst());

        assertThat(event.getString("type")).isEqualTo("tandem.opportunity.v1");
        assertThat(event.getString("source")).isEqualTo("/accounts-service");
        assertThat(event.getString("data.stageCode")).isEqualTo("QUALIFIED");
        assertThat(event.getString("data.amount.amount")).isEqualTo("12.34");
        assertThat(event.getString("data.lines[0].productId")).isEqualTo(product);
        assertThat(event.getInt("data.lines[0].lineNo")).isEqualTo(1);
        assertThat(event.getBoolean("data.isClosed")).isFalse();
        assertThat(event.getString("data.recordSource")).isEqualTo("API");
        assertThat(event.<Object> get("data.name")).isNull();
        assertThat(event.<Object> get("data.nextStep")).isNull();
        assertThat(event.getMap("data")).containsKeys("accountId", "ownerId", "teamId", "pipelineId", "stageId", "leadSource",
                "probability", "forecastCategory", "isWon", "lostReason", "openedAt", "openedOn", "openedPrecision",
                "openedOnEstimated", "closedAt", "closedOn", "closedPrecision", "expectedCloseOn", "reopenCount", "externalId",
                "version");
    }

    @Test
    void refusesToChangeTheMeaningOfAStageThatDealsAreIn() {
        String code = unique("p");
        JsonPath pipeline = create("pipelines", "{\"code\":\"" + code
                + "\",\"stages\":[{\"code\":\"A\",\"probability\":10},{\"code\":\"B\",\"probability\":20},{\"code\":\"W\",\"isWon\":true}]}");
        String id = pipeline.get("id");
        create("opportunities", "{\"name\":\"Deal\",\"pipelineId\":\"" + id + "\",\"stage\":\"B\"}");

        patching("admin", "pipelines", id, 1,
                "{\"stages\":[{\"code\":\"A\",\"probability\":10},{\"code\":\"W\",\"isWon\":true}]}")
                .statusCode(409).body("code", equalTo("stage-in-use"));
        patching("admin", "pipelines", id, 1, """
                {"stages":[{"code":"A","probability":10},{"code":"B","isClosed":true},{"code":"W","isWon":true}]}""")
                .statusCode(409).body("code", equalTo("stage-in-use"));
        patching("admin", "pipelines", id, 1, """
                {"stages":[{"code":"B","probability":30},{"code":"A","probability":10},{"code":"W","isWon":true}]}""")
                .statusCode(200).body("stages.code", contains("B", "A", "W"));
        as("admin").header("If-Match", "\"2\"").delete(B2B + "pipelines/" + id).then().statusCode(409)
                .body("code", equalTo("pipeline-in-use"));
    }

    @Test
    void doesNotBeginInAClosedStage() {
        posting("admin", "opportunities", "{\"name\":\"Deal\",\"stage\":\"CLOSED_WON\"}").statusCode(422)
                .body("code", equalTo("stage-closed"));
    }

    /** The events of one record, as JSON. */
    static List<String> events(String kind, String id) {
        List<String> found = new ArrayList<>();
        String after = null;
        while (true) {
            var request = as("system").queryParam("limit", 1000);
            JsonNode page = json((after == null ? request : request.queryParam("after", after)).get("/feeds/" + kind).then()
                    .statusCode(200).extract().asString());
            page.forEach(event -> {
                if (id.equals(event.get("subject").asText())) {
                    found.add(event.toString());
                }
            });
            if (page.isEmpty()) {
                return found;
            }
            after = page.get(page.size() - 1).get("position").asText();
        }
    }

    private static JsonNode json(String text) {
        try {
            return StrictJson.mapper().readTree(text);
        } catch (JsonProcessingException broken) {
            throw new AssertionError(text, broken);
        }
    }
}
