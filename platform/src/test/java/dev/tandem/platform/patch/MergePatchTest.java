package dev.tandem.platform.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tandem.platform.json.StrictJson;

class MergePatchTest {

    record Address(String city, String country) {
    }

    record Settable(String name, Address address, List<String> tags) {
    }

    private static final Settable BEFORE = new Settable("Acme", new Address("Bonn", "DE"), List.of("a", "b"));

    @Test
    void changesWhatIsNamedAndKeepsTheRest() throws Exception {
        assertThat(patched("{\"name\":\"Bolt\"}")).isEqualTo(new Settable("Bolt", BEFORE.address(), BEFORE.tags()));
        assertThat(patched("{\"address\":{\"city\":\"Köln\"}}").address()).isEqualTo(new Address("Köln", "DE"));
    }

    @Test
    void clearsWithNullAndReplacesArraysWhole() throws Exception {
        assertThat(patched("{\"address\":null}").address()).isNull();
        assertThat(patched("{\"address\":{\"city\":null}}").address()).isEqualTo(new Address(null, "DE"));
        assertThat(patched("{\"tags\":[\"c\"]}").tags()).containsExactly("c");
    }

    @Test
    void refusesUnknownFieldsEvenWhenTheyAreCleared() {
        assertThatThrownBy(() -> patched("{\"version\":3}")).hasMessageContaining("unknown-field");
        assertThatThrownBy(() -> patched("{\"version\":null}")).hasMessageContaining("unknown-field");
        assertThatThrownBy(() -> patched("[]")).hasMessageContaining("wrong-type");
    }

    private static Settable patched(String patch) throws Exception {
        JsonNode tree = StrictJson.mapper().readTree(patch);
        return MergePatch.apply(BEFORE, tree, Settable.class);
    }
}
