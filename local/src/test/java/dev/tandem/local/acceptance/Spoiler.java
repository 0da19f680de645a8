package dev.tandem.local.acceptance;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Makes values and bodies of the kinds that programs break at. */
final class Spoiler {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONG = 5000;
    private static final int MANY = 300;

    static final List<String> TEXTS = List.of("", " ", "null", "0", "-1", "1e400", "NaN", "9223372036854775808",
            "99999999999999999999999999.99", "0.001", "-0.00", "1,5", "１２", "2026-02-30", "0000-00-00", "9999-12-31",
            "+999999999-12-31", "-0001-01-01", "2026-01-01T00:00:00Z", "2026-13-01T25:61:61Z", "PT1000000H", "\u0000",
            "a\u0000b",
            "\uD800", "\uFEFF", "\u202Egnirts", "🙂".repeat(60), "İıſß", "=cmd|' /C calc'!A0", "'; DROP TABLE account; --",
            "%", "_", "\\", "\"", "*", ":*", "a & b | !c", "(((", "<script>alert(1)</script>", "${jndi:ldap://x}",
            "../../etc/passwd", "http://127.0.0.1/", "00000000-0000-0000-0000-000000000000",
            "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF", "USD", "usd", "XXX", "ZZ", "Mars/Phobos", "a@b", "+0", "true", "[]", "{}",
            "x".repeat(LONG), "1".repeat(400));

    private final Random random;

    Spoiler(Random random) {
        this.random = random;
    }

    String text() {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    /** A body that is spoilt in up to three places; now and then it is not JSON any more, or left as it is. */
    byte[] body(JsonNode example) {
        JsonNode body = example.deepCopy();
        int times = random.nextInt(4);
        for (int i = 0; i < times; i++) {
            body = spoilt(body);
        }
        byte[] whole = bytes(body);
        return switch (random.nextInt(24)) {
            case 0 -> new byte[0];
            case 1 -> java.util.Arrays.copyOf(whole, whole.length / 2);
            case 2 -> new byte[] { '{', '"', (byte) 0xC3, '"', ':', (byte) 0xFF, '}' };
            case 3 -> ("[".repeat(3000) + "]".repeat(3000)).getBytes(java.nio.charset.StandardCharsets.UTF_8);
            case 4 -> List.of("null", "[]", "\"text\"", "17", "{}", "{\"a\":1,\"a\":2}", "{} {}").get(random.nextInt(7))
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8);
            default -> whole;
        };
    }

    private static byte[] bytes(JsonNode body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            // A lone surrogate has no UTF-8; what comes out instead is as bad a guess.
            return body.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    private JsonNode spoilt(JsonNode body) {
        List<JsonNode> inner = new ArrayList<>();
        collect(body, inner);
        if (inner.isEmpty()) {
            return value();
        }
        switch (inner.get(random.nextInt(inner.size()))) {
            case ObjectNode object -> spoil(object);
            case ArrayNode array -> spoil(array);
            default -> throw new IllegalStateException();
        }
        return body;
    }

    private static void collect(JsonNode node, List<JsonNode> inner) {
        if (node.isContainerNode()) {
            inner.add(node);
            node.forEach(part -> collect(part, inner));
        }
    }

    private void spoil(ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        if (names.isEmpty() || random.nextInt(8) == 0) {
            object.set(random.nextBoolean() ? "unknownField" : text(), value());
            return;
        }
        String name = names.get(random.nextInt(names.size()));
        switch (random.nextInt(5)) {
            case 0 -> object.remove(name);
            case 1 -> object.putNull(name);
            default -> object.set(name, value());
        }
    }

    private void spoil(ArrayNode array) {
        if (array.isEmpty() || random.nextInt(4) == 0) {
            array.add(value());
        } else if (random.nextInt(3) == 0) {
            JsonNode first = array.get(0);
            for (int i = 0; i < MANY; i++) {
                array.add(first.deepCopy());
            }
        } else {
            array.set(random.nextInt(array.size()), value());
        }
    }

    private JsonNode value() {
        return switch (random.nextInt(10)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode(random.nextBoolean());
            case 2 -> NODES.numberNode(List.of(0, -1, 1, Integer.MAX_VALUE, Integer.MIN_VALUE).get(random.nextInt(5)));
            case 3 -> NODES.numberNode(List.of(Long.MAX_VALUE, Long.MIN_VALUE, 1L << 53).get(random.nextInt(3)));
            case 4 ->
                NODES.numberNode(new java.math.BigDecimal(List.of("1e-300", "1e300", "0.1", "-0.5").get(random.nextInt(4))));
            case 5 -> random.nextBoolean() ? NODES.arrayNode() : NODES.arrayNode().add(text()).add(1).addNull();
            case 6 ->
                random.nextBoolean() ? NODES.objectNode() : NODES.objectNode().put("amount", text()).put("currency", text());
            default -> NODES.textNode(text());
        };
    }
}
