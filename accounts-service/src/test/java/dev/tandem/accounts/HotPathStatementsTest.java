package dev.tandem.accounts;

import static dev.tandem.accounts.Http.B2B;
import static dev.tandem.accounts.Http.as;
import static dev.tandem.accounts.Http.create;
import static dev.tandem.accounts.Http.patching;
import static dev.tandem.accounts.Http.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.tandem.platform.testing.Eventually;
import dev.tandem.platform.testing.PostgresTestResource;
import dev.tandem.platform.testing.Statements;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** What front-ends and readers do all day costs a few statements, and none of them runs once for each row. */
@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class HotPathStatementsTest {

    /** The service's own timers may ask the same meanwhile. */
    private static final int TIMERS = 3;

    @Test
    void listsFiftyAccountsAsItListsTwo() {
        String manager = unique("boss");
        String owner = create("sales-users", "{\"username\":\"" + manager + "\"}").get("id");
        imported(60, unique("list"), owner);
        for (String role : new String[] { "admin", "sales-manager" }) {
            Statements few = Statements.of(() -> list(manager, role, 2));
            Statements many = Statements.of(() -> list(manager, role, 50));
            assertThat(few.total()).as("%s: %s", role, few).isLessThanOrEqualTo(12);
            assertThat(many.repeats()).as("%s: %s", role, many).isLessThanOrEqualTo(few.repeats() + TIMERS);
        }
    }

    @Test
    void readsCreatesAndChangesOneAccountWithAFewStatements() {
        String body = "{\"name\":\"Acme\",\"industry\":\"retail\",\"externalIds\":[{\"system\":\"crm\",\"id\":\"%s\"}]}";
        String id = create("accounts", body.formatted(unique("id"))).get("id");

        Statements read = Statements.of(() -> as("analyst").get(B2B + "accounts/" + id).then().statusCode(200));
        Statements created = Statements.of(() -> create("accounts", body.formatted(unique("id"))));
        Statements changed = Statements.of(() -> patching("admin", "accounts", id, 1, "{\"tier\":\"B\"}").statusCode(200));

        assertThat(read.total()).as("read: %s", read).isLessThanOrEqualTo(8);
        assertThat(created.total()).as("created: %s", created).isLessThanOrEqualTo(18);
        assertThat(changed.total()).as("changed: %s", changed).isLessThanOrEqualTo(18);
    }

    @Test
    void importsRowsWithoutAskingForEach() {
        imported(500, unique("warm"), null);
        Statements few = Statements.of(() -> imported(100, unique("few"), null));
        Statements many = Statements.of(() -> imported(500, unique("many"), null));

        assertThat((many.total() - few.total()) / 400.0).as("statements for one row: %s", many).isLessThan(8);
        assertThat(many.repeats("select")).as("questions: %s", many).isLessThan(250);
    }

    @Test
    void servesALongPageOfAFeedAsAShortOne() {
        imported(300, unique("feed"), null);
        Statements few = Statements.of(() -> feed(1));
        Statements many = Statements.of(() -> feed(250));

        assertThat(few.total()).as("short: %s", few).isLessThanOrEqualTo(12);
        assertThat(many.repeats()).as("long: %s", many).isLessThanOrEqualTo(few.repeats() + TIMERS);
    }

    private static void list(String username, String role, int limit) {
        as(username, role).queryParam("limit", limit).get(B2B + "accounts").then().statusCode(200)
                .body("items", hasSize(limit));
    }

    private static void feed(int limit) {
        Eventually.within(Duration.ofSeconds(20), () -> as("system").queryParam("limit", limit).get("/feeds/account").then()
                .statusCode(200).body("$", hasSize(limit)));
    }

    private static void imported(int count, String system, String owner) {
        String mapping = unique("mapping");
        String fields = "\"name\":{\"from\":\"name\"}" + (owner == null ? "" : ",\"ownerId\":{\"from\":\"owner\"}");
        as("admin").contentType("application/json")
                .body("{\"format\":\"CSV\",\"externalId\":{\"system\":\"" + system + "\",\"from\":\"name\"},\"fields\":{"
                        + fields + "}}")
                .put(B2B + "import-mappings/" + mapping).then().statusCode(201);
        StringBuilder file = new StringBuilder("name,owner\n");
        for (int i = 0; i < count; i++) {
            file.append("Acme ").append(i).append(',').append(owner).append('\n');
        }
        String job = as("admin").header("Idempotency-Key", UUID.randomUUID().toString()).contentType("text/csv")
                .queryParam("mapping", mapping).body(file.toString().getBytes(StandardCharsets.UTF_8))
                .post(B2B + "imports/account").then().statusCode(202).extract().header("Location");
        Eventually.within(Duration.ofMinutes(2), () -> as("admin").get(job).then().body("state", equalTo("COMPLETED"))
                .body("rows.created", equalTo(count)));
    }
}
