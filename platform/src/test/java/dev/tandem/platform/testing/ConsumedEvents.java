package dev.tandem.platform.testing;

import static io.restassured.RestAssured.given;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.restassured.response.Response;

/**
 * What the reader of a feed expects of its events, as data in the reader's module: {@code contracts/<service>/<kind>.json}
 * holds an event with every field that the reader binds, which of them may be null, and values that it acts on. The
 * publishing service holds its real events to it, and neither module depends on the other.
 */
public final class ConsumedEvents {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> FORMATS = new LinkedHashMap<>();

    static {
        FORMATS.put("a UUID", "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        FORMATS.put("an instant", "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");
        FORMATS.put("a day", "\\d{4}-\\d\\d-\\d\\d");
        FORMATS.put("a decimal number", "-?\\d+(\\.\\d+)?");
    }

    private final String name;
    private final JsonNode sample;
    private final Set<String> nullable = new TreeSet<>();
    private final Set<String> seen = new TreeSet<>();
    private final List<String> broken = new ArrayList<>();

    private ConsumedEvents(String name, JsonNode contract) {
        this.name = name;
        this.sample = contract.path("event");
        contract.path("nullable").forEach(path -> nullable.add(path.asText()));
    }

    /**
     * What of the contract these events break. Fields that they never give a value are named too, because nobody knows then
     * what they would look like.
     */
    public static List<String> broken(Path contract, Collection<JsonNode> events) {
        try {
            JsonNode read = JSON.readTree(Files.readAllBytes(contract));
            ConsumedEvents check = new ConsumedEvents(contract.getParent().getFileName() + "/" + contract.getFileName(), read);
            events.forEach(event -> check.compare("", check.sample, event));
            read.path("values").properties().forEach(values -> values.getValue().forEach(value -> check.require(
                    values.getKey() + "=" + value.asText(), "was never seen; readers act on that value")));
            check.nullable.forEach(path -> check.require(path, "was never seen with a value"));
            return check.broken.stream().distinct().limit(20).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The contract of metrics-service about a feed, from the module of any service. */
    public static Path ofMetrics(String service, String kind) {
        return Path.of("..", "metrics-service", "src", "test", "resources", "contracts", service, kind + ".json");
    }

    /** Every event of a feed that brings a state, whichever test caused it. */
    public static List<JsonNode> served(String kind) {
        List<JsonNode> found = new ArrayList<>();
        String after = null;
        while (true) {
            var request = given().auth().oauth2(TestTokens.of("system")).queryParam("limit", 1000);
            Response page = (after == null ? request : request.queryParam("after", after)).get("/feeds/" + kind);
            page.then().statusCode(200);
            JsonNode events = read(page.asByteArray());
            if (events.isEmpty()) {
                return found;
            }
            for (JsonNode event : events) {
                after = event.path("position").asText();
                if (event.path("data").isObject()) {
                    found.add(event);
                }
            }
        }
    }

    private static JsonNode read(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void compare(String at, JsonNode expected, JsonNode real) {
        if (real.isMissingNode()) {
            broken.add(name + ": " + at + " is missing");
        } else if (real.isNull()) {
            if (!nullable.contains(at)) {
                broken.add(name + ": " + at + " is null");
            }
        } else if (expected.getNodeType() != real.getNodeType()) {
            broken.add(name + ": " + at + " is " + real + ", which is no " + expected.getNodeType());
        } else {
            seen.add(at);
            seen.add(at + "=" + real.asText());
            compareValues(at, expected, real);
        }
    }

    private void compareValues(String at, JsonNode expected, JsonNode real) {
        String prefix = at.isEmpty() ? "" : at + ".";
        expected.properties()
                .forEach(field -> compare(prefix + field.getKey(), field.getValue(), real.path(field.getKey())));
        if (expected.isArray()) {
            real.forEach(item -> compare(at + "[]", expected.get(0), item));
        }
        if (expected.isIntegralNumber() && !real.isIntegralNumber()) {
            broken.add(name + ": " + at + " is " + real + ", which is no whole number");
        }
        if (expected.isTextual()) {
            FORMATS.entrySet().stream().filter(format -> expected.asText().matches(format.getValue())).findFirst()
                    .filter(format -> !real.asText().matches(format.getValue()))
                    .ifPresent(format -> broken.add(name + ": " + at + " is " + real + ", which is not " + format.getKey()));
        }
    }

    private void require(String what, String otherwise) {
        if (!seen.contains(what)) {
            broken.add(name + ": " + what + " " + otherwise);
        }
    }
}
