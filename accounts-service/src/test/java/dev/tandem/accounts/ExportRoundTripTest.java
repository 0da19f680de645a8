package dev.tandem.accounts;

import static dev.tandem.accounts.Http.B2B;
import static dev.tandem.accounts.Http.as;
import static dev.tandem.accounts.Http.create;
import static dev.tandem.accounts.Http.unique;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;

import org.hibernate.SessionFactory;
import org.hibernate.stat.Statistics;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.tandem.platform.exports.ExportKind;
import dev.tandem.platform.imports.ImportKind;
import dev.tandem.platform.testing.OwnerConnection;
import dev.tandem.platform.testing.PostgresTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;

/** Every kind comes out as a file that comes back unchanged, whatever its records say. */
@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class ExportRoundTripTest {

    private static final List<String> NASTY = List.of("=HYPERLINK(\\\"http://x\\\")", "+1", "-5", "@SUM(A1)", "'=1", "'t Hooft",
            "say \\\"hi\\\", or;\\nnot\\r\\n", "ünïcödé 漢字", "\\ttab ", " blanks ");

    private static boolean filled;

    @Inject
    @Any
    Instance<ExportKind<?>> exportable;

    @Inject
    @Any
    Instance<ImportKind<?>> importable;

    @Inject
    SessionFactory sessions;

    @BeforeAll
    static void forgetFilled() {
        filled = false;
    }

    private static void fill() {
        if (filled) {
            return;
        }
        filled = true;
        CrmFiles.sample().sendAll();
        String team = create("teams", "{\"code\":\"" + unique("t") + "\",\"name\":\"-team\",\"region\":\"=region\"}").get("id");
        String user = create("sales-users", "{\"username\":\"" + unique("u") + "\",\"teamId\":\"" + team + "\"}").get("id");
        String product = create("products", "{\"sku\":\"" + unique("=p") + "\"}").get("id");
        String gone = create("products", "{\"sku\":\"" + unique("gone") + "\"}").get("id");
        String left = create("accounts", "{\"name\":\"Left\"}").get("id");
        for (String text : NASTY) {
            String account = create("accounts", """
                    {"name":"%1$s","legalName":"%1$s","tier":"","annualRevenue":{"amount":"12.30","currency":"EUR"},
                     "billingAddress":{"line1":"%1$s","city":"-city","country":"DE"},"ownerId":"%2$s","teamId":"%3$s"}"""
                    .formatted(text, user, team)).get("id");
            create("contacts", """
                    {"firstName":"%1$s","lastName":"%1$s","title":"%1$s","email":"%4$s@acme.example","phone":"+628123456789",
                     "consents":[{"purpose":"PROFILING","grantedOn":"2026-01-01","evidence":"%1$s"}],"ownerId":"%3$s",
                     "accounts":[{"accountId":"%2$s","role":"LEGAL","isPrimary":true},{"accountId":"%5$s","isActive":false}]}"""
                    .formatted(text, account, user, unique("c"), left));
            create("opportunities", """
                    {"name":"%1$s","accountId":"%2$s","nextStep":"%1$s","amount":{"amount":"7","currency":"JPY"},
                     "lines":[{"productId":"%3$s","quantity":1.5,"amount":{"amount":"3","currency":"JPY"}},
                      {"productId":"%4$s","amount":{"amount":"4","currency":"JPY"}}]}"""
                    .formatted(text, account, product, gone));
        }
        String dropped = create("accounts", "{\"name\":\"Dropped and forgotten\"}").get("id");
        as("admin").header("If-Match", "\"1\"").delete(B2B + "accounts/" + dropped).then().statusCode(204);
        as("admin").header("If-Match", "\"1\"").delete(B2B + "products/" + gone);
    }

    @ParameterizedTest
    @CsvSource({ "account,csv", "account,ndjson", "contact,csv", "contact,ndjson", "team,csv", "team,ndjson", "sales-user,csv",
            "sales-user,ndjson",
            "product,csv", "product,ndjson", "pipeline,csv", "pipeline,ndjson", "opportunity,csv", "opportunity,ndjson" })
    void findsEveryRowUnchanged(String kind, String format) throws SQLException {
        fill();
        byte[] file = as("admin").get(B2B + "exports/" + kind + "?format=" + format).then().statusCode(200)
                .header("Content-Disposition", containsString(kind + "." + format)).extract().asByteArray();
        String before = traces();

        JsonPath job = send(kind, format, file);

        assertThat(job.getInt("rows.failed")).as(() -> as("admin").get(B2B + "imports/" + job.getString("id") + "/errors")
                .asString()).isZero();
        assertThat(job.getInt("rows.unchanged")).isEqualTo(job.getInt("rows.read")).isPositive();
        assertThat(traces()).isEqualTo(before);
        assertThat(new String(file, UTF_8)).doesNotContain("Dropped and forgotten");
    }

    @Test
    void exportsEveryKindThatItImports() {
        assertThat(exportable.stream().map(ImportKind::kind))
                .containsExactlyInAnyOrderElementsOf(importable.stream().map(ImportKind::kind).toList());
    }

    @Test
    void guardsTextsAndLeavesNumbersAsTheyAre() {
        fill();
        String file = as("admin").get(B2B + "exports/account").then().statusCode(200).extract().asString();

        assertThat(file).contains(",12.30,EUR,", ",'-city,", "'=HYPERLINK", ",''=1,", ",'t Hooft,", "\" blanks \"");
        as("marketing").get(B2B + "exports/account").then().statusCode(200);
        as("marketing").get(B2B + "exports/opportunity").then().statusCode(403);
        as("sales").get(B2B + "exports/account").then().statusCode(403);
    }

    @Test
    void asksTheDatabaseAsOftenForTwentyRecordsAsForTen() {
        fill();
        fillMore();
        for (ExportKind<?> kind : exportable) {
            if (Set.of("account", "contact", "opportunity").contains(kind.kind())) {
                String file = as("admin").get(B2B + "exports/" + kind.kind()).then().statusCode(200).extract().asString();
                long small = statements(file, kind.kind());
                assertThat(small).as(kind.kind()).isLessThan(12);
            }
        }
    }

    private static void fillMore() {
        for (int i = 0; i < 20; i++) {
            create("accounts", "{\"name\":\"Account " + i + "\"}");
        }
    }

    private long statements(String earlier, String kind) {
        assertThat(earlier).isNotEmpty();
        Statistics statistics = sessions.getStatistics();
        statistics.setStatisticsEnabled(true);
        statistics.clear();
        as("admin").get(B2B + "exports/" + kind).then().statusCode(200);
        return statistics.getPrepareStatementCount();
    }

    private static JsonPath send(String kind, String format, byte[] file) {
        return Files.send(kind, null, format.equals("csv") ? "text/csv" : "application/x-ndjson", file);
    }

    /** What a change would leave behind. */
    private static String traces() throws SQLException {
        try (Connection connection = OwnerConnection.open();
                ResultSet row = connection.createStatement().executeQuery("""
                        SELECT (SELECT count(*) FROM audit) || ' audits, ' || (SELECT count(*) FROM outbox) || ' events, '
                            || (SELECT sum(version) FROM account) || ' ' || (SELECT sum(version) FROM opportunity) || ' '
                            || (SELECT sum(version) FROM contact) || ' '
                            || (SELECT count(*) FROM opportunity_stage_history)""")) {
            row.next();
            return row.getString(1);
        }
    }
}
