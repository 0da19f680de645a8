package dev.tandem.k8s;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tandem.k8s.Manifests.Workload;

/** No pod has more rights or room than it needs, and none goes without saying how much that is. */
final class Hardening implements Check {

    @Override
    public List<String> faults(Manifests manifests) {
        List<String> faults = new ArrayList<>();
        manifests.workloads().forEach(workload -> pod(workload, faults));
        manifests.services().forEach(workload -> rollOut(workload, faults));
        for (JsonNode account : manifests.ofKind("ServiceAccount")) {
            need(account.path("automountServiceAccountToken").isBoolean()
                    && !account.path("automountServiceAccountToken").asBoolean(),
                    Manifests.title(account) + " gives its token away", faults);
        }
        return faults;
    }

    private static void pod(Workload workload, List<String> faults) {
        JsonNode pod = workload.pod();
        JsonNode context = pod.path("securityContext");
        need(is(pod.path("automountServiceAccountToken"), false), workload + " mounts a token of the Kubernetes API", faults);
        need(is(context.path("runAsNonRoot"), true), workload + " may run as root", faults);
        need(context.path("runAsUser").asInt() > 0, workload + " does not say as whom it runs", faults);
        need(context.at("/seccompProfile/type").asText().equals("RuntimeDefault"), workload + " has no seccomp profile",
                faults);
        for (String host : List.of("hostNetwork", "hostPID", "hostIPC")) {
            need(!pod.path(host).asBoolean(), workload + " asks for " + host, faults);
        }
        Manifests.items(pod.path("volumes")).forEach(volume -> {
            need(!volume.has("hostPath"), workload + " reaches into its node: " + volume, faults);
            need(!volume.has("emptyDir") || volume.at("/emptyDir/sizeLimit").isTextual(),
                    workload + ": volume " + volume.path("name").asText() + " may fill its node", faults);
        });
        workload.containers().forEach(container -> container(workload, container, faults));
    }

    private static void container(Workload workload, JsonNode container, List<String> faults) {
        String where = workload + ", container " + container.path("name").asText();
        JsonNode context = container.path("securityContext");
        need(is(context.path("allowPrivilegeEscalation"), false), where + " may gain rights", faults);
        need(is(context.path("readOnlyRootFilesystem"), true), where + " may write its root", faults);
        need(!context.path("privileged").asBoolean(), where + " is privileged", faults);
        need(Manifests.items(context.at("/capabilities/drop")).anyMatch(one -> one.asText().equals("ALL"))
                && context.at("/capabilities/add").isEmpty(), where + " keeps capabilities", faults);
        for (String kind : List.of("requests", "limits")) {
            for (String what : List.of("cpu", "memory")) {
                need(container.at("/resources/" + kind + "/" + what).isValueNode(), where + " has no " + kind + " of " + what,
                        faults);
            }
        }
    }

    private static void rollOut(Workload workload, List<String> faults) {
        JsonNode strategy = workload.whole().at("/spec/strategy/rollingUpdate");
        need(strategy.path("maxUnavailable").isInt() && strategy.path("maxUnavailable").asInt() == 0,
                workload + " takes replicas away before others are ready", faults);
        boolean writable = workload.containers().stream().allMatch(container -> Manifests.items(container.path("volumeMounts"))
                .anyMatch(mount -> mount.path("mountPath").asText().equals("/tmp")));
        need(writable, workload + " has no /tmp to write to", faults);
        need(!workload.pod().path("topologySpreadConstraints").isEmpty(), workload + " may end up on one node", faults);
    }

    private static boolean is(JsonNode node, boolean wanted) {
        return node.isBoolean() && node.asBoolean() == wanted;
    }

    private static void need(boolean right, String fault, List<String> faults) {
        if (!right) {
            faults.add(fault);
        }
    }
}
