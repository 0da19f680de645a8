package dev.tandem.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

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
}
