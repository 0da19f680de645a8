package dev.tandem.local.acceptance;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** Makes requests of one operation: some as the document shows them, most of them wrong in a few places. */
final class Guesses {
    /** Names no host that could exist, so no webhook of a guess ever leaves the machine. */
    private static final String NOWHERE = "https://hooks.invalid/tandem";
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final int MOST_KNOWN = 400;
    private static final Map<String, List<String>> NAMES = Map.of("model", List.of("B2B", "B2C"), "kind",
            List.of("account", "contact", "opportunity", "product", "sales-user", "customer", "order", "review",
                    "exchange-rate"));

    /** A request, and whom it comes from. */
    record Guess(ApiOperation operation, String role, HttpRequest request, String body) {
        @Override
        public String toString() {
            return "%s %s as %s%n%s%n%s".formatted(request.method(), request.uri(), role,
                    request.headers().map().entrySet().stream().filter(header -> !header.getKey().equals("Authorization"))
                            .toList(),
                    body);
        }
    }

    /** Ids that were seen, by the list they were seen in. */
    static final class Known {
        private final Map<String, List<String>> ids = new ConcurrentHashMap<>();

        void learn(String collection, JsonNode reply) {
            if (reply.path("id").isTextual()) {
                add(collection, reply.path("id").asText());
            }
            reply.path("items").forEach(item -> learn(collection, item));
            for (String part : List.of("payments", "transactions", "deliveries")) {
                reply.findValues(part).forEach(list -> list.forEach(one -> learn(part, one)));
            }
        }

        private void add(String collection, String id) {
            List<String> known = ids.computeIfAbsent(collection, any -> new java.util.concurrent.CopyOnWriteArrayList<>());
            if (known.size() < MOST_KNOWN) {
                known.add(id);
            }
        }

        String any(String collection, Random random) {
            List<String> known = ids.getOrDefault(collection, List.of());
            return known.isEmpty() ? new UUID(random.nextLong(), random.nextLong()).toString()
                    : known.get(random.nextInt(known.size()));
        }

        /** Of {@code accountId} or {@code parentAccountId} an account of the same service. */
        private String referred(String field, String service, Random random) {
            String plural = field.replaceFirst("Id$", "s").toLowerCase(java.util.Locale.ROOT).replace("owners", "users");
            List<String> fitting = ids.keySet().stream().filter(list -> list.startsWith(service)
                    && plural.endsWith(list.substring(list.lastIndexOf('/') + 1).replace("sales-", ""))).sorted().toList();
            return any(fitting.isEmpty() ? "" : fitting.getFirst(), random);
        }
    }

    private final Random random;
    private final Spoiler spoiler;
    private final Known known;
    private final List<String> kpis;
    private final Map<String, String> tokens;

    Guesses(Random random, Known known, List<String> kpis, Map<String, String> tokens) {
        this.random = random;
        this.spoiler = new Spoiler(random);
        this.known = known;
        this.kpis = kpis;
        this.tokens = tokens;
    }

