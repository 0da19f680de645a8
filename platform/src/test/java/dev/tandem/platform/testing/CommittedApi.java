package dev.tandem.platform.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The API documents in {@code docs/api}: nobody changes the wire without seeing it, and without its readers being told. */
public final class CommittedApi {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path FOLDER = Path.of("..", "docs", "api");
    private static final String UPDATE = "tandem.openapi.update";
    private static final Set<String> IN_ANY_ORDER = Set.of("tags", "parameters", "required");

    private CommittedApi() {
    }

    /** The committed document of a service, or of the gateway, which serves the merged one. */
    public static ObjectNode document(String name) {
        try {
            return (ObjectNode) JSON.readTree(Files.readAllBytes(file(name)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Fails when the served document is not the committed one; with {@code -Dtandem.openapi.update=true} it is written. */
    public static void require(String name, JsonNode served) {
        ObjectNode settled = (ObjectNode) settled("", served);
        try {
            if (Boolean.getBoolean(UPDATE)) {
                Files.createDirectories(FOLDER);
                Files.writeString(file(name), text(settled));
                return;
            }
            String committed = Files.exists(file(name)) ? Files.readString(file(name)) : "{}";
            if (!committed.equals(text(settled))) {
                throw new AssertionError("docs/api/" + name + ".json is not what is served; it differs first at "
                        + difference(JSON.readTree(committed), settled, "") + ". If the wire is meant to change, run"
                        + " \"mvn test -Dtest='ApiDocumentTest,MergedDocumentTest' -Dsurefire.failIfNoSpecifiedTests=false -D"
                        + UPDATE + "=true\", read what it changed in docs/api, commit it, and tell readers in"
                        + " docs/api/CHANGELOG.md.");
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Path file(String name) {
        return FOLDER.resolve(name + ".json");
    }

    /** Names in their order, and nothing of where this one happens to run. */
    private static JsonNode settled(String name, JsonNode node) {
        if (node instanceof ObjectNode object) {
            ObjectNode settled = JSON.createObjectNode();
            Set<String> names = new TreeSet<>();
            object.fieldNames().forEachRemaining(names::add);
            names.stream().filter(field -> !field.equals("servers"))
                    .forEach(field -> settled.set(field, settled(field, object.get(field))));
            return settled;
        }
        if (node instanceof ArrayNode array) {
            List<JsonNode> items = new ArrayList<>();
            array.forEach(item -> items.add(settled("", item)));
            if (IN_ANY_ORDER.contains(name)) {
                items.sort(
                        Comparator.comparing((JsonNode item) -> item.path("name").asText()).thenComparing(JsonNode::toString));
            }
            return JSON.createArrayNode().addAll(items);
        }
        return node;
    }

    private static String text(JsonNode document) throws IOException {
        DefaultIndenter lines = new DefaultIndenter(" ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentObjectsWith(lines);
        printer.indentArraysWith(lines);
        return JSON.writer(printer).writeValueAsString(document) + "\n";
    }

    private static String difference(JsonNode committed, JsonNode served, String at) {
        if (committed.isObject() && served.isObject()) {
            Set<String> names = new TreeSet<>();
            committed.fieldNames().forEachRemaining(names::add);
            served.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                if (!committed.path(name).equals(served.path(name))) {
                    return difference(committed.path(name), served.path(name), at + "/" + name.replace("/", "~1"));
                }
            }
        }
        return at.isEmpty() ? "its layout" : at;
    }
}
