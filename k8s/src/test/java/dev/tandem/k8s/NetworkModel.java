package dev.tandem.k8s;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What network policies let through, decided as a cluster decides it: a pod that no policy of a direction selects is open in
 * that direction, and one that is selected takes only what some policy lists. A connection needs both its ends to agree.
 */
record NetworkModel(List<JsonNode> policies) {
    static final String NAMESPACE = "kubernetes.io/metadata.name";

    /** One end of a connection: a pod, or an address outside when there are no labels. */
    record End(String name, String namespace, Map<String, String> labels, Optional<String> address) {

        static End pod(String namespace, Map<String, String> labels) {
            return new End(labels.getOrDefault("app.kubernetes.io/name", labels.toString()), namespace, labels,
                    Optional.empty());
        }

        static End outside(String address) {
            return new End(address, "", Map.of(), Optional.of(address));
        }
    }

    boolean lets(End from, End to, String protocol, int port) {
        return agrees("Egress", from, to, protocol, port) && agrees("Ingress", to, from, protocol, port);
    }

    private boolean agrees(String direction, End own, End other, String protocol, int port) {
        List<JsonNode> selecting = policies.stream().filter(policy -> selects(policy, own))
                .filter(policy -> Manifests.items(policy.at("/spec/policyTypes"))
                        .anyMatch(type -> type.asText().equals(direction)))
                .toList();
        boolean egress = direction.equals("Egress");
        return selecting.isEmpty() || selecting.stream()
                .flatMap(policy -> Manifests.items(policy.at(egress ? "/spec/egress" : "/spec/ingress")))
                .anyMatch(rule -> takes(rule.path(egress ? "to" : "from"), policyNamespace(own), other)
                        && takesPort(rule.path("ports"), protocol, port));
    }

    private static String policyNamespace(End own) {
        return own.namespace();
    }

    private static boolean selects(JsonNode policy, End end) {
        return end.address().isEmpty() && policy.at("/metadata/namespace").asText().equals(end.namespace())
                && Selectors.matches(policy.at("/spec/podSelector"), end.labels());
    }

    private static boolean takes(JsonNode peers, String namespace, End other) {
        return peers.isEmpty() || Manifests.items(peers).anyMatch(peer -> takesPeer(peer, namespace, other));
    }

    private static boolean takesPeer(JsonNode peer, String namespace, End other) {
        if (peer.has("ipBlock")) {
            return other.address().map(address -> within(address, peer.at("/ipBlock/cidr").asText())
                    && Manifests.items(peer.at("/ipBlock/except")).noneMatch(but -> within(address, but.asText())))
                    .orElse(false);
        }
        if (other.address().isPresent()) {
            return false;
        }
        boolean there = peer.has("namespaceSelector")
                ? Selectors.matches(peer.path("namespaceSelector"), Map.of(NAMESPACE, other.namespace()))
                : other.namespace().equals(namespace);
        return there && Selectors.matches(peer.path("podSelector"), other.labels());
    }

    private static boolean takesPort(JsonNode ports, String protocol, int port) {
        return ports.isEmpty() || Manifests.items(ports).anyMatch(one -> one.path("protocol").asText("TCP").equals(protocol)
                && (!one.has("port") || one.path("port").asInt() <= port
                        && port <= one.path("endPort").asInt(one.path("port").asInt())));
    }

    private static boolean within(String address, String cidr) {
        try {
            String[] parts = cidr.split("/");
            int free = 32 - Integer.parseInt(parts[1]);
            return new BigInteger(1, InetAddress.getByName(address).getAddress()).shiftRight(free)
                    .equals(new BigInteger(1, InetAddress.getByName(parts[0]).getAddress()).shiftRight(free));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(cidr, e);
        }
    }
}
