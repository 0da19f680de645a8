package dev.tandem.platform.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.tandem.platform.money.Money;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.problem.Violation;

class StrictJsonTest {

    enum Colour {
        RED,
        BLUE
    }

    record Part(String name, int count) {
    }

    record Thing(String name, Colour colour, LocalDate day, Instant at, List<Part> parts, Money price) {
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
    void namesEveryWrongValueInOneRefusal() {
        ProblemException refused = refused("""
                {"name":5,"colour":"GREEN","day":"31.01.2026","x":1,
                 "parts":[{"name":"p","count":"1"},{"name":7,"count":2,"y":{}},null]}""");

        assertThat(refused.violations()).extracting(Violation::pointer).containsExactly("/colour", "/day", "/name",
                "/parts/0/count", "/parts/1/name", "/parts/1/y", "/x");
        assertThat(refused.kind().status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("validation-failed");
        assertThat(refused("{\"name\":5,\"parts\":{}}").violations()).extracting(Violation::code).containsExactly("wrong-type",
                "wrong-type");
        assertThat(refused("{\"price\":{\"amount\":1,\"currency\":2},\"x\":1,\"parts\":[{\"count\":null},5]}").violations())
                .extracting(Violation::pointer).containsExactly("/parts/0/count", "/parts/1", "/price/amount",
                        "/price/currency",
                        "/x");
        ProblemException years = refused("{\"day\":\"0000-12-31\",\"at\":\"9999-01-01T00:00:00Z\"}");
        assertThat(years.kind().status()).isEqualTo(422);
        assertThat(years.violations()).extracting(Violation::pointer).containsExactly("/at", "/day");
    }

    @Test
    void writesPointersAsRfc6901Does() {
        assertThat(refused("{\"a/b~c\":1,\"\":2}").violations()).extracting(Violation::pointer).containsExactly("/",
                "/a~1b~0c");
        assertThat(refused("{\"parts\":[{\"name\":\"p\",\"count\":1,\"/\":1}]}").violations().getFirst().pointer())
                .isEqualTo("/parts/0/~1");
        for (String unknown : List.of("1", "{}", "[1]", "{\"z\":[{}]}", "null")) {
            String json = "{\"parts\":[{\"name\":\"p\",\"count\":1},{\"y\":" + unknown + ",\"count\":2},{\"count\":1,\"y\":"
                    + unknown + "}],\"x\":" + unknown + "}";
            assertThat(refused(json).violations()).as(json).extracting(Violation::pointer).containsExactly("/parts/1/y",
                    "/parts/2/y", "/x");
            ProblemException ofTree = catchThrowableOfType(ProblemException.class,
                    () -> StrictJson.bind(StrictJson.mapper().readTree(json), Thing.class));
            assertThat(ofTree.violations()).as(json).isEqualTo(refused(json).violations());
        }
    }

    @Test
    void refusesWhatIsNotOneJsonDocument() {
        assertThat(refused("{\"name\":\"a\"").code()).isEqualTo("malformed-json");
        assertThat(refused("{\"name\":\"a\"} {}").kind().status()).isEqualTo(400);
        assertThat(refused("{\"name\":\"a\",\"name\":\"b\"}").kind().status()).isEqualTo(400);
        assertThat(refused("[]").code()).isEqualTo("wrong-type");
    }

    @Test
    void refusesTextsThatNoDatabaseHolds() {
        for (String text : List.of("a\\u0000b", "a\\ud800b", "\\udc00", "end\\ud83d")) {
            ProblemException refused = refused("{\"parts\":[{\"name\":\"" + text + "\",\"count\":1}]}");
            assertThat(refused.code()).isEqualTo("invalid-character");
            assertThat(refused.kind().status()).isEqualTo(422);
            assertThat(refused.violations().getFirst().pointer()).isEqualTo("/parts/0/name");
        }
        Thing smile = (Thing) StrictJson.bind("{\"name\":\"\\ud83d\\ude00\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                Thing.class);
        assertThat(smile.name()).isEqualTo("😀");
    }

    @Test
    void refusesDaysThatNoCalendarOfOursHas() {
        for (String day : List.of("+99999-01-01", "-0001-01-01", "0000-12-31", "9999-12-31")) {
            ProblemException refused = refused("{\"day\":\"" + day + "\"}");
            assertThat(refused.code()).as(day).isEqualTo("out-of-range");
            assertThat(refused.violations().getFirst().pointer()).isEqualTo("/day");
        }
        assertThat(refused("{\"at\":\"+99999-01-01T00:00:00Z\"}").code()).isEqualTo("out-of-range");
        assertThat(refused("{\"at\":\"9999-01-01T00:00:00Z\"}").code()).isEqualTo("out-of-range");
    }

    @Test
    void readsDaysAndInstantsOnlyAsTheyAreDocumented() {
        for (String json : List.of("{\"day\":[2026,1,31]}", "{\"day\":20484}", "{\"day\":\"\"}", "{\"at\":1769817600}",
                "{\"at\":1769817600.5}", "{\"at\":\" \"}", "{\"day\":\"2026-02-30\"}")) {
            ProblemException refused = refused(json);
            assertThat(refused.code()).as(json).isEqualTo("wrong-type");
            assertThat(refused.kind().status()).isEqualTo(400);
        }
    }

    @Test
    void neverShowsANameOfOurClasses() {
        assertThat(refused("{\"parts\":{}}").detail()).doesNotContain("dev.tandem").doesNotContain("java.");
    }

    private static ProblemException refused(String json) {
        return catchThrowableOfType(ProblemException.class,
                () -> StrictJson.bind(json.getBytes(java.nio.charset.StandardCharsets.UTF_8), Thing.class));
    }
}
