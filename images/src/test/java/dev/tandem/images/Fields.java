package dev.tandem.images;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Manifests as single fields: "Deployment gateway/spec/replicas" and its value. What is in a list is called by its name, and
 * ports that are called by name by their number.
 */
final class Fields {
    private Fields() {
    }

    static Map<String, String> of(String yaml) {
        Map<String, String> fields = new TreeMap<>();
        for (Object document : new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(yaml)) {
            if (document instanceof Map<?, ?> manifest && manifest.get("metadata") instanceof Map<?, ?> metadata) {
                read(manifest.get("kind") + " " + metadata.get("name"), manifest, fields);
            }
        }
        Map<String, String> numbers = new LinkedHashMap<>();
        fields.forEach((path, value) -> {
            if (path.matches("Deployment .*/ports/.*/containerPort")) {
                String service = path.substring("Deployment ".length(), path.indexOf('/'));
                numbers.put(service + path.replaceAll(".*/ports/(.*)/containerPort", " $1"), value);
            }
        });
        fields.replaceAll((path, value) -> path.matches(".*/(targetPort|httpGet/port)")
                ? numbers.getOrDefault(path.substring(path.indexOf(' ') + 1, path.indexOf('/')) + " " + value, value)
                : value);
        return fields;
    }

    private static void read(String path, Object node, Map<String, String> fields) {
        switch (node) {
            case Map<?, ?> map -> map.forEach((key, value) -> read(path + "/" + key, value, fields));
            case List<?> list -> {
                for (int i = 0; i < list.size(); i++) {
                    Object name = list.get(i) instanceof Map<?, ?> map && map.get("name") != null ? map.get("name") : i;
                    read(path + "/" + name, list.get(i), fields);
                }
            }
            case null -> fields.put(path, "");
            default -> fields.put(path, node.toString());
        }
    }
}
