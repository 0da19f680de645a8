package dev.tandem.k8s;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tandem.k8s.Manifests.Workload;

/** Where monitoring is on, every service is scraped once, where it shows its metrics. */
final class Scrapes implements Check {

    @Override
    public List<String> faults(Manifests manifests) {
        List<String> faults = new ArrayList<>();
        List<JsonNode> services = manifests.ofKind("ServiceMonitor");
        List<JsonNode> pods = manifests.ofKind("PodMonitor");
        if (services.isEmpty() && pods.isEmpty()) {
            return faults;
        }
        for (Workload workload : manifests.services()) {
            List<Integer> scraped = new ArrayList<>();
            Map<String, String> serviceLabels = manifests.ofKind("Service").stream()
                    .filter(service -> Selectors.selects(service.at("/spec/selector")).test(workload))
                    .map(service -> Manifests.texts(service.at("/metadata/labels"))).findFirst().orElse(Map.of());
            services.stream().filter(monitor -> Selectors.matches(monitor.at("/spec/selector"), serviceLabels))
                    .forEach(monitor -> endpoints(workload, monitor.at("/spec/endpoints"), scraped, faults));
            pods.stream().filter(monitor -> Selectors.matches(monitor.at("/spec/selector"), workload.labels()))
                    .forEach(monitor -> endpoints(workload, monitor.at("/spec/podMetricsEndpoints"), scraped, faults));
            if (!scraped.equals(List.of(ServiceFacts.of(workload.name()).metricsPort()))) {
                faults.add(workload + ": is scraped at " + scraped + ", and shows its metrics at "
                        + ServiceFacts.of(workload.name()).metricsPort());
            }
        }
        return faults;
    }

    private static void endpoints(Workload workload, JsonNode endpoints, List<Integer> scraped, List<String> faults) {
        endpoints.forEach(endpoint -> {
            scraped.add(Probes.port(workload.containers().getFirst(), endpoint.path("port")));
            if (!endpoint.path("path").asText().equals("/q/metrics")) {
                faults.add(workload + ": is scraped at " + endpoint.path("path") + ", where it has no metrics");
            }
        });
    }
}
