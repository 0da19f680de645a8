package dev.tandem.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A rule that never objects is none: each kind of fault is planted in the rendered text and has to be found. */
class PlantedFaultsTest {
    private static final Tree.Combination WHOLE = new Tree.Combination("overlays/production",
            List.of("components/postgres-cloudnativepg"));

    /** What is replaced where it first stands, and the words that tell that it was found. */
    record Fault(String kind, String right, String wrong, String complaint) {

        String plantIn(String yaml) {
            assertThat(yaml).as("where %s is to be planted", kind).contains(right);
            return yaml.replaceFirst(Pattern.quote(right), Matcher.quoteReplacement(wrong));
        }

        @Override
        public String toString() {
            return kind;
        }
    }

    static List<Fault> faults() {
        return List.of(
                new Fault("a wrong type", "terminationGracePeriodSeconds: 45", "terminationGracePeriodSeconds: long",
                        "Deployment"),
                new Fault("an unknown field", "maxSurge: 1", "maxSurges: 1", "maxSurges"),
                new Fault("a quantity", "memory: 1280Mi", "memory: 1280MiB", "Deployment"),
                new Fault("an old version", "apiVersion: policy/v1\n", "apiVersion: policy/v1beta1\n", "policy/v1beta1"),
                new Fault("a missing selector",
                        "  selector:\n    matchLabels:\n      app.kubernetes.io/name: gateway\n  strategy",
                        "  strategy", "selector"),
                new Fault("a name", "  name: gateway\n", "  name: Gate_way\n", "not a name"),
                new Fault("a port", "targetPort: http", "targetPort: web", "sends to port"),
                new Fault("an enumeration", "whenUnsatisfiable: ScheduleAnyway", "whenUnsatisfiable: Sometimes", "none of"),
                new Fault("a selector", "  selector:\n    app.kubernetes.io/name: gateway",
                        "  selector:\n    app.kubernetes.io/name: gate",
                        "selects no pod"),
                new Fault("a missing reference", "key: password", "key: passwort", "no Secret with the key"),
                new Fault("a probe", "path: /q/health/ready", "path: /q/healthy", "where the service answers"),
                new Fault("a stop that leaves no time", "terminationGracePeriodSeconds: 45",
                        "terminationGracePeriodSeconds: 25",
                        "is killed before"),
                new Fault("a missing limit", "limits:\n            cpu: \"2\"", "limits:\n            ephemeral-storage: 1Gi",
                        "has no limits of cpu"),
                new Fault("a security context", "readOnlyRootFilesystem: true", "readOnlyRootFilesystem: false",
                        "may write its root"),
                new Fault("a policy that cuts a needed path",
                        "  name: gateway-to-services\n  namespace: tandem\nspec:\n  egress:\n  - ports:\n    - port: 8081",
                        "  name: gateway-to-services\n  namespace: tandem\nspec:\n  egress:\n  - ports:\n    - port: 8181",
                        "cut gateway to accounts-service"),
                new Fault("a policy that leaves a way around", "kubernetes.io/metadata.name: ingress-nginx",
                        "kubernetes.io/metadata.name: default",
                        "leave open stranger to gateway"),
                new Fault("a field that an operator does not know", "enableSuperuserAccess: false", "superuserAccess: false",
                        "no field that is known"),
                new Fault("a scrape of the wrong port", "    port: management\n", "    port: http\n", "is scraped at [8080]"),
                new Fault("a setting that nobody reads", "TANDEM_FEEDS_TOKEN_FILE", "TANDEM_FEED_TOKEN_FILE",
                        "reads no setting"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void isFound(Fault fault) {
        String yaml = Tree.shared().render(WHOLE);
        assertThat(Checks.faults(fault.plantIn(yaml))).as(fault.kind()).anyMatch(one -> one.contains(fault.complaint()));
    }
}
