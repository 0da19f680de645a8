package dev.tandem.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.databind.JsonNode;

/** What k8s/README.md offers can be deployed as it says: every combination is rendered and held to every rule. */
class CombinationsTest {

    static List<Tree.Combination> combinations() {
        return Tree.combinations();
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void isWithoutFault(Tree.Combination combination) {
        String yaml = Tree.shared().render(combination);
        assertThat(Manifests.parse(yaml).services()).as("what runs in %s", combination).hasSize(4);
        assertThat(Checks.faults(yaml)).as("the faults of %s", combination).isEmpty();
    }

    @Test
    void areNamedByTheReadme() {
        assertThat(combinations()).extracting(Tree.Combination::overlay).contains("overlays/local");
    }

    /** A secret that the README forgets stops the roll-out; one too many is looked after for nothing. */
    @Test
    void askForTheSecretsThatTheReadmeSaysToMake() {
        Set<String> asked = new TreeSet<>();
        combinations().stream().filter(one -> one.overlay().equals("overlays/production"))
                .forEach(
                        one -> Manifests.parse(Tree.shared().render(one)).all().forEach(manifest -> Manifests.walk(manifest, "",
                                (path, value) -> {
                                    if (path.endsWith("/secretKeyRef/name") || path.endsWith("/secret/secretName")
                                            || path.endsWith("Secret/name")) {
                                        asked.add(value.asText());
                                    }
                                })));
        assertThat(asked).isEqualTo(new TreeSet<>(Tree.secretsToMake().keySet()));
    }

    /** A Redis that the gateway is not told of, or cannot sign in to, would share nothing, and nobody would notice. */
    @Test
    void countTheRequestsOfACallerTogetherWhereThereIsARedis() {
        List<Tree.Combination> withRedis = combinations().stream().filter(one -> one.components().contains("components/redis"))
                .toList();
        assertThat(withRedis).isNotEmpty().allSatisfy(combination -> {
            Manifests manifests = manifestsOf(combination);
            JsonNode service = manifests.find("Service", "redis").orElseThrow();
            JsonNode gateway = container(manifests, "gateway");
            assertThat(manifests.environment(gateway)).containsEntry("TANDEM_GATEWAY_LIMITS_REDIS_URL",
                    "redis://" + service.at("/metadata/name").asText() + ":" + service.at("/spec/ports/0/port").asText());
            assertThat(secret(gateway, "TANDEM_GATEWAY_LIMITS_REDIS_PASSWORD")).isNotEmpty()
                    .isEqualTo(secret(container(manifests, "redis"), "REDIS_PASSWORD"));
        });
        assertThat(combinations()).filteredOn(one -> !one.components().contains("components/redis")).isNotEmpty()
                .allSatisfy(combination -> assertThat(manifestsOf(combination).environment(
                        container(manifestsOf(combination), "gateway"))).doesNotContainKey("TANDEM_GATEWAY_LIMITS_REDIS_URL"));
    }

    private static Manifests manifestsOf(Tree.Combination combination) {
        return Manifests.parse(Tree.shared().render(combination));
    }

    private static JsonNode container(Manifests manifests, String deployment) {
        return manifests.find("Deployment", deployment).orElseThrow().at("/spec/template/spec/containers/0");
    }

    private static String secret(JsonNode container, String variable) {
        for (JsonNode one : container.path("env")) {
            if (one.path("name").asText().equals(variable)) {
                return one.at("/valueFrom/secretKeyRef").toString();
            }
        }
        return "";
    }

    /** By this label the README applies the migrations first. */
    @Test
    void markOnlyTheServicesToBeRolledOutLast() {
        Manifests manifests = Manifests.parse(Tree.shared().render(combinations().getLast()));
        assertThat(
                manifests.all().stream().filter(one -> one.at("/metadata/labels/tandem.dev~1roll-out").asText().equals("last"))
                        .map(Manifests::title))
                .contains("Deployment gateway").hasSameElementsAs(
                        manifests.services().stream().map(Manifests.Workload::toString).toList());
        assertThat(manifests.ofKind("Job")).hasSize(3)
                .allSatisfy(job -> assertThat(job.at("/metadata/labels/app.kubernetes.io~1component").asText())
                        .isEqualTo("migration"));
    }
}
