package dev.tandem.local.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.tandem.local.imports.ApiClient;

/**
 * Thousands of requests of every documented operation, right and wrong in all ways that we could think of, sent to the
 * services of a whole suite: none of them breaks anything, and each is answered as the API document says. Other requests
 * come with {@code -Dtandem.fuzz.seed=…}, more of them with {@code -Dtandem.fuzz.requests=…} for each operation.
 */
@Tag("all")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ApiFuzzTest {
    private static final long SEED = Long.getLong("tandem.fuzz.seed", 20_261_122L);
    private static final int REQUESTS = Integer.getInteger("tandem.fuzz.requests", 25);
    private static final int AT_ONCE = 4;
    private static final int SHOWN = 40;
    /** What only the present state of the records, or the network, can say of an example. */
    private static final Pattern OF_THE_STATE = Pattern.compile(
            "unknown-reference|unknown-stage|unknown-host|invalid-guest-token|payment-exceeds-total|return-exceeds-ordered|insufficient-stock");
    private static final List<String> ROLES = List.of("sales", "sales-manager", "customer-success", "marketing", "shop",
            "support", "finance", "analyst", "admin", "shopper", "guest", "system");

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ObjectMapper json = new ObjectMapper();
    private final Guesses.Known known = new Guesses.Known();
    private final Map<String, String> tokens = new TreeMap<>();
    private final Map<Integer, Integer> statuses = new ConcurrentHashMap<>();
    private RunningSuite suite;
    private List<ApiOperation> operations;
    private ReplyRules rules;
    private List<String> kpis;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        suite = new RunningSuite(folder.resolve("home"));
        RunningSuite.Output up = suite.tandem("up", "--detach");
        assertThat(up.code()).as(up.text()).isZero();
        JsonNode document = json.readTree(RunningSuite.CHECKOUT.resolve("docs/api/gateway.json").toFile());
        operations = ApiOperation.of(document);
        rules = new ReplyRules(document);
        ROLES.forEach(role -> tokens.put(role, suite.token(role, role)));
        operations.stream().filter(one -> one.method().equals("GET") && one.path().equals(one.collection()))
                .forEach(list -> known.learn(list.path(), suite.as("admin").get(list.path() + "?limit=50").json()));
        kpis = suite.get("analyst", "/api/v1/metrics/kpis").findValuesAsText("id").stream().distinct().toList();
    }

    @AfterAll
    void stop() {
        client.close();
        if (suite != null) {
            suite.close();
        }
    }

    /** Who copies an example from the documents is told at most that the records in it are not his. */
    @Test
    @Order(0)
    void takesTheExamplesOfTheDocumentsAsTheyStand() {
        List<String> refused = new ArrayList<>();
        Random random = new Random(SEED);
        for (ApiOperation operation : operations) {
            String role = operation.roles().isEmpty() ? "admin"
                    : operation.roles().contains("admin") ? "admin" : operation.roles().getFirst();
            String path = operation.path().replace("{id}", known.any(operation.collection(), random))
                    .replaceAll("\\{[a-zA-Z]+}", new UUID(0, 1).toString());
            operation.bodies().forEach((type, example) -> {
                if (type.endsWith("json") && !type.contains("ndjson")) {
                    HttpResponse<String> reply = send(HttpRequest.newBuilder(URI.create(server(path) + path))
                            .header("Authorization", "Bearer " + tokens.get(role)).header("Content-Type", type)
                            .header("Idempotency-Key", UUID.randomUUID().toString()).header("If-Match", "*")
                            .method(operation.method(), HttpRequest.BodyPublishers.ofString(example.toString())).build());
                    if (reply.statusCode() == 400 || reply.statusCode() == 415
                            || reply.statusCode() == 422 && !OF_THE_STATE.matcher(reply.body()).find()) {
                        refused.add(operation + " " + example + "\n→ " + reply.statusCode() + " " + reply.body());
                    }
                }
            });
        }
        assertThat(refused).isEmpty();
    }

    @Test
    @Order(1)
    void answersEveryRequestAsDocumented() throws Exception {
        System.out.println("seed " + SEED);
        Map<String, List<String>> broken = new ConcurrentHashMap<>();
        AtomicInteger sent = new AtomicInteger();
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<?>> running = new ArrayList<>();
            for (ApiOperation operation : operations) {
                running.add(threads.submit(() -> guess(operation, broken, sent)));
            }
            for (Future<?> each : running) {
                each.get();
            }
        }
        System.out.println(sent + " requests: " + new TreeMap<>(statuses));
        List<String> kinds = broken.entrySet().stream()
                .map(kind -> kind.getKey() + " (" + kind.getValue().size() + " times), as in\n" + kind.getValue().getFirst())
                .sorted().toList();
        assertThat(kinds).as("%s kinds of wrong replies, seed %s", kinds.size(), SEED).isEmpty();
        assertThat(statuses.keySet()).as("the guesses reach beyond the first checks")
                .contains(200, 201, 400, 401, 403, 404, 409, 412, 415, 422, 428);
    }

    private void guess(ApiOperation operation, Map<String, List<String>> broken, AtomicInteger sent) {
        Random random = new Random(SEED ^ operation.toString().hashCode());
        Guesses guesses = new Guesses(random, known, kpis, tokens);
        // Each of them works through everything that was ever recorded.
        int times = operation.toString().equals("POST /api/v1/metrics/rebuilds") ? 3 : REQUESTS;
        for (int i = 0; i < times; i++) {
            Guesses.Guess guess = guesses.next(operation, server(operation), this::tagOf);
            HttpResponse<String> reply = send(guess.request());
            sent.incrementAndGet();
            statuses.merge(reply.statusCode(), 1, Integer::sum);
            boolean signedIn = tokens.containsKey(guess.role());
            boolean allowed = operation.roles().isEmpty() || operation.roles().contains(guess.role());
            for (String fault : rules.broken(operation, signedIn, allowed, reply)) {
                broken.computeIfAbsent(operation + ": " + fault, any -> new java.util.concurrent.CopyOnWriteArrayList<>())
                        .add(guess + "\n→ " + reply.statusCode() + " " + reply.body());
            }
            learn(operation, reply);
        }
    }

    private void learn(ApiOperation operation, HttpResponse<String> reply) {
        if (reply.statusCode() / 100 == 2
                && reply.headers().firstValue("Content-Type").orElse("").startsWith("application/json")) {
            try {
                known.learn(operation.collection(), json.readTree(reply.body()));
            } catch (IOException e) {
                throw new AssertionError(operation + " replied with " + reply.body(), e);
            }
        }
    }

    private String tagOf(String item) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server(item) + item))
                .header("Authorization", "Bearer " + tokens.get("admin")).build();
        return send(request).headers().firstValue("ETag").orElse("");
    }

    /** At the services themselves, because the front door lets nobody ask this often. */
    private URI server(ApiOperation operation) {
        return URI.create(server(operation.path()));
    }

    private String server(String path) {
        int port = path.startsWith("/api/v1/b2b/") ? suite.ports().accounts()
                : path.startsWith("/api/v1/b2c/") ? suite.ports().orders()
                        : path.startsWith("/api/v1/metrics/") ? suite.ports().metrics() : suite.ports().gateway();
        return "http://127.0.0.1:" + port;
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("no reply to " + request.method() + " " + request.uri() + " " + request.headers(), e);
        } catch (InterruptedException e) {
            throw dev.tandem.local.process.Processes.interrupted(e);
        }
    }

    @Test
    @Order(2)
    void noServiceMetAFaultOfItsOwn() throws IOException {
        List<String> faults = new ArrayList<>();
        for (String piece : List.of("accounts", "orders", "metrics", "gateway")) {
            Files.readAllLines(suite.home().log(piece)).stream().filter(line -> line.contains(" ERROR "))
                    .forEach(line -> faults.add(piece + ": " + line));
        }
        assertThat(faults.stream().limit(SHOWN)).as("%s errors in the logs", faults.size()).isEmpty();
    }

    /** Whatever the requests changed, the figures are those of a recomputation from the first event on. */
    @Test
    @Order(3)
    void figuresAreStillThoseOfARecomputation() {
        suite.settle();
        awaitNoRebuild();
        JsonNode before = suite.get("analyst", "/api/v1/metrics/hashes").path("items");
        ApiClient.Reply started = suite.as("admin").send("POST", "/api/v1/metrics/rebuilds",
                HttpRequest.BodyPublishers.noBody(), Map.of("Idempotency-Key", UUID.randomUUID().toString()));
        assertThat(started.status()).as(started.text()).isEqualTo(201);
        String path = "/api/v1/metrics/rebuilds/" + started.json().path("id").asText();
        awaitNoRebuild();
        assertThat(suite.get("admin", path).path("state").asText()).isEqualTo("ACTIVE");
        assertThat(before).isNotEmpty();
        assertThat(suite.get("analyst", "/api/v1/metrics/hashes").path("items")).isEqualTo(before);
    }

    private void awaitNoRebuild() {
        RunningSuite.await(Duration.ofMinutes(5), () -> suite.get("admin", "/api/v1/metrics/rebuilds").path("items")
                .findValuesAsText("state").stream().noneMatch("BUILDING"::equals));
    }
}
