package dev.tandem.k8s;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tandem.k8s.Manifests.Workload;

/** A misspelt setting is silently none: every name in a container's environment is one that its program reads. */
final class EnvironmentNames implements Check {
    /** Read by Quarkus or the JDK itself, and not named in our sources. */
    private static final Set<String> FROM_OUTSIDE = Set.of("JDK_JAVA_OPTIONS", "QUARKUS_PROFILE", "QUARKUS_SHUTDOWN_DELAY",
            "QUARKUS_DATASOURCE_JDBC_URL", "QUARKUS_DATASOURCE_USERNAME", "QUARKUS_DATASOURCE_PASSWORD",
            "QUARKUS_FLYWAY_USERNAME", "QUARKUS_FLYWAY_PASSWORD", "QUARKUS_LOG_LEVEL");
    private static final Map<String, Settings> KNOWN = new ConcurrentHashMap<>();

    @Override
    public List<String> faults(Manifests manifests) {
        List<String> faults = new ArrayList<>();
        for (Workload workload : manifests.workloads()) {
            for (JsonNode container : workload.containers()) {
                String service = service(container);
                if (service.isEmpty()) {
                    continue;
                }
                Settings settings = KNOWN.computeIfAbsent(service, Settings::of);
                manifests.environment(container).keySet().stream()
                        .filter(name -> !FROM_OUTSIDE.contains(name) && !settings.knows(name))
                        .forEach(name -> faults.add(workload + ": " + service + " reads no setting " + name));
                issuer(manifests, workload, container, faults);
            }
        }
        return faults;
    }

    private static void issuer(Manifests manifests, Workload workload, JsonNode container, List<String> faults) {
        if (!manifests.environment(container).containsKey("TANDEM_AUTH_ISSUERS_0__ISSUER")) {
            faults.add(workload + ": does not start without an issuer of tokens");
        }
    }

    /** Which of our services a container runs; empty for others' images. */
    static String service(JsonNode container) {
        String image = container.path("image").asText();
        return image.contains("tandem/")
                ? image.replaceFirst(".*tandem/", "").replaceFirst(":.*", "").replaceFirst("-native$", "")
                : "";
    }
}
