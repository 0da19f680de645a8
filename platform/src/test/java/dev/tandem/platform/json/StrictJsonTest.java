package dev.tandem.platform.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.problem.Violation;

class StrictJsonTest {

    enum Colour {
        RED,
        BLUE
    }

    record Part(String name, int count) {
    }

    record Thing(String name, Colour colour, LocalDate day, Instant at, List<Part> parts) {
    }

    @Test
    void namesEveryUnknownFieldInOneRefusal() {
        ProblemException refused = refused("{\"name\":\"a\",\"x\":1,\"parts\":[{\"name\":\"p\",\"count\":1,\"y\":{}}]}");

        assertThat(refused.code()).isEqualTo("unknown-field");
        assertThat(refused.kind().status()).isEqualTo(400);
        assertThat(refused.violations()).extracting(Violation::pointer).containsExactly("/parts/0/y", "/x");
    }

    @Test
    void refusesWrongTypesWithoutGuessing() {
        assertThat(refused("{\"name\":5}").violations().getFirst().pointer()).isEqualTo("/name");
        assertThat(refused("{\"parts\":[{\"name\":\"p\",\"count\":\"1\"}]}").violations().getFirst().pointer())
                .isEqualTo("/parts/0/count");
        assertThat(refused("{\"parts\":[{\"name\":\"p\",\"count\":1.5}]}").code()).isEqualTo("wrong-type");
        assertThat(refused("{\"colour\":\"GREEN\"}").code()).isEqualTo("unknown-value");
        assertThat(refused("{\"colour\":0}").kind().status()).isEqualTo(400);
        assertThat(refused("{\"day\":\"31.01.2026\"}").code()).isEqualTo("wrong-type");
    }

    @Test
    void refusesWhatIsNotOneJsonDocument() {
        assertThat(refused("{\"name\":\"a\"").code()).isEqualTo("malformed-json");
        assertThat(refused("{\"name\":\"a\"} {}").kind().status()).isEqualTo(400);
        assertThat(refused("{\"name\":\"a\",\"name\":\"b\"}").kind().status()).isEqualTo(400);
        assertThat(refused("[]").code()).isEqualTo("wrong-type");
    }

    @Test
    void neverShowsANameOfOurClasses() {
        assertThat(refused("{\"parts\":{}}").detail()).doesNotContain("dev.tandem").doesNotContain("java.");
    }

    private static ProblemException refused(String json) {
        return catchThrowableOfType(ProblemException.class, () -> StrictJson.bind(json.getBytes(java.nio.charset.StandardCharsets.UTF_8), Thing.class));
    }
}
