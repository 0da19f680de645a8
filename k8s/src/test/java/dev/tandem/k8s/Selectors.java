package dev.tandem.k8s;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tandem.k8s.Manifests.Workload;

/** What selects pods selects some, and the right ones: a selector that matches nothing is no error to Kubernetes. */
final class Selectors implements Check {

    @Override
    public List<String> faults(Manifests manifests) {
        List<String> faults = new ArrayList<>();
        for (Workload workload : manifests.workloads()) {
            JsonNode own = workload.whole().at("/spec/selector");
            if (!workload.isJob() && !matches(own, workload.labels())) {
                faults.add(workload + ": its selector does not match the labels of its own pods");
            }
            for (JsonNode spread : workload.pod().path("topologySpreadConstraints")) {
                if (!matches(spread.path("labelSelector"), workload.labels())) {
                    faults.add(workload + ": is to be spread by labels that its pods do not have");
                }
            }
        }
        for (JsonNode service : manifests.ofKind("Service")) {
            needOne(manifests, service,
                    labels -> labels.entrySet().containsAll(Manifests.texts(service.at("/spec/selector")).entrySet()), faults);
            manifests.workloads().stream().filter(Workload::isJob).filter(selects(service.at("/spec/selector")))
                    .forEach(job -> faults.add(Manifests.title(service) + ": would send requests to " + job));
        }
        for (JsonNode budget : manifests.ofKind("PodDisruptionBudget")) {
            needOne(manifests, budget, labels -> matches(budget.at("/spec/selector"), labels), faults);
        }
        for (JsonNode policy : manifests.ofKind("NetworkPolicy")) {
            needOne(manifests, policy, labels -> matches(policy.at("/spec/podSelector"), labels), faults);
        }
        for (JsonNode scaler : manifests.ofKind("HorizontalPodAutoscaler")) {
            JsonNode target = scaler.at("/spec/scaleTargetRef");
            if (manifests.find(target.path("kind").asText(), target.path("name").asText()).isEmpty()) {
                faults.add(Manifests.title(scaler) + ": scales " + target + ", which is not there");
            }
        }
        return faults;
    }

    private static void needOne(Manifests manifests, JsonNode selecting, Predicate<Map<String, String>> selected,
            List<String> faults) {
        Stream<Map<String, String>> pods = Stream.concat(manifests.workloads().stream().map(Workload::labels),
                CustomKinds.madeLabels(manifests).stream());
        if (pods.noneMatch(selected)) {
            faults.add(Manifests.title(selecting) + ": selects no pod");
        }
    }

    /** By a Service's selector: plain labels. */
    static Predicate<Workload> selects(JsonNode selector) {
        Map<String, String> wanted = Manifests.texts(selector);
        return workload -> !wanted.isEmpty() && workload.labels().entrySet().containsAll(wanted.entrySet());
    }

    /** By a LabelSelector; an empty one matches everything. */
    static boolean matches(JsonNode selector, Map<String, String> labels) {
        boolean plain = labels.entrySet().containsAll(Manifests.texts(selector.path("matchLabels")).entrySet());
        return plain && Manifests.items(selector.path("matchExpressions"))
                .allMatch(expression -> matchesExpression(expression, labels));
    }

    private static boolean matchesExpression(JsonNode expression, Map<String, String> labels) {
        String key = expression.path("key").asText();
        List<String> values = Manifests.items(expression.path("values")).map(JsonNode::asText).toList();
        return switch (expression.path("operator").asText()) {
            case "In" -> labels.containsKey(key) && values.contains(labels.get(key));
            case "NotIn" -> !labels.containsKey(key) || !values.contains(labels.get(key));
            case "Exists" -> labels.containsKey(key);
            case "DoesNotExist" -> !labels.containsKey(key);
            default -> false;
        };
    }
}
