package dev.tandem.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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
