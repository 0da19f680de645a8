package dev.tandem.local.suite;

import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import dev.tandem.local.imports.ApiClient;
import dev.tandem.local.process.Processes;

/** People who work on while something happens behind the gateway: writes, reads of what was written, and figures. */
final class Traffic implements AutoCloseable {
    private static final int PEOPLE = 2;
    private static final Duration BREATH = Duration.ofMillis(250);
    private static final String FIGURE = "/api/v1/metrics/kpis/B2C/orders?from=2026-01-01&to=2027-01-01";

    private final Cluster cluster;
    private final Queue<String> lost = new ConcurrentLinkedQueue<>();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger accounts = new AtomicInteger();
    private final AtomicInteger customers = new AtomicInteger();
    private final List<Thread> people = new ArrayList<>();
    private volatile boolean ended;

    Traffic(Cluster cluster) {
        this.cluster = cluster;
    }

    Traffic begin() {
        for (int i = 0; i < PEOPLE; i++) {
            people.add(Thread.ofPlatform().daemon().name("person-" + i).start(this::work));
        }
        return this;
    }

    private void work() {
        try (ApiClient api = cluster.as("admin")) {
            while (!ended) {
                create(api, "/api/v1/b2b/accounts", "{\"name\":\"Rolled " + UUID.randomUUID() + "\"}", accounts);
                create(api, "/api/v1/b2c/customers", "{\"givenName\":\"Rolled\"}", customers);
                expect(200, "GET", FIGURE, () -> api.get(FIGURE));
                Processes.pause(BREATH);
            }
        }
    }

    /** Without a key for repeating it: a write that is lost on the way cannot be sent again by anybody. */
    private void create(ApiClient api, String path, String body, AtomicInteger counter) {
        ApiClient.Reply reply = expect(201, "POST", path, () -> api.send("POST", path,
                HttpRequest.BodyPublishers.ofString(body), Map.of("Content-Type", "application/json")));
        if (reply != null && reply.status() == 201) {
            counter.incrementAndGet();
            String location = reply.headers().firstValue("Location").orElseThrow();
            expect(200, "GET", location, () -> api.get(location));
        }
    }

    private ApiClient.Reply expect(int status, String method, String path, java.util.function.Supplier<ApiClient.Reply> call) {
        try {
            ApiClient.Reply reply = call.get();
            answered.incrementAndGet();
            if (reply.status() != status) {
                lost.add(method + " " + path + ": " + reply.status() + " " + reply.text());
            }
            return reply;
        } catch (RuntimeException noReply) {
            lost.add(method + " " + path + ": " + noReply.getMessage());
            return null;
        }
    }

    /** Everything that was not answered as it should have been. */
    List<String> lost() {
        return List.copyOf(lost);
    }

    int answered() {
        return answered.get();
    }

    int accounts() {
        return accounts.get();
    }

    int customers() {
        return customers.get();
    }

    @Override
    public void close() {
        ended = true;
        for (Thread person : people) {
            try {
                person.join();
            } catch (InterruptedException e) {
                throw Processes.interrupted(e);
            }
        }
    }
}
