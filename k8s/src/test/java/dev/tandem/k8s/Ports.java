package dev.tandem.k8s;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

/** A Service's target port is a port of the containers that it selects, and what names a Service names a port of it. */
final class Ports implements Check {

    @Override
    public List<String> faults(Manifests manifests) {
        List<String> faults = new ArrayList<>();
        for (JsonNode service : manifests.ofKind("Service")) {
            for (JsonNode port : service.at("/spec/ports")) {
                JsonNode target = port.has("targetPort") ? port.path("targetPort") : port.path("port");
                manifests.workloads().stream().filter(Selectors.selects(service.at("/spec/selector")))
                        .filter(workload -> workload.containers().stream().noneMatch(container -> has(container, target)))
                        .forEach(workload -> faults.add(Manifests.title(service) + ": sends to port " + target
                                + ", which no container of " + workload + " has"));
            }
        }
        manifests.ofKind("Ingress").forEach(ingress -> Manifests.walk(ingress, "", (path, backend) -> {
            if (path.endsWith("/backend/service")) {
                JsonNode port = backend.path("port");
                boolean known = manifests.find("Service", backend.path("name").asText()).stream()
                        .flatMap(service -> Manifests.items(service.at("/spec/ports")))
                        .anyMatch(one -> one.path("name").equals(port.path("name"))
                                || one.path("port").equals(port.path("number")));
                if (!known) {
                    faults.add(Manifests.title(ingress) + ": leads to " + backend + ", which is no port of a Service");
                }
            }
        }));
        return faults;
    }

    static boolean has(JsonNode container, JsonNode port) {
        return Manifests.items(container.path("ports")).anyMatch(one -> port.isNumber()
                ? one.path("containerPort").asInt() == port.asInt()
                : one.path("name").asText().equals(port.asText()));
    }
}
