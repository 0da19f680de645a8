package dev.tandem.gateway.openapi;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/**
 * Makes one document of several. A component that is the same everywhere is kept once; one whose name means different
 * things is renamed with its service in front, and every reference follows. Paths that the gateway does not route, such
 * as feeds, are left out together with the components that only they use. What the gateway itself may answer to any
 * request, that there were too many, is said of every operation.
 */
final class ApiMerge {

    private static final String REF = "#/components/";
    private static final String TOO_MANY = "429";
    private static final String RATE_LIMITED = "RateLimited";
    private static final List<String> METHODS = List.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

    private final ObjectMapper json = new ObjectMapper();
    private final ObjectNode merged = json.createObjectNode();
    private final ObjectNode paths = json.createObjectNode();
    private final ObjectNode components = json.createObjectNode();
    private final Map<String, ObjectNode> tags = new LinkedHashMap<>();
    private final Set<String> operationIds = new HashSet<>();

    static ObjectNode merge(ObjectNode own, List<ApiDocument> documents) {
        ApiMerge merge = new ApiMerge();
        merge.merged.put("openapi", "3.1.0");
        merge.merged.set("info", own.get("info"));
        merge.merged.putArray("servers").addObject().put("url", "/");
        merge.add(new ApiDocument("gateway", "", own));
        documents.forEach(merge::add);
        return merge.finish();
    }

    private void add(ApiDocument source) {
        ObjectNode document = source.document().deepCopy();
        keepReachable(source, document);
        Map<String, String> renamed = settleNames(source, document);
        rename(document, renamed);
        document.path("paths").properties().forEach(path -> {
            path.getValue().properties().stream().filter(entry -> METHODS.contains(entry.getKey()))
                    .forEach(entry -> settle(source, document, (ObjectNode) entry.getValue()));
            paths.set(path.getKey(), path.getValue());
        });
        document.path("components").properties().forEach(section -> section.getValue().properties().forEach(component -> {
            String name = renamed.getOrDefault(key(section.getKey(), component.getKey()), component.getKey());
            components.withObjectProperty(section.getKey()).set(name, component.getValue());
        }));
        document.path("tags").forEach(tag -> tags.putIfAbsent(tag.path("name").asText(), (ObjectNode) tag));
    }

    private static void keepReachable(ApiDocument source, ObjectNode document) {
        if (document.get("paths") instanceof ObjectNode all) {
            List<String> gone = new ArrayList<>();
            all.fieldNames().forEachRemaining(path -> {
                if (!path.equals(source.prefix()) && !path.startsWith(source.prefix() + "/")) {
                    gone.add(path);
                }
            });
            all.remove(gone);
        }
        if (document.get("components") instanceof ObjectNode components) {
            Set<String> used = used(document);
            components.properties().stream().filter(section -> !section.getKey().equals("securitySchemes"))
                    .forEach(section -> {
                        List<String> unused = new ArrayList<>();
                        section.getValue().fieldNames().forEachRemaining(name -> {
                            if (!used.contains(key(section.getKey(), name))) {
                                unused.add(name);
                            }
                        });
                        ((ObjectNode) section.getValue()).remove(unused);
                    });
        }
    }

    /** Everything that can be reached from the paths, through as many references as it takes. */
    private static Set<String> used(ObjectNode document) {
        Set<String> used = new LinkedHashSet<>();
        List<JsonNode> open = new ArrayList<>(List.of(document.path("paths")));
        while (!open.isEmpty()) {
            for (JsonNode ref : open.removeLast().findValues("$ref")) {
                if (ref.isTextual() && ref.asText().startsWith(REF) && used.add(ref.asText().substring(REF.length()))) {
                    open.add(document.at("/components/" + ref.asText().substring(REF.length())));
                }
            }
        }
        return used;
    }

    /** Which components of this document must get another name, because an earlier one means something else by it. */
    private Map<String, String> settleNames(ApiDocument source, ObjectNode document) {
        Map<String, String> renamed = new HashMap<>();
        boolean grew = true;
        while (grew) {
            grew = false;
            for (Map.Entry<String, JsonNode> section : document.path("components").properties()) {
                for (Map.Entry<String, JsonNode> component : section.getValue().properties()) {
                    String key = key(section.getKey(), component.getKey());
                    JsonNode known = components.path(section.getKey()).path(component.getKey());
                    if (!renamed.containsKey(key) && !known.isMissingNode()
                            && !(known.equals(component.getValue()) && !refersTo(component.getValue(), renamed.keySet()))) {
                        renamed.put(key, freeName(section.getKey(), source.service(), component.getKey(), document));
                        grew = true;
                    }
                }
            }
        }
        return renamed;
    }

    private String freeName(String section, String service, String name, ObjectNode document) {
        String free = service.substring(0, 1).toUpperCase(Locale.ROOT) + service.substring(1) + "_" + name;
        while (components.path(section).has(free) || document.path("components").path(section).has(free)) {
            free = free + "_";
        }
        return free;
    }

    private static boolean refersTo(JsonNode component, Set<String> keys) {
        return component.findValues("$ref").stream().map(JsonNode::asText)
                .anyMatch(ref -> ref.startsWith(REF) && keys.contains(ref.substring(REF.length())));
    }

    private static void rename(JsonNode node, Map<String, String> renamed) {
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                if (field.getValue().isTextual()) {
                    target(field.getValue().asText(), renamed).ifPresent(to -> field.setValue(TextNode.valueOf(to)));
                } else {
                    rename(field.getValue(), renamed);
                }
            }
        } else if (node instanceof ArrayNode array) {
            array.forEach(item -> rename(item, renamed));
        }
    }

    private static Optional<String> target(String ref, Map<String, String> renamed) {
        if (!ref.startsWith(REF)) {
            return Optional.empty();
        }
        String key = ref.substring(REF.length());
        return Optional.ofNullable(renamed.get(key)).map(name -> REF + key.substring(0, key.indexOf('/') + 1) + name);
    }

    /** Ids stay unique, and an operation says which security holds for it, because there is no common default. */
    private void settle(ApiDocument source, ObjectNode document, ObjectNode operation) {
        String id = operation.path("operationId").asText("");
        if (!id.isEmpty() && !operationIds.add(id)) {
            operation.put("operationId", source.service() + "_" + id);
            operationIds.add(source.service() + "_" + id);
        }
        if (document.has("security") && !operation.has("security")) {
            operation.set("security", document.get("security"));
        }
    }

    private void addLimits() {
        if (components.path("responses").has(RATE_LIMITED)) {
            paths.forEach(
                    path -> path.properties().stream().filter(entry -> METHODS.contains(entry.getKey())).forEach(entry -> {
                        ObjectNode replies = ((ObjectNode) entry.getValue()).withObjectProperty("responses");
                        if (!replies.has(TOO_MANY)) {
                            replies.putObject(TOO_MANY).put("$ref", REF + "responses/" + RATE_LIMITED);
                        }
                    }));
        }
    }

    private ObjectNode finish() {
        addLimits();
        Iterator<Map.Entry<String, JsonNode>> sections = components.fields();
        while (sections.hasNext()) {
            if (sections.next().getValue().isEmpty()) {
                sections.remove();
            }
        }
        Set<String> used = new HashSet<>();
        paths.forEach(path -> path.forEach(operation -> operation.path("tags").forEach(tag -> used.add(tag.asText()))));
        tags.keySet().retainAll(used);
        merged.putArray("tags").addAll(tags.values());
        merged.set("paths", paths);
        merged.set("components", components);
        return merged;
    }

    private static String key(String section, String name) {
        return section + "/" + name;
    }
}
