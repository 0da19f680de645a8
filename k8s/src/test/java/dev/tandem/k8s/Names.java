package dev.tandem.k8s;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

/** Names, labels and environment names have the form that the API server asks for, and nothing is there twice. */
final class Names implements Check {
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
    private static final Pattern SUBDOMAIN = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");
    private static final Pattern PORT = Pattern.compile("(?=.*[a-z])[a-z0-9]([-a-z0-9]{0,13}[a-z0-9])?");
    private static final Pattern ENVIRONMENT = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern VALUE = Pattern.compile("([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?");
    private static final Pattern KEY = Pattern.compile("([a-z0-9.-]+/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");
    private static final Set<String> STRICT = Set.of("Service", "Namespace");
    private static final Set<String> WITHOUT_NAMESPACE = Set.of("Namespace");

    @Override
    public List<String> faults(Manifests manifests) {
        List<String> faults = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (JsonNode manifest : manifests.all()) {
            String kind = manifest.path("kind").asText();
            String name = Manifests.name(manifest);
            Pattern form = STRICT.contains(kind) ? LABEL : SUBDOMAIN;
            if (!form.matcher(name).matches()) {
                faults.add(kind + " \"" + name + "\": not a name that Kubernetes takes");
            }
            if (!seen.add(kind + "/" + manifest.at("/metadata/namespace").asText() + "/" + name)) {
                faults.add(kind + " " + name + ": is there twice");
            }
            if (!WITHOUT_NAMESPACE.contains(kind) && manifest.at("/metadata/namespace").asText().isEmpty()) {
                faults.add(kind + " " + name + ": would land in whatever namespace is the current one");
            }
            labels(manifest, faults);
        }
        manifests.workloads()
                .forEach(workload -> workload.containers().forEach(container -> container(workload, container, faults)));
        return faults;
    }

    private static void labels(JsonNode manifest, List<String> faults) {
        Manifests.walk(manifest, "", (path, value) -> {
            if (path.endsWith("/labels") || path.endsWith("/matchLabels")) {
                for (Map.Entry<String, String> label : Manifests.texts(value).entrySet()) {
                    if (!KEY.matcher(label.getKey()).matches() || !VALUE.matcher(label.getValue()).matches()) {
                        faults.add(Manifests.title(manifest) + ": label " + label + " has no form that Kubernetes takes");
                    }
                }
            }
        });
    }

    private static void container(Manifests.Workload workload, JsonNode container, List<String> faults) {
        String where = workload + ", container " + container.path("name").asText() + ": ";
        if (!LABEL.matcher(container.path("name").asText()).matches()) {
            faults.add(where + "not a name that Kubernetes takes");
        }
        Set<String> names = new HashSet<>();
        Manifests.items(container.path("ports")).map(port -> port.path("name").asText()).forEach(name -> {
            if (!PORT.matcher(name).matches() || !names.add(name)) {
                faults.add(where + "port name \"" + name + "\" is no port name, or there twice");
            }
        });
        Manifests.items(container.path("env")).map(one -> one.path("name").asText()).forEach(name -> {
            if (!ENVIRONMENT.matcher(name).matches() || !names.add(name)) {
                faults.add(where + "environment name \"" + name + "\" is none, or there twice");
            }
        });
    }
}
