package dev.tandem.accounts;

import static dev.tandem.accounts.Http.B2B;
import static dev.tandem.accounts.Http.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;

import dev.tandem.platform.testing.Eventually;
import io.restassured.path.json.JsonPath;

/**
 * Sends the files of a CRM with the mappings that are shipped, as the launcher does. Each copy has a system name of its own,
 * so that two tests do not meet.
 */
public final class CrmFiles {

    private static final Path MAPPINGS = Path.of("../docs/examples/imports/crm-pipeline");

    private final Path folder;
    private final String tag = UUID.randomUUID().toString().substring(0, 8);

    private CrmFiles(Path folder) {
        this.folder = folder;
    }

    /** The public data set where {@code TANDEM_REAL_DATA} names it, else a small one of the same shape. */
    public static CrmFiles realOrSample() {
        return isReal() ? new CrmFiles(Path.of(System.getenv("TANDEM_REAL_DATA"), "crm-pipeline")) : sample();
    }

    public static boolean isReal() {
        return System.getenv("TANDEM_REAL_DATA") != null;
    }

    public static CrmFiles sample() {
        return new CrmFiles(Path.of("src/test/resources/crm-sample"));
    }

    public String system() {
        return "crm-" + tag;
    }

    /** The code of this copy's pipeline. */
    public String pipeline() {
        return "crm-pipeline-" + tag;
    }

    /** Sends one file and waits for the end of its import. */
    public JsonPath send(String kind, String mapping, String file) {
        return send(kind, mapping, text(folder, file), "text/csv");
    }

    public JsonPath sendPipeline() {
        return send("pipeline", "pipelines", text(MAPPINGS, "pipelines.ndjson").replace("crm-pipeline", pipeline()),
                "application/x-ndjson");
    }

    /** Sends everything in the order of the manifest; returns the report on the deals. */
    public JsonPath sendAll() {
        complete(sendPipeline());
        complete(send("product", "products", "products.csv"));
        complete(send("sales-user", "sales-users", "sales_teams.csv"));
        complete(send("account", "accounts", "accounts.csv"));
        return complete(send("opportunity", "opportunities", "sales_pipeline.csv"));
    }

    public JsonPath send(String kind, String mapping, String body, String type) {
        String name = mapping + "-" + tag;
        String json = text(MAPPINGS, mapping + ".mapping.json")
                .replace("\"system\": \"crm\"", "\"system\": \"" + system() + "\"")
                .replace("\"constant\": \"crm-pipeline\"", "\"constant\": \"" + pipeline() + "\"");
        if (kind.equals("product")) {
            json = json.replace("\"sku\": { \"from\": \"product\" }", "\"sku\": { \"template\": \"{product}-" + tag + "\" }");
        }
        if (kind.equals("sales-user")) {
            json = json.replace("\"username\": { \"from\": \"sales_agent\" }",
                    "\"username\": { \"template\": \"{sales_agent} " + tag + "\" }");
        }
        as("admin").contentType("application/json").body(json).put(B2B + "import-mappings/" + name);
        String location = as("admin").header("Idempotency-Key", UUID.randomUUID().toString()).contentType(type)
                .queryParam("mapping", name).body(body.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .post(B2B + "imports/" + kind).then().statusCode(202).extract().header("Location");
        Eventually.within(Duration.ofMinutes(5),
                () -> as("admin").get(location).then().statusCode(200).body("state", equalTo("COMPLETED")));
        return as("admin").get(location).then().extract().jsonPath();
    }

    public String text(String file) {
        return text(folder, file);
    }

    private static JsonPath complete(JsonPath job) {
        assertThat(job.getInt("rows.failed")).as(() -> String.valueOf(as("admin")
                .get(B2B + "imports/" + job.get("id") + "/errors").asString())).isZero();
        return job;
    }

    private static String text(Path folder, String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
