package dev.tandem.k8s;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

/** What kubectl would send to a cluster, as rendered, with the questions that the checks ask of it. */
record Manifests(List<JsonNode> all) {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Set<String> WORKLOADS = Set.of("Deployment", "StatefulSet", "Job", "DaemonSet", "CronJob");

    /** Something that runs pods. */
    record Workload(JsonNode whole, JsonNode template) {

        String name() {
            return Manifests.name(whole);
        }

        Map<String, String> labels() {
            return texts(template.at("/metadata/labels"));
        }

        JsonNode pod() {
            return template.path("spec");
        }

        List<JsonNode> containers() {
            return Stream.concat(items(pod().path("initContainers")), items(pod().path("containers"))).toList();
        }

        /** Whether it runs one of our own images. */
        boolean isTandem() {
            return containers().stream().anyMatch(container -> container.path("image").asText().contains("tandem/"));
        }

        boolean isJob() {
            return whole.path("kind").asText().equals("Job");
        }

        @Override
        public String toString() {
            return Manifests.title(whole);
        }
    }

    static Manifests parse(String yaml) {
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode> readValues(yaml)) {
            List<JsonNode> all = new ArrayList<>();
            documents.readAll().stream().filter(JsonNode::isObject).forEach(all::add);
            return new Manifests(all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<JsonNode> items(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new TreeMap<>();
        object.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }

    static String name(JsonNode manifest) {
        return manifest.at("/metadata/name").asText();
    }

    static String title(JsonNode manifest) {
        return manifest.path("kind").asText() + " " + name(manifest);
    }

    List<JsonNode> ofKind(String kind) {
        return all.stream().filter(manifest -> manifest.path("kind").asText().equals(kind)).toList();
    }

    Optional<JsonNode> find(String kind, String name) {
        return ofKind(kind).stream().filter(manifest -> name(manifest).equals(name)).findFirst();
    }

    List<Workload> workloads() {
        return all.stream().filter(manifest -> WORKLOADS.contains(manifest.path("kind").asText()))
                .map(manifest -> new Workload(manifest, manifest.path("kind").asText().equals("CronJob")
                        ? manifest.at("/spec/jobTemplate/spec/template")
                        : manifest.at("/spec/template")))
                .toList();
    }

    List<Workload> services() {
        return workloads().stream().filter(workload -> workload.isTandem() && !workload.isJob()).toList();
    }

    /** What a container gets as environment: names with values, null where the value comes from a secret. */
    Map<String, String> environment(JsonNode container) {
        Map<String, String> environment = new TreeMap<>();
        items(container.path("envFrom")).map(from -> find("ConfigMap", from.at("/configMapRef/name").asText()))
                .flatMap(Optional::stream).forEach(map -> environment.putAll(texts(map.path("data"))));
        items(container.path("env"))
                .forEach(one -> environment.put(one.path("name").asText(), one.path("value").asText("")));
        return environment;
    }

    /** Calls back with every field of every manifest: its path and its value. */
    static void walk(JsonNode node, String path, BiConsumer<String, JsonNode> visitor) {
        if (node.isObject()) {
            node.properties().forEach(entry -> {
                visitor.accept(path + "/" + entry.getKey(), entry.getValue());
                walk(entry.getValue(), path + "/" + entry.getKey(), visitor);
            });
        } else if (node.isArray()) {
            node.forEach(item -> walk(item, path, visitor));
        }
    }
}
