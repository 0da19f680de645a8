package dev.tandem.metrics.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.tandem.metrics.state.FactJson;
import dev.tandem.platform.feed.FeedPosition;

/** A producer as the contract's section on feeds describes it, with a history that the test decides. */
public final class FeedServer implements AutoCloseable {

    private static final int STEP_MILLIS = 20;

    private final String service;
    private final String token;
    private final HttpServer server;
    private final List<FeedEvent> events = new CopyOnWriteArrayList<>();
    private final AtomicInteger epoch = new AtomicInteger(1);
    private final AtomicLong others = new AtomicLong();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger unauthorized = new AtomicInteger();

    FeedServer(String service, String token) {
        this(service, token, 0);
    }

    public FeedServer(String service, String token, int port) {
        this.service = service;
        this.token = token;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/feeds/", this::answer);
        server.start();
    }

    URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    /** Publishes the events of this service among these. */
    public void publish(List<FeedEvent> more) {
        events.addAll(more.stream().filter(event -> event.feed().service().equals(service))
                .sorted(Comparator.comparing(FeedEvent::position)).toList());
    }

    /** Answers the next requests with 503. */
    void fail(int times) {
        failures.set(times);
    }

    int refusals() {
        return unauthorized.get();
    }

    /** As after a restore: the last events are lost, and the epoch is raised. */
    void restore(int lost) {
        for (int i = 0; i < lost && !events.isEmpty(); i++) {
            events.removeLast();
        }
        epoch.incrementAndGet();
    }

    int epoch() {
        return epoch.get();
    }

    private boolean isUnknown(FeedPosition position) {
        return !position.equals(FeedPosition.START) && (position.compareTo(head()) > 0 || position.epoch() < epoch.get()
                && events.stream().noneMatch(event -> event.position().equals(position)));
    }

    FeedPosition head() {
        return new FeedPosition(epoch.get(), (events.isEmpty() ? 1 : events.getLast().position().xid() + 1) + others.get(), 0);
    }

    /** As by a transaction that has nothing to do with any feed. */
    void moveHead() {
        others.incrementAndGet();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                unauthorized.incrementAndGet();
                exchange.sendResponseHeaders(401, -1);
            } else if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                exchange.sendResponseHeaders(503, -1);
            } else {
                if (exchange.getRequestURI().getPath().endsWith("/checksum")) {
                    checksum(exchange);
                } else {
                    page(exchange);
                }
            }
        }
    }

    /** As the contract defines it, over the latest version of each record. */
    private void checksum(HttpExchange exchange) throws IOException {
        FeedPosition through = FeedPosition.parse(query(exchange.getRequestURI().getRawQuery()).get("through"));
        String kind = exchange.getRequestURI().getPath().split("/")[2];
        Map<UUID, Long> latest = new HashMap<>();
        events.stream().filter(event -> event.feed().kind().equals(kind) && event.position().compareTo(through) <= 0)
                .forEach(event -> latest.merge(event.id(), event.version(), Math::max));
        long digest = 0;
        for (Map.Entry<UUID, Long> each : latest.entrySet()) {
            digest ^= ByteBuffer.wrap(sha256(each.getKey() + ":" + each.getValue())).getLong();
        }
        byte[] body = JsonNodeFactory.instance.objectNode().put("kind", kind).put("through", through.encode())
                .put("entities", latest.size()).put("versionSum", latest.values().stream().mapToLong(each -> each).sum())
                .put("digest", HexFormat.of().toHexDigits(digest)).toString().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void page(HttpExchange exchange) throws IOException {
        Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
        String kind = exchange.getRequestURI().getPath().substring("/feeds/".length());
        FeedPosition after = query.containsKey("after") ? FeedPosition.parse(query.get("after")) : FeedPosition.START;
        if (epoch.get() > 1 && isUnknown(after)) {
            exchange.sendResponseHeaders(409, -1);
            return;
        }
        int limit = Integer.parseInt(query.get("limit"));
        long end = System.nanoTime() + Long.parseLong(query.get("timeout")) * 1_000_000_000L;
        FeedPosition head = head();
        List<FeedEvent> served = served(kind, after, head, limit);
        while (served.isEmpty() && System.nanoTime() < end) {
            java.util.concurrent.locks.LockSupport.parkNanos(STEP_MILLIS * 1_000_000L);
            head = head();
            served = served(kind, after, head, limit);
        }
        FeedPosition through = served.size() == limit ? served.getLast().position() : head;
        Instant complete = events.stream().filter(event -> event.position().compareTo(through) > 0)
                .map(FeedEvent::recordedAt).min(Instant::compareTo).orElse(Instant.now());
        byte[] body = json(served).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/cloudevents-batch+json");
        exchange.getResponseHeaders().add("Feed-Head", head.encode());
        exchange.getResponseHeaders().add("Feed-Complete-Through", complete.toString());
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    private List<FeedEvent> served(String kind, FeedPosition after, FeedPosition head, int limit) {
        return events.stream().filter(event -> event.feed().kind().equals(kind))
                .filter(event -> event.position().compareTo(after) > 0 && event.position().compareTo(head) < 0)
                .limit(limit).toList();
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> query = new HashMap<>();
        for (String pair : raw.split("&")) {
            String[] parts = pair.split("=", 2);
            query.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return query;
    }

    private String json(List<FeedEvent> served) {
        ArrayNode batch = JsonNodeFactory.instance.arrayNode();
        for (FeedEvent event : served) {
            ObjectNode node = batch.addObject();
            node.put("specversion", "1.0").put("id", UUID.randomUUID().toString())
                    .put("source", "/" + service + "-service").put("type", "tandem." + event.feed().kind() + ".v1")
                    .put("subject", event.id().toString()).put("time", event.recordedAt().toString())
                    .put("datacontenttype", "application/json").put("position", event.position().encode())
                    .put("entityversion", event.version()).put("recordedat", event.recordedAt().toString())
                    .put("change", event.change().name());
            if (event.fact() == null) {
                node.putNull("data");
            } else {
                node.putRawValue("data", new RawValue(FactJson.write(event.fact())));
            }
        }
        return batch.toString();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
