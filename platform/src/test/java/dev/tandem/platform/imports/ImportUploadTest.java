package dev.tandem.platform.imports;

import static dev.tandem.platform.imports.ImportClient.IMPORTS;
import static dev.tandem.platform.imports.ImportClient.rows;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.startsWith;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.tandem.platform.testing.Eventually;
import dev.tandem.platform.testing.PostgresTestResource;
import dev.tandem.platform.testing.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class ImportUploadTest {

    private static final byte[] FILE = "name,code,quantity\nÅ,a,1\nB,b,\n".getBytes(UTF_8);

    @Inject
    ImportClient imports;

    @Inject
    ImportReports reports;

    @Inject
    ImportConfig config;

    @BeforeEach
    void begin() {
        imports.workAs("earlier");
    }

    @Test
    void takesColumnsForFieldsWhereNoMappingIsNamed() {
        JsonPath job = imports.finished(imports.upload("", "text/csv; charset=UTF-8", "name,code,quantity\nÅ,a,1\nB,b,\n"));

        assertThat(job.getMap("rows")).isEqualTo(rows(2, 2, 0, 0, 0));
        assertThat(job.getString("mode")).isEqualTo("UPSERT");
    }

    @Test
    void takesDocumentsAndGzip() throws IOException {
        JsonPath documents = imports.finished(imports.upload("", "application/x-ndjson",
                "{\"name\":\"A\",\"code\":\"a\",\"madeOn\":\"2017-01-31\"}\n{\"name\":\"B\"}\nnonsense\n"));
        assertThat(documents.getMap("rows")).isEqualTo(rows(3, 1, 0, 0, 2));

        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(FILE);
        }
        Response reply = imports.admin().header("Idempotency-Key", key()).header("Content-Encoding", "gzip")
                .contentType("text/csv")
                .body(packed.toByteArray()).post(IMPORTS + "/toy");
        assertThat(reply.statusCode()).isEqualTo(202);
        assertThat(reply.jsonPath().getInt("rows.read")).isEqualTo(2);
    }

    @Test
    void takesTabsAndWhiteSpaceToo() {
        assertThat(imports.finished(imports.upload("", "text/tab-separated-values", "name\tcode\tquantity\nÅ, B\ta\t1\n"))
                .getMap("rows")).isEqualTo(rows(1, 1, 0, 0, 0));
        assertThat(imports.finished(imports.upload("", "text/plain", " name  code quantity\n Bear  b    2\n Duck c 3\n"))
                .getMap("rows")).isEqualTo(rows(2, 2, 0, 0, 0));
    }

    @Test
    void showsAJobAndItsErrorsWithAllTheirFields() {
        String path = imports.upload("?mode=insert&dryRun=true", "text/csv", "name,code,quantity\nA,a,1\nB,b,many\n");

        JsonPath job = imports.finished(path);
        assertThat(job.getMap("$")).containsOnlyKeys("id", "kind", "mapping", "mode", "dryRun", "state", "rows", "failure",
                "startedAt", "finishedAt", "version").containsEntry("kind", "toy").containsEntry("mode", "INSERT")
                .containsEntry("dryRun", true).containsEntry("state", "COMPLETED");
        assertThat(job.getMap("rows")).isEqualTo(rows(2, 1, 0, 0, 1));
        imports.admin().get(path).then().header("ETag", "\"" + job.getInt("version") + "\"");
        assertThat(imports.job(path + "/errors").getMap("items[0]"))
                .containsOnlyKeys("row", "field", "value", "code", "message")
                .containsEntry("row", 2).containsEntry("field", "quantity").containsEntry("value", "many")
                .containsEntry("code", "invalid-number");
        imports.admin().get(path + "/failed-rows").then().statusCode(200).contentType("text/csv")
                .body(startsWith("name,code,quantity,error\nB,b,many,"));
    }

    @Test
    void keepsRowsAndErrorsForThirtyDays() {
        String path = imports.upload("", "text/csv", "name,code,quantity\nB,b,many\n");
        imports.finished(path);
        imports.sql("UPDATE import_job SET started_at = started_at - interval '29 days 23 hours' WHERE id = '"
                + ImportClient.id(path) + "'");
        reports.forgetOld();
        assertThat(imports.job(path + "/errors").getList("items")).hasSize(1);

        imports.sql("UPDATE import_job SET started_at = started_at - interval '2 hours' WHERE id = '" + ImportClient.id(path)
                + "'");
        reports.forgetOld();

        imports.admin().get(path + "/errors").then().statusCode(410).body("code", equalTo("import-expired"));
        imports.admin().get(path + "/failed-rows").then().statusCode(410).body("code", equalTo("import-expired"));
        assertThat(imports.job(path).getMap("rows")).isEqualTo(rows(1, 0, 0, 0, 1));
        assertThat(imports.number("SELECT count(*) FROM import_row WHERE job_id = '" + ImportClient.id(path) + "'")).isZero();
    }

    @Test
    void refusesOneUploadMoreThanItCanTake() throws IOException {
        List<String> keys = Stream.generate(ImportUploadTest::key).limit(config.uploads()).toList();
        List<Socket> slow = new ArrayList<>();
        try {
            for (String key : keys) {
                slow.add(begun(key));
            }
            Eventually.within(Duration.ofSeconds(20),
                    () -> keys.forEach(key -> assertThat(state(key)).isEqualTo("RECEIVING")));
            imports.send("", "text/csv", key(), FILE).then().statusCode(503).body("code", equalTo("overloaded"))
                    .header("Retry-After", "5");
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
        Eventually.within(Duration.ofSeconds(20), () -> keys.forEach(key -> assertThat(state(key)).isEqualTo("FAILED")));
        imports.send("", "text/csv", key(), FILE).then().statusCode(202);
    }

    /** An upload whose end does not come. */
    private static Socket begun(String key) throws IOException {
        Socket socket = new Socket("localhost", RestAssured.port);
        socket.getOutputStream().write(("POST " + IMPORTS + "/toy HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\n"
                + "Authorization: Bearer " + TestTokens.of("admin") + "\r\nIdempotency-Key: " + key
                + "\r\nContent-Length: 1000000\r\n\r\nname,code\nA,a\nB,b\n").getBytes(UTF_8));
        socket.getOutputStream().flush();
        return socket;
    }

    @Test
    void answersTheSameRequestWithTheStoredReplyAndAnotherOneNot() {
        String key = key();
        Response first = imports.send("", "text/csv", key, FILE);
        imports.workAs("worker");
        Response again = imports.send("", "text/csv", "\"" + key + "\"", FILE);

        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(first.header("Idempotency-Replayed")).isNull();
        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(again.header("Location")).startsWith(IMPORTS + "/").isEqualTo(first.header("Location"));
        assertThat(again.asString()).isEqualTo(first.asString());
        imports.send("", "text/csv", key, "name,code\nC,c\n".getBytes(UTF_8)).then().statusCode(422)
                .body("code", equalTo("idempotency-key-reused"));
        imports.send("?mode=insert", "text/csv", key, FILE).then().statusCode(422).body("code",
                equalTo("idempotency-key-reused"));
        imports.admin().contentType("text/csv").body(FILE).post(IMPORTS + "/toy").then().statusCode(400)
                .body("code", equalTo("idempotency-key-required"));
    }

    @Test
    void refusesWhatDoesNotFitBeforeAnyRowIsWorked() {
        imports.send("", "text/csv", key(), "name,colour,code\nA,red,a\n".getBytes(UTF_8)).then().statusCode(422)
                .body("code", equalTo("unknown-column"));
        String mapping = imports.mapping("{\"fields\":{\"name\":\"title\",\"code\":{\"template\":\"{a}-{code}\"}}}");
        imports.send("?mapping=" + mapping, "text/csv", key(), FILE).then().statusCode(422).body("code",
                equalTo("unknown-column"), "errors.pointer", hasItems("/fields/name/from", "/fields/code/template"));
        String unfit = imports.mapping("{\"fields\":{\"title\":\"name\"}}");
        imports.send("?mapping=" + unfit, "text/csv", key(), FILE).then().statusCode(422).body("code",
                equalTo("unknown-field"));
        imports.send("?mapping=none", "text/csv", key(), FILE).then().statusCode(400).body("code", equalTo("unknown-mapping"));
        imports.send("", "text/csv", key(), "name,name\n".getBytes(UTF_8)).then().statusCode(422)
                .body("code", equalTo("duplicate-column"));
        imports.send("", "text/csv", key(), new byte[0]).then().statusCode(422).body("code", equalTo("empty-file"));
        imports.send("?mode=replace", "text/csv", key(), FILE).then().statusCode(400);
        imports.send("", "application/json", key(), FILE).then().statusCode(415);
        imports.send("", "text/csv;charset=iso-8859-1", key(), FILE).then().statusCode(415);
    }

    @Test
    void endsABrokenFileFailedWithoutWorkingARow() {
        String key = key();
        imports.send("", "text/csv", key, "name,code\nA,a\nB,\"b\n".getBytes(UTF_8)).then().statusCode(422)
                .body("code", equalTo("malformed-file"));

        JsonPath newest = imports.job(IMPORTS + "?limit=1");
        assertThat(newest.getString("items[0].state")).isEqualTo("FAILED");
        assertThat(newest.getString("items[0].failure.code")).isEqualTo("malformed-file");
        assertThat(imports.send("", "text/csv", key, FILE).statusCode()).as("the key is free again").isEqualTo(202);
    }

    @Test
    void endsABrokenUploadFailedWithoutWorkingARow() throws IOException {
        long before = imports.number("SELECT count(*) FROM toy");
        String key = key();
        try (Socket upload = begun(key)) {
            assertThat(upload.isConnected()).isTrue();
            Eventually.within(Duration.ofSeconds(10), () -> assertThat(state(key)).isEqualTo("RECEIVING"));
            imports.send("", "text/csv", key, FILE).then().statusCode(409).body("code", equalTo("request-in-progress"))
                    .header("Retry-After", "1");
        }
        Eventually.within(Duration.ofSeconds(20), () -> assertThat(state(key)).isEqualTo("FAILED"));
        imports.workAs("worker");
        assertThat(imports.number("SELECT count(*) FROM toy")).isEqualTo(before);
    }

    private String state(String key) {
        long found = imports
                .number("SELECT count(*) FROM import_job WHERE idempotency_key = '" + key + "' AND state = 'RECEIVING'");
        long failed = imports
                .number("SELECT count(*) FROM import_job WHERE idempotency_key = '" + key + "' AND state = 'FAILED'");
        return found == 1 ? "RECEIVING" : failed == 1 ? "FAILED" : "NONE";
    }

    @Test
    void showsImportsToThoseWhoMayMakeThemNewestFirst() {
        List<String> made = List.of(imports.upload("", "text/csv", "name,code\n"),
                imports.upload("", "text/csv", "name,code\n"),
                imports.upload("", "text/csv", "name,code\n"));

        JsonPath first = imports.job(IMPORTS + "?limit=2&kind=toy");
        JsonPath second = imports.job(IMPORTS + "?limit=2&kind=toy&cursor=" + first.getString("nextCursor"));
        assertThat(first.getList("items.id")).containsExactly(ImportClient.id(made.get(2)), ImportClient.id(made.get(1)));
        assertThat(second.getString("items[0].id")).isEqualTo(ImportClient.id(made.get(0)));
        given().auth().oauth2(TestTokens.of("shopper")).get(made.get(0)).then().statusCode(403);
        given().auth().oauth2(TestTokens.of("shopper")).get(IMPORTS).then().statusCode(403);
        given().get(IMPORTS).then().statusCode(401);
        imports.admin().get(IMPORTS + "/" + UUID.randomUUID()).then().statusCode(404);
        imports.admin().get(IMPORTS + "?cursor=x").then().statusCode(400);
    }

    @Test
    void keepsMappingsByVersion() {
        String path = "/api/v1/toy/import-mappings/" + UUID.randomUUID();
        String one = "{\"kind\":\"toy\",\"fields\":{\"name\":\"a\"}}";
        imports.admin().contentType("application/json").body(one).put(path).then().statusCode(201).header("ETag", "\"1\"");
        imports.admin().contentType("application/json").body(one).put(path).then().statusCode(200).header("ETag", "\"1\"");
        imports.admin().contentType("application/json").body(one.replace("\"a\"", "\"b\"")).header("If-Match", "\"1\"")
                .put(path)
                .then().statusCode(200).header("ETag", "\"2\"");
        imports.admin().contentType("application/json").body(one).header("If-Match", "\"1\"").put(path).then().statusCode(412);
        imports.admin().get(path).then().statusCode(200).header("ETag", "\"2\"").body("fields.name", equalTo("b"));
        imports.admin().header("If-None-Match", "\"2\"").get(path).then().statusCode(304);
        imports.admin().contentType("application/json").body("{\"kind\":\"toy\",\"fields\":{\"nam\":\"a\"}}").put(path).then()
                .statusCode(422).body("errors.pointer", hasItems("/fields/nam"));
        imports.admin().contentType("application/json").body("{\"feilds\":{}}").put(path).then().statusCode(400)
                .body("errors.pointer", hasItems("/feilds"));
        imports.admin().get(path + "x").then().statusCode(404);
    }

    @Test
    void storesNoCellInClearText() {
        imports.upload("", "text/csv", "name,code\nJosephine Tandem-Secret,a\n");

        assertThat(imports.number("SELECT count(*) FROM import_row WHERE position('Secret'::bytea IN data) > 0")).isZero();
        assertThat(imports.number("SELECT count(*) FROM import_row")).isPositive();
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }
}
