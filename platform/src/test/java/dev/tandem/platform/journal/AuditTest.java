package dev.tandem.platform.journal;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

import javax.sql.DataSource;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import dev.tandem.platform.ids.Ids;
import dev.tandem.platform.personal.SubjectKeys;
import dev.tandem.platform.testing.OwnerConnection;
import dev.tandem.platform.testing.PostgresTestResource;
import dev.tandem.platform.testing.TestTokens;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;

@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class AuditTest {

    private static final String AUDIT = "/api/v1/toy/audit-events";

    @Inject
    Things things;

    @Inject
    SubjectKeys keys;

    @Inject
    DataSource dataSource;

    @Test
    void listsWhoDidWhatNewestFirstPageByPage() {
        UUID id = things.create("audited", "one");
        things.rename(id, "two");
        things.delete(id);

        String cursor = admin().queryParam("kind", "audited").queryParam("recordId", id).queryParam("limit", 2).get(AUDIT)
                .then().statusCode(200).body("items.action", contains("deleted", "renamed"),
                        "items.version", contains(3, 2), "items.actor", contains("system", "system"),
                        "items[1].after.name", equalTo("two"))
                .extract().path("nextCursor");
        admin().queryParam("recordId", id).queryParam("limit", 2).queryParam("cursor", cursor).get(AUDIT).then()
                .statusCode(200).body("items.action", contains("created"), "nextCursor", nullValue());
        given().auth().oauth2(TestTokens.of("analyst")).get(AUDIT).then().statusCode(403);
        admin().queryParam("cursor", "bm9uc2Vuc2U").get(AUDIT).then().statusCode(400).body("code", equalTo("invalid-cursor"));
    }

    @Test
    void namesTheCallerAndTheRequest() {
        String location = given().auth().oauth2(TestTokens.token("sub-ann", "ann", "admin"))
                .header("X-Request-Id", "request-4711").post("/api/v1/toy/things/called").then().statusCode(201).extract()
                .header("Location");
        String id = location.substring(location.lastIndexOf('/') + 1);

        admin().queryParam("recordId", id).get(AUDIT).then().statusCode(200).body("items.actor", contains("sub-ann"),
                "items.requestId", contains("request-4711"));
    }

    @Test
    void theApplicationCanAddButNeitherChangeNorRemove() {
        UUID id = things.create("permanent", "stays");

        for (String sql : new String[] { "UPDATE audit SET actor = 'nobody'", "DELETE FROM audit", "TRUNCATE audit",
                "DELETE FROM outbox", "UPDATE outbox SET change = 'ERASED' WHERE entity_id = '" + id + "'",
                "INSERT INTO outbox_default SELECT * FROM outbox", "UPDATE feed_epoch SET epoch = 9",
                "SELECT raise_feed_epoch()", "CREATE TABLE mine (id int)" }) {
            assertThatExceptionOfType(SQLException.class).as(sql).isThrownBy(() -> execute(sql))
                    .satisfies(refused -> assertThat(refused.getSQLState()).isEqualTo("42501"));
        }
    }

    @Test
    void keepsWhatIsPersonalOnlySealedSoThatForgettingTheKeyErasesIt() throws SQLException {
        UUID person = Ids.next();
        UUID id = things.createPerson("people", "Ada Lovelace", person);

        assertThat(rawRow(id)).doesNotContain("Lovelace").contains(id.toString());
        admin().queryParam("recordId", id).get(AUDIT).then().body("items[0].after.name", equalTo("Ada Lovelace"),
                "items[0].erasedFields", empty());

        QuarkusTransaction.requiringNew().run(() -> keys.forget(person));

        admin().queryParam("recordId", id).get(AUDIT).then().body("items[0].after.name", nullValue(),
                "items[0].after.id", notNullValue(), "items[0].erasedFields", contains("name"));
    }

    private static String rawRow(UUID id) throws SQLException {
        try (Connection owner = OwnerConnection.open();
                Statement statement = owner.createStatement();
                ResultSet row = statement.executeQuery("SELECT a::text || encode(a.after_sealed, 'escape') FROM audit a "
                        + "WHERE record_id = '" + id + "'")) {
            row.next();
            return row.getString(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static RequestSpecification admin() {
        return given().auth().oauth2(TestTokens.of("admin"));
    }
}
