package dev.tandem.k8s;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tandem.k8s.Manifests.Workload;

/** Every probe asks for what the service answers, on the port where it does, and a stop leaves it the time that it takes. */
final class Probes implements Check {
    private static final Map<String, String> PATHS = Map.of("startupProbe", "/q/health/started", "livenessProbe",
            "/q/health/live", "readinessProbe", "/q/health/ready");

    @Override
    public List<String> faults(Manifests manifests) {
        List<String> faults = new ArrayList<>();
        for (Workload workload : manifests.services()) {
            ServiceFacts facts = ServiceFacts.of(workload.name());
            JsonNode container = workload.containers().getFirst();
            PATHS.forEach((probe, path) -> {
                JsonNode get = container.path(probe).path("httpGet");
                if (!get.path("path").asText().equals(path)) {
                    faults.add(workload + ": its " + probe + " asks for \"" + get.path("path").asText()
                            + "\", where the service answers " + path);
                }
                if (port(container, get.path("port")) != facts.healthPort()) {
                    faults.add(workload + ": its " + probe + " asks at " + get.path("port") + ", where the service answers at "
                            + facts.healthPort());
                }
            });
            if (Manifests.items(container.path("ports"))
                    .noneMatch(port -> port.path("name").asText().equals("http")
                            && port.path("containerPort").asInt() == facts.httpPort())) {
                faults.add(workload + ": the service listens at " + facts.httpPort() + ", which is not its port http");
            }
            String delay = manifests.environment(container).get("QUARKUS_SHUTDOWN_DELAY");
            Duration needed = (delay == null ? facts.drainDelay() : ServiceFacts.duration(delay)).plus(facts.shutdownTimeout());
            if (workload.pod().path("terminationGracePeriodSeconds").asLong() <= needed.toSeconds()) {
                faults.add(workload + ": is killed before it has ended its requests, which may take " + needed);
            }
        }
        return faults;
    }

    /** The number of a port given by number or by name; -1 where the container has none such. */
    static int port(JsonNode container, JsonNode port) {
        return port.isNumber() ? port.asInt()
                : Manifests.items(container.path("ports")).filter(one -> one.path("name").asText().equals(port.asText()))
                        .mapToInt(one -> one.path("containerPort").asInt()).findFirst().orElse(-1);
    }
}