    Guess next(ApiOperation operation, URI server, java.util.function.UnaryOperator<String> tagOf) {
        String role = role(operation);
        String path = path(operation);
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path + query(operation)))
                .timeout(java.time.Duration.ofSeconds(60));
        if (!tokens.getOrDefault(role, role).isEmpty()) {
            request.header("Authorization", "Bearer " + tokens.getOrDefault(role, role));
        }
        headers(operation, path, tagOf).forEach(request::header);
        byte[] body = body(operation, request);
        request.method(operation.method(), body == null ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofByteArray(body));
        String shown = body == null ? "" : new String(body, StandardCharsets.UTF_8);
        return new Guess(operation, role, request.build(), shown.substring(0, Math.min(2000, shown.length())));
    }

    private String role(ApiOperation operation) {
        List<String> names = List.copyOf(tokens.keySet());
        return switch (random.nextInt(20)) {
            case 0 -> "";
            case 1 -> "not.a.token";
            case 2 -> names.get(random.nextInt(names.size()));
            default -> operation.roles().isEmpty() ? "admin"
                    : operation.roles().get(random.nextInt(operation.roles().size()));
        };
    }

    private String path(ApiOperation operation) {
        String path = operation.path();
        for (ApiOperation.Parameter parameter : operation.in("path")) {
            path = path.replace("{" + parameter.name() + "}", encoded(pathValue(operation, parameter)));
        }
        return path;
    }

    private String pathValue(ApiOperation operation, ApiOperation.Parameter parameter) {
        if (random.nextInt(10) == 0) {
            String text = spoiler.text();
            return text.isEmpty() || text.length() > 1000 ? "~" : text;
        }
        String name = parameter.name();
        if (operation.path().contains("/kpis/") && name.equals("id")) {
            return kpis.get(random.nextInt(kpis.size()));
        }
        if (NAMES.containsKey(name)) {
            return NAMES.get(name).get(random.nextInt(NAMES.get(name).size()));
        }
        return switch (name) {
            case "name" -> "guess-" + random.nextInt(3);
            case "id" -> known.any(operation.collection(), random);
            case "productId" -> known.any("/api/v1/b2c/products", random);
            case "paymentId" -> known.any("payments", random);
            case "transactionId" -> known.any("transactions", random);
            default -> known.any(name.replace("Id", ""), random);
        };
    }

    private String query(ApiOperation operation) {
        List<String> parts = new ArrayList<>();
        for (ApiOperation.Parameter parameter : operation.in("query")) {
            boolean needed = List.of("from", "to").contains(parameter.name());
            if (random.nextInt(needed ? 20 : 5) == 0 != needed) {
                boolean shown = !parameter.example().isEmpty() && random.nextInt(4) != 0;
                String name = parameter.name().equals("filter") ? "filter[industry]" : parameter.name();
                parts.add(encoded(name) + "=" + encoded(shown ? parameter.example() : queryValue(parameter.name())));
            }
        }
        if (random.nextInt(30) == 0) {
            parts.add("unknown=1");
        }
        return parts.isEmpty() ? "" : "?" + String.join("&", parts);
    }

    private String queryValue(String name) {
        String text = switch (random.nextInt(3)) {
            case 0 -> name.endsWith("Id") ? known.referred(name, "/api", random) : "limit".equals(name) ? "7" : "id";
            default -> spoiler.text();
        };
        return text.length() > 1000 ? text.substring(0, 1000) : text;
    }

    private Map<String, String> headers(ApiOperation operation, String path, java.util.function.UnaryOperator<String> tagOf) {
        Map<String, String> headers = new HashMap<>();
        for (ApiOperation.Parameter parameter : operation.in("header")) {
            if (parameter.name().equals("If-Match") && random.nextInt(8) != 0) {
                String item = path.substring(0, operation.collection().length())
                        + path.substring(operation.collection().length()).replaceFirst("(/[^/]*).*", "$1");
                headers.put("If-Match", random.nextInt(5) == 0
                        ? List.of("*", "\"0\"", "W/\"1\"", "1", "\"x\"", "\"1\", \"2\"").get(random.nextInt(6))
                        : tagOf.apply(item));
            } else if (parameter.name().equals("If-None-Match") && random.nextInt(4) == 0) {
                headers.put("If-None-Match", List.of("*", "\"1\"", "W/\"1\"", "x").get(random.nextInt(4)));
            }
        }
        headers.values().removeIf(String::isEmpty);
        if (operation.method().equals("POST") && random.nextInt(8) != 0) {
            headers.put("Idempotency-Key", random.nextInt(8) == 0
                    ? List.of("same", "\"same\"", "a b", "k".repeat(300), "ü").get(random.nextInt(5))
                    : UUID.randomUUID().toString());
        }
        return headers;
    }

    private byte[] body(ApiOperation operation, HttpRequest.Builder request) {
        if (operation.bodies().isEmpty()) {
            return random.nextInt(10) == 0 ? "{}".getBytes(StandardCharsets.UTF_8) : null;
        }
        List<String> types = List.copyOf(operation.bodies().keySet());
        String type = types.get(random.nextInt(types.size()));
        request.header("Content-Type", random.nextInt(25) == 0
                ? List.of("text/html", "application/xml", "nonsense", "application/json; charset=utf-16").get(random.nextInt(4))
                : type);
        JsonNode example = operation.bodies().get(type);
        if (example.isTextual()) {
            return file(example.asText());
        }
        return spoiler.body(withKnownIds(example.deepCopy(), operation.path().replaceFirst("(/api/v1/[^/]+).*", "$1")));
    }

    /** A file of a few rows in which cells are spoilt. */
    private byte[] file(String example) {
        StringBuilder file = new StringBuilder(example);
        for (int i = random.nextInt(4); i > 0; i--) {
            file.append(spoiler.text()).append(List.of(",", "\t", "\n", "\"", "\r\n").get(random.nextInt(5)))
                    .append(spoiler.text()).append('\n');
        }
        return file.toString().getBytes(StandardCharsets.UTF_8);
    }

    private JsonNode withKnownIds(JsonNode body, String service) {
        if (body instanceof ObjectNode object) {
            object.properties().forEach(field -> {
                JsonNode value = field.getValue();
                if (field.getKey().equals("url")) {
                    field.setValue(TextNode.valueOf(NOWHERE));
                } else if (value.isTextual() && ID.matcher(value.asText()).matches()) {
                    field.setValue(TextNode.valueOf(known.referred(field.getKey(), service, random)));
                } else if (value.isTextual() && random.nextInt(3) == 0 && List.of("name", "sku", "username", "id", "code",
                        "email", "primaryDomain").contains(field.getKey())) {
                    field.setValue(TextNode.valueOf("g" + random.nextInt(1_000_000) + value.asText()));
                } else {
                    withKnownIds(value, service);
                }
            });
        } else {
            body.forEach(part -> withKnownIds(part, service));
        }
        return body;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
