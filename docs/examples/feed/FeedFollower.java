import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Follows one feed until there is no more news. Arguments: the feed's URL, a file with a token, a file to keep the place in. */
class FeedFollower {
    public static void main(String[] args) throws Exception {
        String token = Files.readString(Path.of(args[1])).strip();
        Path place = Path.of(args[2]);
        String after = Files.exists(place) ? Files.readString(place) : "";
        Map<String, Long> versions = new HashMap<>();
        try (HttpClient http = HttpClient.newHttpClient()) {
            JsonNode events;
            do {
                URI page = URI.create(args[0] + "?limit=1000" + (after.isEmpty() ? "" : "&after=" + after)); // timeout=30 would wait for news
                var reply = http.send(HttpRequest.newBuilder(page).header("Authorization", "Bearer " + token).build(), BodyHandlers.ofString());
                if (reply.statusCode() == 410 || reply.statusCode() == 409) { // no longer kept, or restored: begin again, by version
                    after = "";
                    events = new ObjectMapper().createArrayNode().addNull();
                    continue;
                }
                if (reply.statusCode() != 200) throw new IllegalStateException(reply.body());
                events = new ObjectMapper().readTree(reply.body());
                for (JsonNode event : events) {
                    // Apply what is newer than what you have; an older or equal version is a repetition.
                    versions.merge(event.path("subject").asText(), event.path("entityversion").asLong(), Math::max);
                    after = event.path("position").asText();
                }
                Files.writeString(place, after); // in the same transaction as what you made of the events
            } while (!events.isEmpty());
        }
        System.out.println(versions.size() + " " + versions.values().stream().mapToLong(Long::longValue).sum());
    }
}
