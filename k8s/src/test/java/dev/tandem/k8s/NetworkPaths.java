package dev.tandem.k8s;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tandem.k8s.Manifests.Workload;
import dev.tandem.k8s.NetworkModel.End;

/**
 * Where network policies are on, every path that the suite needs is open, and those that would lead around the front door or
 * from one service's data to another's are not.
 */
final class NetworkPaths implements Check {
    private static final String HERE = "tandem";
    private static final End INGRESS = End.pod("ingress-nginx", Map.of("app.kubernetes.io/name", "ingress-nginx"));
    private static final End PROMETHEUS = End.pod("monitoring", Map.of("app.kubernetes.io/name", "prometheus"));
    private static final End COLLECTOR = End.pod("observability", Map.of("app.kubernetes.io/name", "otel-collector"));
    private static final End DNS = End.pod("kube-system", Map.of("k8s-app", "kube-dns"));
    private static final End STRANGER = End.pod("default", Map.of("app.kubernetes.io/name", "stranger"));
    private static final End INTERNET = End.outside("93.184.215.14");
    private static final End METADATA = End.outside("169.254.169.254");

    private record Path(End from, End to, String protocol, int port) {

        @Override
        public String toString() {
            return from.name() + " to " + to.name() + " at " + port;
        }
    }

    @Override
    public List<String> faults(Manifests manifests) {
        List<JsonNode> policies = manifests.ofKind("NetworkPolicy");
        if (policies.stream().noneMatch(policy -> policy.at("/spec/podSelector").isEmpty())) {
            return List.of();
        }
        NetworkModel model = new NetworkModel(policies);
        List<String> faults = new ArrayList<>();
        needed(manifests).stream().filter(path -> !model.lets(path.from(), path.to(), path.protocol(), path.port()))
                .forEach(path -> faults.add("The network policies cut " + path));
        unwanted(manifests).stream().filter(path -> model.lets(path.from(), path.to(), path.protocol(), path.port()))
                .forEach(path -> faults.add("The network policies leave open " + path));
        return faults;
    }

    private static End service(Manifests manifests, String name) {
        return manifests.find("Deployment", name)
                .map(one -> End.pod(HERE, Manifests.texts(one.at("/spec/template/metadata/labels"))))
                .orElse(End.pod(HERE, Map.of("app.kubernetes.io/name", name)));
    }

    private static Path http(Manifests manifests, End from, String to) {
        return new Path(from, service(manifests, to), "TCP", ServiceFacts.of(to).httpPort());
    }

    private static List<Path> needed(Manifests manifests) {
        List<Path> paths = new ArrayList<>();
        End gateway = service(manifests, "gateway");
        End metrics = service(manifests, "metrics-service");
        paths.add(http(manifests, INGRESS, "gateway"));
        for (String service : List.of("accounts-service", "orders-service", "metrics-service")) {
            paths.add(http(manifests, gateway, service));
        }
        paths.add(http(manifests, metrics, "accounts-service"));
        paths.add(http(manifests, metrics, "orders-service"));
        for (Workload workload : manifests.workloads()) {
            End pod = End.pod(HERE, workload.labels());
            if (workload.isTandem()) {
                paths.add(new Path(pod, DNS, "UDP", 53));
                paths.add(new Path(pod, DNS, "TCP", 53));
                database(manifests, workload).ifPresent(database -> paths.add(new Path(pod, database, "TCP", 5432)));
            }
        }
        for (Workload workload : manifests.services()) {
            End pod = End.pod(HERE, workload.labels());
            paths.add(new Path(PROMETHEUS, pod, "TCP", ServiceFacts.of(workload.name()).metricsPort()));
            paths.add(new Path(pod, COLLECTOR, "TCP", 4317));
            // The keys of the OIDC provider, and the receivers of webhooks.
            paths.add(new Path(pod, INTERNET, "TCP", 443));
        }
        keycloak(manifests).ifPresent(keycloak -> {
            manifests.services()
                    .forEach(workload -> paths.add(new Path(End.pod(HERE, workload.labels()), keycloak, "TCP", 8080)));
            paths.add(new Path(INGRESS, keycloak, "TCP", 8080));
            paths.add(new Path(keycloak, DNS, "UDP", 53));
        });
        manifests.find("Deployment", "redis").ifPresent(redis -> paths.add(new Path(gateway, End.pod(HERE,
                Manifests.texts(redis.at("/spec/template/metadata/labels"))), "TCP", 6379)));
        return paths;
    }

    private static List<Path> unwanted(Manifests manifests) {
        List<Path> paths = new ArrayList<>();
        End gateway = service(manifests, "gateway");
        for (Workload workload : manifests.services()) {
            End pod = End.pod(HERE, workload.labels());
            paths.add(http(manifests, STRANGER, workload.name()));
            paths.add(new Path(STRANGER, pod, "TCP", ServiceFacts.of(workload.name()).metricsPort()));
            paths.add(new Path(pod, METADATA, "TCP", 80));
            if (!workload.name().equals("gateway")) {
                paths.add(http(manifests, INGRESS, workload.name()));
                paths.add(http(manifests, pod, "gateway"));
                database(manifests, workload).ifPresent(database -> paths.add(new Path(gateway, database, "TCP", 5432)));
            }
        }
        paths.add(http(manifests, service(manifests, "accounts-service"), "orders-service"));
        paths.add(http(manifests, service(manifests, "orders-service"), "accounts-service"));
        paths.add(http(manifests, service(manifests, "accounts-service"), "metrics-service"));
        paths.add(new Path(INGRESS, gateway, "TCP", ServiceFacts.of("gateway").metricsPort()));
        return paths;
    }

    /** Where the workload's database is: a pod of ours, or an address that the policies know. */
    private static Optional<End> database(Manifests manifests, Workload workload) {
        String url = manifests.environment(workload.containers().getFirst()).getOrDefault("QUARKUS_DATASOURCE_JDBC_URL", "");
        if (url.isEmpty()) {
            return Optional.empty();
        }
        String host = url.replaceFirst("jdbc:postgresql://([^:/]+).*", "$1");
        Optional<End> inside = manifests.find("Service", host).flatMap(service -> manifests.workloads().stream()
                .filter(Selectors.selects(service.at("/spec/selector"))).findFirst())
                .map(found -> End.pod(HERE, found.labels()));
        Optional<End> made = CustomKinds.madeLabels(manifests).stream()
                .filter(labels -> host.equals(labels.get("cnpg.io/cluster") + "-rw")).map(labels -> End.pod(HERE, labels))
                .findFirst();
        return inside.or(() -> made).or(() -> Optional.of(End.outside("10.20.30.40")));
    }

    private static Optional<End> keycloak(Manifests manifests) {
        return CustomKinds.madeLabels(manifests).stream().filter(labels -> "keycloak".equals(labels.get("app")))
                .map(labels -> End.pod(HERE, labels)).findFirst();
    }
}
