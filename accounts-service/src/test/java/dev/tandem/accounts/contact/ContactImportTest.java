package dev.tandem.accounts.contact;

import static dev.tandem.accounts.Http.B2B;
import static dev.tandem.accounts.Http.as;
import static dev.tandem.accounts.Http.create;
import static dev.tandem.accounts.Http.unique;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.tandem.accounts.Files;
import dev.tandem.platform.testing.PostgresTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;

@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class ContactImportTest {

    private final String system = unique("crm");
    private String mapping;

    @BeforeEach
    void readTheColumns() {
        mapping = Files.mapping("""
                {"format":"CSV","externalId":{"system":"%1$s","from":"no"},"fields":{"firstName":"first","lastName":"last",
                 "email":"mail","title":"job","accounts.0.accountId":{"ref":"account","system":"%1$s","from":"company"},
                 "accounts.0.role":{"from":"role","map":{"buyer":"PROCUREMENT"}}}}""".formatted(system));
    }

    private JsonPath send(String rows) {
        return Files.send("contact", mapping, "text/csv", ("no,first,last,mail,job,company,role\n" + rows).getBytes(UTF_8));
    }

    private String account(String no) {
        return create("accounts", "{\"name\":\"Company " + no + "\",\"externalIds\":[{\"system\":\"" + system + "\",\"id\":\""
                + no + "\"}]}").get("id");
    }

    private JsonPath contact(String no) {
        return as("admin").queryParam("externalId", system + ":" + no).get(B2B + "contacts").then().body("items", hasSize(1))
                .extract().jsonPath();
    }

    @Test
    void bringsPeopleIntoTheirCompanies() {
        String acme = account("a");
        String rows = "1,Ani,Wijaya,%1$s1@acme.example,CFO,a,buyer\n2,Budi,,,,a,\n".formatted(system);

        assertThat(send(rows).getMap("rows").toString()).contains("created=2", "failed=0");
        assertThat(contact("1").getString("items[0].accounts[0].accountId")).isEqualTo(acme);
        assertThat(contact("1").getString("items[0].accounts[0].role")).isEqualTo("PROCUREMENT");
        assertThat(contact("1").getString("items[0].source")).isEqualTo("IMPORT");
        assertThat(send(rows).getMap("rows").toString()).contains("unchanged=2");
    }

    @Test
    void keepsWhatWasEnteredByHand() {
        String acme = account("a");
        String globex = account("b");
        send("1,Ani,Wijaya,,CFO,a,buyer\n");
        String id = contact("1").getString("items[0].id");
        as("admin").contentType("application/merge-patch+json").header("If-Match", "\"1\"").body("""
                {"phone":"+628123456789","accounts":[{"accountId":"%s","role":"PROCUREMENT","isPrimary":true},
                 {"accountId":"%s","role":"SIGNER"}]}""".formatted(acme, globex)).patch(B2B + "contacts/" + id).then()
                .statusCode(200);

        assertThat(send("1,Ani,Wijaya,,CFO,a,buyer\n").getInt("rows.unchanged")).isEqualTo(1);
        assertThat(send("1,Ani,Wijaya,,CEO,a,\n").getInt("rows.updated")).isEqualTo(1);
        as("admin").get(B2B + "contacts/" + id).then().body("title", equalTo("CEO")).body("phone", equalTo("+628123456789"))
                .body("accounts.role", containsInAnyOrder("PROCUREMENT", "SIGNER"))
                .body("accounts.findAll { it.isPrimary }.accountId", contains(acme));
    }

    @Test
    void refusesTheRowsThatCannotBeAndTakesTheOthers() {
        account("a");
        JsonPath job = send("""
                1,Ani,,not-an-address,,a,
                2,,,,CFO,a,
                3,Budi,,%1$s@acme.example,,a,
                4,Budi,,%1$s@acme.example,,a,
                5,Citra,,,,nowhere,
                6,Dewi,,,,a,buyer
                """.formatted(system));

        assertThat(job.getMap("rows").toString()).contains("created=2", "failed=4");
        as("admin").get(B2B + "imports/" + job.getString("id") + "/errors").then().body("items.code",
                containsInAnyOrder("invalid-email", "required", "email-taken", "unknown-reference"));
    }
}
