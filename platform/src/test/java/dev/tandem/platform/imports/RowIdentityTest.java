package dev.tandem.platform.imports;

import static dev.tandem.platform.imports.ImportClient.rows;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.tandem.platform.testing.PostgresTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;

/** Files whose rows name their records without a mapping, as exports do. */
@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class RowIdentityTest {

    @Inject
    ImportClient imports;

    private String system;

    @BeforeEach
    void begin() {
        imports.workAs("earlier");
        system = imports.system();
    }

    private JsonPath csv(String file) {
        return imports.finished(imports.upload("", "text/csv", file));
    }

    private String export(String format) {
        return imports.admin().get("/api/v1/toy/exports/toy?format=" + format).then().statusCode(200).extract().asString();
    }

    /** The lines of the export that hold the text, under its header. */
    private String exported(String text) {
        String file = export("csv");
        return file.lines().findFirst().orElseThrow() + "\n"
                + String.join("\n", file.lines().filter(line -> line.contains(text)).toList()) + "\n";
    }

    @Test
    void findsEveryRowOfAnExportAgain() {
        String tag = UUID.randomUUID().toString();
        csv("externalId.system,externalId.id,code,name,quantity\n" + system + ",1," + tag + ",'=1+1,3\n,,"
                + tag + ",\"say \"\"hi\"\",\n or not\",\n" + system + ",2," + tag + ",'t Hooft,\n");

        assertThat(csv(export("csv")).getInt("rows.unchanged")).isGreaterThanOrEqualTo(3);
        JsonPath documents = imports.finished(imports.upload("", "application/x-ndjson", export("ndjson")));
        assertThat(documents.getInt("rows.unchanged")).isEqualTo(documents.getInt("rows.read")).isGreaterThanOrEqualTo(3);
        assertThat(export("ndjson")).contains("\"name\":\"=1+1\"", "\"name\":\"'t Hooft\"", "say \\\"hi\\\",\\n or not");
        assertThat(export("csv")).contains(",'=1+1,").doesNotContain(",=1+1");
    }

    @Test
    void changesTheRecordThatARowNamesByItsId() {
        String tag = UUID.randomUUID().toString();
        csv("code,name,quantity\n" + tag + ",Bear,1\n" + tag + ",Duck,1\n");
        String changed = exported(tag).replace("Bear", " Bear ") + ",,,Cat," + tag + ",2,,\n";

        assertThat(csv(changed).getMap("rows")).isEqualTo(rows(3, 1, 1, 1, 0));
        assertThat(exported(tag)).contains(",\" Bear \",").contains("Cat");
        assertThat(csv(exported(tag)).getMap("rows")).isEqualTo(rows(3, 0, 0, 3, 0));
    }

    @Test
    void refusesRowsThatNameNoRecordOrTwo() {
        String tag = UUID.randomUUID().toString();
        csv("externalId.system,externalId.id,code,name\n" + system + ",1," + tag + ",A\n" + system + ",2," + tag + ",B\n");
        String id = exported(tag).lines().skip(1).filter(line -> line.contains(",A,")).findFirst().orElseThrow().substring(0,
                36);
        String file = "id,externalId.system,externalId.id,code,name\n" + UUID.randomUUID() + ",,," + tag + ",X\n" + id + ","
                + system + ",2," + tag + ",X\nno-id,,," + tag + ",X\n," + system + ",," + tag + ",X\n" + id + "," + system
                + ",1," + tag + ",A\n";
        String job = imports.upload("", "text/csv", file);

        assertThat(imports.finished(job).getMap("rows")).isEqualTo(rows(5, 0, 0, 1, 4));
        assertThat(imports.job(job + "/errors").getList("items.code")).containsExactly("unknown-record", "identity-mismatch",
                "invalid-id", "incomplete-identity");
    }

    @Test
    void refusesAFileWithHalfAnExternalId() {
        imports.send("", "text/csv", UUID.randomUUID().toString(), "externalId.id,name,code\n1,A,a\n".getBytes(UTF_8)).then()
                .statusCode(422).body("code", equalTo("incomplete-identity"));
    }
}
