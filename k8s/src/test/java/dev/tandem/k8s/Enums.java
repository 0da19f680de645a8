package dev.tandem.k8s;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Words of a closed set: the client's models take any text where the API server takes only these. */
final class Enums implements Check {
    /** By the end of the field's path; the longest known end decides. */
    private static final Map<String, Set<String>> WORDS = Map.ofEntries(
            Map.entry("/imagePullPolicy", Set.of("Always", "IfNotPresent", "Never")),
            Map.entry("/restartPolicy", Set.of("Always", "OnFailure", "Never")),
            Map.entry("/ports/protocol", Set.of("TCP", "UDP", "SCTP")),
            Map.entry("/whenUnsatisfiable", Set.of("DoNotSchedule", "ScheduleAnyway")),
            Map.entry("/policyTypes", Set.of("Ingress", "Egress")),
            Map.entry("/accessModes", Set.of("ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod")),
            Map.entry("/pathType", Set.of("Exact", "Prefix", "ImplementationSpecific")),
            Map.entry("/seccompProfile/type", Set.of("RuntimeDefault", "Localhost", "Unconfined")),
            Map.entry("/strategy/type", Set.of("RollingUpdate", "Recreate")),
            Map.entry("/httpGet/scheme", Set.of("HTTP", "HTTPS")),
            Map.entry("/metrics/type", Set.of("Resource", "Pods", "Object", "External", "ContainerResource")),
            Map.entry("/target/type", Set.of("Utilization", "Value", "AverageValue")),
            Map.entry("/scaleDown/selectPolicy", Set.of("Max", "Min", "Disabled")),
            Map.entry("/scaleDown/policies/type", Set.of("Pods", "Percent")),
            Map.entry("/scaleUp/policies/type", Set.of("Pods", "Percent")),
            Map.entry("/matchExpressions/operator", Set.of("In", "NotIn", "Exists", "DoesNotExist")),
            Map.entry("/nodeTaintsPolicy", Set.of("Honor", "Ignore")),
            Map.entry("/podManagementPolicy", Set.of("OrderedReady", "Parallel")),
            Map.entry("pod-security.kubernetes.io/enforce", Set.of("privileged", "baseline", "restricted")));
    private static final Set<String> SERVICE_TYPES = Set.of("ClusterIP", "NodePort", "LoadBalancer", "ExternalName");

    @Override
    public List<String> faults(Manifests manifests) {
        List<String> faults = new ArrayList<>();
        manifests.all().forEach(manifest -> Manifests.walk(manifest, "", (path, value) -> {
            boolean service = manifest.path("kind").asText().equals("Service") && path.equals("/spec/type");
            Set<String> words = service ? SERVICE_TYPES
                    : WORDS.entrySet().stream().filter(entry -> path.endsWith(entry.getKey())).map(Map.Entry::getValue)
                            .findFirst().orElse(null);
            if (words != null && !CustomKinds.isCustom(manifest)) {
                (value.isArray() ? Manifests.items(value) : java.util.stream.Stream.of(value))
                        .filter(word -> !words.contains(word.asText())).forEach(word -> faults.add(Manifests.title(manifest)
                                + ": " + path + " is " + word + ", which is none of " + words));
            }
        }));
        return faults;
    }
}
