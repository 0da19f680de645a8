package dev.tandem.platform.imports;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;

import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;

import dev.tandem.platform.testing.TestTokens;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

/** Sends files and works them at the test's word, so that a test decides when a process dies. */
@ApplicationScoped
class ImportClient {

    static final String IMPORTS = "/api/v1/toy/imports";
    private static final String MAPPINGS = "/api/v1/toy/import-mappings";

    private final ImportWorker worker;
    private final DataSource database;

    ImportClient(ImportWorker worker, DataSource database) {
        this.worker = worker;
        this.database = database;
    }

    /** Each test has a system of its own, so that their external ids do not meet. */
    String system() {
        return "s" + UUID.randomUUID();
    }

    RequestSpecification admin() {
        return given().config(RestAssuredConfig.config().encoderConfig(EncoderConfig.encoderConfig()
                .appendDefaultContentCharsetToContentTypeIfUndefined(false))).auth().oauth2(TestTokens.of("admin"));
    }

    /** Stores a mapping under a new name. */
    String mapping(String json) {
        String name = "m-" + UUID.randomUUID();
        admin().contentType("application/json").body(json).put(MAPPINGS + "/" + name).then().statusCode(201);
        return name;
    }

    Response send(String query, String type, String key, byte[] file) {
        return admin().header("Idempotency-Key", key).contentType(type).body(file).post(IMPORTS + "/toy" + query);
    }

    /** Sends a file and gives the path of its job. */
    String upload(String query, String type, String file) {
        Response reply = send(query, type, UUID.randomUUID().toString(),
                file.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(reply.statusCode()).as(reply.asString()).isEqualTo(202);
        return reply.header("Location").replaceFirst("^https?://[^/]+", "");
    }

    String csv(String mapping, String file) {
        return upload("?mapping=" + mapping, "text/csv", file);
    }

    /** Works everything that is there, as a worker of this name. */
    void workAs(String owner) {
        while (worker.workNext(owner)) {
            assertThat(owner).isNotEmpty();
        }
    }

    JsonPath job(String path) {
        return admin().get(path).then().statusCode(200).extract().jsonPath();
    }

    /** Works the job to its end and gives it. */
    JsonPath finished(String path) {
        workAs("worker");
        JsonPath job = job(path);
        assertThat(job.getString("state")).isEqualTo("COMPLETED");
        return job;
    }

    static Map<String, Integer> rows(int read, int created, int updated, int unchanged, int failed) {
        return Map.of("read", read, "created", created, "updated", updated, "unchanged", unchanged, "failed", failed);
    }

    void sql(String statement) {
        try (Connection connection = database.getConnection(); Statement sql = connection.createStatement()) {
            sql.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    long number(String query) {
        try (Connection connection = database.getConnection();
                Statement sql = connection.createStatement();
                ResultSet row = sql.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static String id(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
