package dev.tandem.accounts.opportunity;

import static dev.tandem.accounts.Http.B2B;
import static dev.tandem.accounts.Http.as;
import static dev.tandem.accounts.opportunity.OpportunityResourceTest.events;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.tandem.accounts.CrmFiles;
import dev.tandem.platform.testing.OwnerConnection;
import dev.tandem.platform.testing.PostgresTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;

@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class CrmImportTest {

    /** The public data set, where it is there; its figures are those of its own read-me. */
    @Test
    void keepsEveryRowOfTheFilesAndFindsNothingNewTheSecondTime() throws SQLException {
        CrmFiles files = CrmFiles.realOrSample();

        JsonPath first = files.sendAll();

        boolean real = CrmFiles.isReal();
        assertThat(first.getInt("rows.created")).isEqualTo(real ? 8800 : 6);
        String pipeline = as("admin").queryParam("code", files.pipeline()).get(B2B + "pipelines").path("items[0].id");
        assertCount(pipeline, "accountId=null", real ? 1425 : 2);
        assertCount(pipeline, "isWon=true", real ? 4238 : 2);
        assertCount(pipeline, "isClosed=true&isWon=false", real ? 2473 : 1);
        assertCount(pipeline, "stage=PROSPECTING", real ? 500 : 1);
        assertCount(pipeline, "lostReason=NOT_RECORDED", real ? 2473 : 1);
        assertCount(pipeline, "closedFrom=2017-01-01&closedBefore=2018-01-01", real ? 6711 : 3);
        assertThat(number("select count(*) from account a join external_id x on x.record_id = a.id where x.system = '"
                + files.system() + "' and a.parent_account_id is not null")).isEqualTo(real ? 15 : 1);
        assertInvariants();

        long audited = number("select count(*) from audit");
        long told = number("select count(*) from outbox");
        long stays = number("select count(*) from opportunity_stage_history");
        JsonPath second = files.sendAll();

        assertThat(second.getInt("rows.unchanged")).isEqualTo(first.getInt("rows.created"));
        assertThat(number("select count(*) from audit")).isEqualTo(audited);
        assertThat(number("select count(*) from outbox")).isEqualTo(told);
        assertThat(number("select count(*) from opportunity_stage_history")).isEqualTo(stays);
    }

    @Test
    void tellsTheLifeOfADealFromItsRow() {
        CrmFiles files = CrmFiles.sample();
        files.sendAll();
        JsonPath won = deal(files, "S0002");

        assertThat(won.getString("openedOn")).isEqualTo("2016-10-25");
        assertThat(won.getString("openedAt")).isEqualTo("2016-10-25T00:00:00Z");
        assertThat(won.getString("openedPrecision")).isEqualTo("DAY");
        assertThat(won.getString("closedOn")).isEqualTo("2017-03-11");
        assertThat(won.getBoolean("isWon")).isTrue();
        assertThat(won.getString("amount.amount")).isEqualTo("4514.00");
        assertThat(won.getString("source")).isEqualTo("IMPORT");
        assertThat(won.getString("externalIds[0].id")).isEqualTo("S0002");
        as("admin").get(B2B + "opportunities/" + won.get("id") + "/history").then()
                .body("items.stage", contains("PROSPECTING", "WON"))
                .body("items.enteredOn", contains("2016-10-25", "2017-03-11")).body("totalDays", equalTo(137));

        JsonPath undated = deal(files, "S0006");
        assertThat(undated.getBoolean("openedOnEstimated")).isTrue();
        assertThat(undated.getString("openedOn")).isNotNull();

        List<String> events = events("opportunity", won.get("id"));
        assertThat(events).hasSize(1);
        assertThat(JsonPath.from(events.getFirst()).getString("data.externalId")).isEqualTo("S0002");
        assertThat(JsonPath.from(events.getFirst()).getString("data.closedOn")).isEqualTo("2017-03-11");
    }

    @Test
    void followsTheFileWhenDealsGoOnAndNoticesCorrections() throws SQLException {
        CrmFiles files = CrmFiles.sample();
        files.sendAll();
        String header = files.text("sales_pipeline.csv").lines().findFirst().orElseThrow() + "\n";

        JsonPath job = files.send("opportunity", "opportunities", header
                + "S0001,Ida Berg,GTX Basic,Nordic Mills,Won,2016-10-20,2017-03-05,600\n"
                + "S0004,Una Falk,GTX Basic,Kumo Works,Won,2016-12-01,2017-05-01,500\n"
                + "S0006,Tom Reed,GTX Pro,,Engaging,2017-02-01,,\n"
                + "S0003,Una Falk,GTX Pro,Kumo Works,Lost,2016-11-01,2017-01-05,0\n", "text/csv");

        assertThat(job.getInt("rows.updated")).isEqualTo(3);
        assertThat(job.getInt("rows.unchanged")).isEqualTo(1);
        assertThat(deal(files, "S0001").getString("closedOn")).isEqualTo("2017-03-05");
        assertThat(deal(files, "S0001").getInt("version")).isEqualTo(2);
        assertThat(deal(files, "S0004").getBoolean("isWon")).isTrue();
        JsonPath dated = deal(files, "S0006");
        assertThat(dated.getBoolean("openedOnEstimated")).isFalse();
        assertThat(dated.getString("openedOn")).isEqualTo("2017-02-01");
        assertThat(dated.getString("stage")).isEqualTo("ENGAGING");
        assertInvariants();
    }

    @Test
    void failsOnlyTheRowsThatAreWrongAndSaysWhy() {
        CrmFiles files = CrmFiles.sample();
        files.sendAll();
        String header = files.text("sales_pipeline.csv").lines().findFirst().orElseThrow() + "\n";

        JsonPath job = files.send("opportunity", "opportunities", header
                + "S0101,Ida Berg,GTX Basic,Nordic Mills,Won,2016-10-20,,600\n"
                + "S0102,Ida Berg,GTX Basic,Nordic Mills,Won,2017-10-20,2017-03-05,600\n"
                + "S0103,Ida Berg,GTX Basic,Nordic Mills,Dreaming,2017-10-20,,\n"
                + "S0104,Ida Berg,GTX Basic,Nordic Mills,Won,2016-10-20,2017-03-05,600\n", "text/csv");

        assertThat(job.getInt("rows.created")).isEqualTo(1);
        as("admin").get(B2B + "imports/" + job.get("id") + "/errors").then()
                .body("items.row", contains(1, 2, 3))
                .body("items.code", contains("closed-on-required", "closed-before-opened", "unknown-stage"));
    }

    @Test
    void refusesACircleInAFileAndKeepsTheOtherRows() {
        CrmFiles files = CrmFiles.sample();
        String header = files.text("accounts.csv").lines().findFirst().orElseThrow() + "\n";
        files.send("account", "accounts", header + "Top,retail,1990,1,1,Norway,\nSub,retail,1990,1,1,Norway,Top\n", "text/csv");

        JsonPath job = files.send("account", "accounts", header + "Top,retail,1990,1,1,Norway,Sub\n"
                + "Other,software,1990,1,1,Norway,\nOdd,alchemy,1990,1,1,Atlantis,\n", "text/csv");

        assertThat(job.getInt("rows.created")).isEqualTo(1);
        as("admin").get(B2B + "imports/" + job.get("id") + "/errors").then().body("items", hasSize(3))
                .body("items.find { it.code == 'hierarchy-cycle' }.row", equalTo(1))
                .body("items.find { it.code == 'unknown-industry' }.value", equalTo("alchemy"))
                .body("items.find { it.code == 'unknown-country' }", notNullValue());
    }

    private static JsonPath deal(CrmFiles files, String externalId) {
        try (Connection owner = OwnerConnection.open();
                var query = owner.prepareStatement("select record_id from external_id where system = ? and id = ?")) {
            query.setString(1, files.system());
            query.setString(2, externalId);
            try (ResultSet rows = query.executeQuery()) {
                assertThat(rows.next()).isTrue();
                return as("admin").get(B2B + "opportunities/" + rows.getString(1)).then().statusCode(200).extract().jsonPath();
            }
        } catch (SQLException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static void assertCount(String pipeline, String query, int expected) {
        as("admin").get(B2B + "opportunities/count?pipelineId=" + pipeline + "&" + query).then().statusCode(200)
                .body("count", equalTo(expected));
    }

    /** I1 to I3 over all rows of the database. */
    private static void assertInvariants() throws SQLException {
        assertThat(number("""
                select count(*) from opportunity o join stage s on s.id = o.stage_id
                where (o.is_closed, o.is_won) <> (s.is_closed, s.is_won) or (o.closed_at is not null) <> o.is_closed"""))
                .isZero();
        assertThat(number("""
                select count(*) from opportunity o where (select count(*) from opportunity_stage_history h
                    where h.opportunity_id = o.id and h.exited_at is null and h.voided_at is null
                    and h.to_stage_id = o.stage_id) <> 1""")).isZero();
        assertThat(
                number("""
                        select count(*) from (select entered_at, lag(exited_at) over w as left_at, row_number() over w as n
                            from opportunity_stage_history where voided_at is null window w as (partition by opportunity_id order by seq))
                            as stay where n > 1 and entered_at is distinct from left_at"""))
                .isZero();
    }

    private static long number(String sql) throws SQLException {
        try (Connection owner = OwnerConnection.open(); ResultSet rows = owner.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
