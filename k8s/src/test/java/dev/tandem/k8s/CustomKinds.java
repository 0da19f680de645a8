package dev.tandem.k8s;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

/**
 * The kinds that operators bring. The client's models do not know them, so the fields that are used are listed in
 * custom-kinds.yaml: what is not in the list is a fault, and so is what has another type.
 */
final class CustomKinds implements Check {
    private static final JsonNode KNOWN = known();
    private static final Map<String, Pattern> FORMS = Map.of("duration", Pattern.compile("[0-9]+(ms|s|m|h|d)"), "quantity",
            Pattern.compile("[0-9]+(\\.[0-9]+)?(m|k|M|G|T|Ki|Mi|Gi|Ti)?"), "cron", Pattern.compile("(\\S+ ){5}\\S+"), "text",
            Pattern.compile("(?s).+"));
    private static final String CLUSTER = "Cluster";

    private static JsonNode known() {
        try (InputStream list = CustomKinds.class.getResourceAsStream("/custom-kinds.yaml")) {
            return new ObjectMapper(new YAMLFactory()).readTree(list);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean isCustom(JsonNode manifest) {
        return KNOWN.has(key(manifest));
    }

    private static String key(JsonNode manifest) {
        return manifest.path("apiVersion").asText() + " " + manifest.path("kind").asText();
    }

    /** The labels of the pods that operators will make of what is rendered. */
    static List<Map<String, String>> madeLabels(Manifests manifests) {
        List<Map<String, String>> made = new ArrayList<>();
        manifests.ofKind(CLUSTER).forEach(cluster -> {
            Map<String, String> labels = Manifests.texts(cluster.at("/spec/inheritedMetadata/labels"));
            labels.put("cnpg.io/cluster", Manifests.name(cluster));
            made.add(labels);
        });
        manifests.ofKind("Keycloak").forEach(keycloak -> made.add(Map.of("app", "keycloak", "app.kubernetes.io/managed-by",
                "keycloak-operator", "app.kubernetes.io/instance", Manifests.name(keycloak))));
        return made;
    }

    @Override
    public List<String> faults(Manifests manifests) {
        List<String> faults = new ArrayList<>();
        manifests.all().stream().filter(CustomKinds::isCustom)
                .forEach(manifest -> object(Manifests.title(manifest) + ": spec", manifest.path("spec"),
                        KNOWN.path(key(manifest)), faults));
        return faults;
    }

    private static void object(String where, JsonNode found, JsonNode wanted, List<String> faults) {
        if (!found.isObject()) {
            faults.add(where + " is no object");
            return;
        }
        wanted.fieldNames().forEachRemaining(field -> {
            if (field.endsWith("!") && !found.has(field.substring(0, field.length() - 1))) {
                faults.add(where + " lacks " + field.substring(0, field.length() - 1));
            }
        });
        found.properties().forEach(entry -> {
            JsonNode form = wanted.has(entry.getKey()) ? wanted.path(entry.getKey()) : wanted.path(entry.getKey() + "!");
            String inside = where + "." + entry.getKey();
            if (form.isMissingNode()) {
                faults.add(inside + " is no field that is known");
            } else {
                value(inside, entry.getValue(), form, faults);
            }
        });
    }

    private static void value(String where, JsonNode found, JsonNode form, List<String> faults) {
        if (form.isArray()) {
            if (!found.isArray() || found.isEmpty()) {
                faults.add(where + " is no list with something in it");
            }
            found.forEach(item -> value(where, item, form.get(0), faults));
        } else if (form.isObject()) {
            object(where, found, form, faults);
        } else if (!fits(found, form.asText())) {
            faults.add(where + " is " + found + ", where it takes " + form.asText());
        }
    }

    private static boolean fits(JsonNode found, String word) {
        return switch (word) {
            case "any" -> found.isObject();
            case "int" -> found.isInt();
            case "bool" -> found.isBoolean();
            case "labels" -> found.isObject() && Manifests.items(found).allMatch(JsonNode::isTextual);
            case "selector" -> found.isObject() && (found.has("matchLabels") || found.has("matchExpressions"));
            case "quantity" -> FORMS.get(word).matcher(found.asText()).matches();
            case "text", "duration", "cron" -> found.isTextual() && FORMS.get(word).matcher(found.asText()).matches();
            default -> Arrays.asList(word.split("\\|")).contains(found.asText());
        };
    }
}
