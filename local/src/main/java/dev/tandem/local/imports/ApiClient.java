package dev.tandem.local.imports;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.tandem.local.home.Failure;
import dev.tandem.local.process.Processes;

/** A client of the gateway, signed in as one of the local log-ins. */
public final class ApiClient implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int TOO_MANY = 429;
    private static final int ATTEMPTS = 60;

    private final HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10))
            .version(HttpClient.Version.HTTP_1_1).build();
    private final URI gateway;
    private final String username;
    private final String password;
    private @Nullable String token;
    private Instant renewAt = Instant.MIN;

    public ApiClient(URI gateway, String username, String password) {
        this.gateway = gateway;
        this.username = username;
        this.password = password;
    }

    /** A client that has its token already. */
    public static ApiClient withToken(URI server, String token) {
        ApiClient client = new ApiClient(server, "", "");
        client.token = token;
        client.renewAt = Instant.MAX;
        return client;
    }

    public record Reply(int status, String text, java.net.http.HttpHeaders headers) {
        public boolean isSuccess() {
            return status / 100 == 2;
        }

        public JsonNode json() {
            try {
                return JSON.readTree(text);
            } catch (JsonProcessingException e) {
                throw Failure.of("the reply is not JSON (status " + status + "): " + text, e);
            }
        }

        /** The reason that a problem document gives, in one line. */
        String reason() {
            try {
                JsonNode problem = JSON.readTree(text);
                String detail = problem.path("detail").asText(problem.path("title").asText());
                return status + " " + problem.path("code").asText() + ": " + detail;
            } catch (JsonProcessingException notAProblem) {
                return status + " " + text;
            }
        }
    }

    public Reply get(String path) {
        return send("GET", path, null, Map.of());
    }

    public Reply send(String method, String path, HttpRequest.@Nullable BodyPublisher body, Map<String, String> headers) {
        return send(method, path, body, headers, PATIENCE);
    }

    /** Sends a request, again after a while where the gateway says that there were too many. */
    public Reply send(String method, String path, HttpRequest.@Nullable BodyPublisher body, Map<String, String> headers,
            Duration patience) {
        HttpRequest.Builder request = HttpRequest.newBuilder(gateway.resolve(path)).timeout(patience)
                .header("Authorization", "Bearer " + token())
                .method(method, body == null ? HttpRequest.BodyPublishers.noBody() : body);
        headers.forEach(request::header);
        Reply reply = exchange(request.build());
        for (int attempt = 1; attempt < ATTEMPTS && reply.status() == TOO_MANY; attempt++) {
            Processes.pause(Duration.ofSeconds(1));
            reply = exchange(request.build());
        }
        return reply;
    }

    private String token() {
        if (token == null || Instant.now().isAfter(renewAt)) {
            String body = JSON.createObjectNode().put("username", username).put("password", password).toString();
            HttpRequest request = HttpRequest.newBuilder(gateway.resolve("/auth/token")).timeout(PATIENCE)
                    .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body)).build();
            Reply reply = exchange(request);
            if (!reply.isSuccess()) {
                throw Failure.of("cannot sign in as " + username + " at " + gateway + ": " + reply.reason());
            }
            long life = reply.json().path("expires_in").asLong();
            renewAt = Instant.now().plusSeconds(life / 2);
            token = reply.json().path("access_token").asText();
        }
        return token;
    }

    private Reply exchange(HttpRequest request) {
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            return new Reply(response.statusCode(), response.body(), response.headers());
        } catch (IOException e) {
            throw Failure.of("no reply from " + request.uri() + " (" + e + "); is the suite running?", e);
        } catch (InterruptedException e) {
            throw Processes.interrupted(e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
