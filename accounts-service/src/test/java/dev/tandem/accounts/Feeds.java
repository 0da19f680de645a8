package dev.tandem.accounts;

import static dev.tandem.accounts.Http.as;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.tandem.platform.testing.Eventually;
import io.restassured.path.json.JsonPath;

/** What other systems are told. */
public final class Feeds {

    private Feeds() {
    }

    /** The event that brings this version of a record; waits until the feed has come so far, and reads all of it. */
    public static JsonPath event(String kind, String subject, int version) {
        String wanted = "find { it.subject == '" + subject + "' && it.entityversion == " + version + " }";
        List<JsonPath> found = new ArrayList<>();
        Eventually.within(Duration.ofSeconds(30), () -> {
            JsonPath page = page(kind, null);
            while (!page.getList("$").isEmpty()) {
                if (page.get(wanted) != null) {
                    found.add(page.setRootPath(wanted));
                    return;
                }
                page = page(kind, page.getString("[-1].position"));
            }
            assertThat(found).as(kind + " " + subject + " version " + version).isNotEmpty();
        });
        return found.getFirst();
    }

    private static JsonPath page(String kind, String after) {
        var request = as("system").queryParam("limit", 1000);
        return (after == null ? request : request.queryParam("after", after)).get("/feeds/" + kind).then().statusCode(200)
                .extract().jsonPath();
    }
}
