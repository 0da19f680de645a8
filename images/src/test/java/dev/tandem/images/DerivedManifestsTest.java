package dev.tandem.images;

import static dev.tandem.images.MadeImages.CHECKOUT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What Quarkus itself would tell a cluster of the four services (quarkus-kubernetes), field by field beside k8s/base. It knows
 * from the services' own settings on which ports and paths they answer, so a base that is behind them shows here.
 */
@Tag("all")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DerivedManifestsTest {
    /** Where k8s/base means something else on purpose: a pattern of fields ("kind name/path"), and why. */
    private static final Map<String, String> OTHERWISE = Map.of(
            "Service .*/spec/ports/http/port", "a service has the same port everywhere, so one address is right everywhere",
            "Deployment .*/spec/replicas", "a node may be lost or drained",
            "Deployment .*/imagePullPolicy", "a tag never changes what it names, and a registry may be away",
            "Deployment .*/startupProbe/(failureThreshold|periodSeconds)", "looks sooner, and waits for a migration",
            "Deployment .*/readinessProbe/(failureThreshold|periodSeconds)",
            "a replica that leaves gets no requests within 10 s",
            "Deployment .*/(liveness|readiness)Probe/timeoutSeconds", "an answer that takes longer is none",
            "Deployment gateway/.*Probe/httpGet/port",
            "quarkus-kubernetes takes the management port although quarkus.smallrye-health.management.enabled is false");
    /** What k8s/base leaves to others or out on purpose. */
    private static final Map<String, String> LEFT_OUT = Map.of(
            ".*/metadata/annotations/app\\.quarkus\\.io/.*", "when it was built would make each build a roll-out",
            ".*/metadata/annotations/prometheus\\.io/.*", "who watches says so in components/monitoring",
            "ServiceMonitor .*", "components/monitoring has it",
            ".*/app\\.kubernetes\\.io/(version|managed-by)", "the tag says the version, and a selector may never change",
            "Deployment .*/env/(KUBERNETES_NAMESPACE|QUARKUS_FLYWAY_ACTIVE)/.*",
            "no service asks for its namespace, and TANDEM_MIGRATE says who migrates",
            "(Job|Role|RoleBinding) .*|Deployment .*/initContainers/.*",
            "own jobs migrate as owners, and a service waits for its schema without rights in the cluster's API",
            ".*/(protocol|type|scheme|successThreshold)", "what Kubernetes takes where nothing is said",
            "Deployment .*Probe/(initialDelaySeconds|timeoutSeconds)", "the startup probe covers the beginning");

    private final Map<String, Map<String, String>> derived = new LinkedHashMap<>();
    private Map<String, String> base;

    @BeforeAll
    void derive(@TempDir Path folder) throws IOException {
        OtherCheckout copy = OtherCheckout.in(folder);
        copy.take("platform/target/classes");
        copy.take("platform/target/test-classes/dev/tandem/platform/testing");
        for (String service : ServiceImage.SERVICES) {
            copy.take(service + "/src/main");
            copy.take(service + "/target/classes");
        }
        copy.pack("platform," + String.join(",", ServiceImage.SERVICES), "-Dtandem.manifests=true", "-Dmaven.main.skip=true",
                "-Dquarkus.container-image.group=tandem");
        for (String service : ServiceImage.SERVICES) {
            derived.put(service, Fields.of(Files.readString(folder.resolve(service + "/target/kubernetes/kubernetes.yml"))));
        }
        base = Fields.of(PlayedManifests.render(CHECKOUT, CHECKOUT.resolve("k8s/base")));
    }

    @Test
    void differFromTheBaseOnlyWhereItIsMeant() {
        List<String> faults = new ArrayList<>();
        derived.values().forEach(fields -> fields.forEach((field, value) -> {
            String ours = base.get(field);
            if (ours == null && !isListed(field, LEFT_OUT)) {
                faults.add(field + " is " + value + " for Quarkus, and k8s/base does not say it");
            } else if (ours != null && !image(field, ours).equals(image(field, value)) && !isListed(field, OTHERWISE)) {
                faults.add(field + " is " + value + " for Quarkus, and " + ours + " in k8s/base");
            }
        }));
        assertThat(faults).isEmpty();
    }

    /** An exception that nothing needs any more would hide the next fault. */
    @Test
    void areListedWithNothingTooMuch() {
        assertThat(OTHERWISE.keySet()).allSatisfy(pattern -> assertThat(derived.values()).as(pattern)
                .anySatisfy(fields -> assertThat(fields).anySatisfy((field, value) -> {
                    assertThat(field).matches(pattern);
                    assertThat(base.get(field)).isNotNull().isNotEqualTo(value);
                })));
        assertThat(LEFT_OUT.keySet()).allSatisfy(pattern -> assertThat(derived.values()).as(pattern)
                .anySatisfy(fields -> assertThat(fields.keySet()).anySatisfy(field -> {
                    assertThat(field).matches(pattern);
                    assertThat(base).doesNotContainKey(field);
                })));
    }

    /** Both speak of what matters, or nothing would be compared. */
    @Test
    void speakOfPortsProbesAndAccounts() {
        derived.forEach((service, fields) -> {
            String pod = "Deployment " + service + "/spec/template/spec/";
            String container = pod + "containers/" + service + "/";
            assertThat(fields.keySet()).as(service).contains("Service " + service + "/spec/ports/http/targetPort",
                    "Service " + service + "/spec/selector/app.kubernetes.io/name", container + "image",
                    container + "ports/http/containerPort", container + "livenessProbe/httpGet/path",
                    container + "readinessProbe/httpGet/port");
            assertThat(base.keySet()).as(service).containsAll(
                    fields.keySet().stream().filter(field -> field.startsWith(container) && !isListed(field, LEFT_OUT))
                            .toList());
        });
    }

    private static boolean isListed(String field, Map<String, String> list) {
        return list.keySet().stream().anyMatch(field::matches);
    }

    /** The registry and the tag are an overlay's business. */
    private static String image(String field, String value) {
        return field.endsWith("/image") ? value.replaceFirst("^docker\\.io/", "").replaceFirst(":[^/]*$", "") : value;
    }
}
