package dev.tandem.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;

import dev.tandem.platform.problem.ProblemException;

class HttpMannersTest {

    @Test
    void aCursorGivesItsKeysBackAndAForeignOneIsRefused() {
        assertThat(Cursor.decode(Cursor.encode("Acme, Inc.", null, 7), 3)).containsExactly("Acme, Inc.", null, "7");
        assertThat(Cursor.decode(null, 2)).isEmpty();
        assertThatThrownBy(() -> Cursor.decode("nonsense!", 2)).hasMessageContaining("invalid-cursor");
        assertThatThrownBy(() -> Cursor.decode(Cursor.encode("a"), 2)).hasMessageContaining("invalid-cursor");
    }

    @Test
    void ifMatchIsNeededAndMustNameTheVersion() {
        assertThat(catchThrowableOfType(ProblemException.class, () -> ETags.requireMatch(null, 3)).kind().status())
                .isEqualTo(428);
        ProblemException stale = catchThrowableOfType(ProblemException.class, () -> ETags.requireMatch("\"2\"", 3));
        assertThat(stale.kind().status()).isEqualTo(412);
        assertThat(stale.headers()).containsEntry("ETag", "\"3\"");
        assertThatThrownBy(() -> ETags.requireMatch("W/\"3\"", 3)).hasMessageContaining("version-mismatch");
        assertThatCode(() -> ETags.requireMatch("\"2\", \"3\"", 3)).doesNotThrowAnyException();
    }

    @Test
    void pagesHaveOneToTwoHundredRows() {
        assertThat(Limits.page(null)).isEqualTo(50);
        assertThatThrownBy(() -> Limits.page(0)).hasMessageContaining("out-of-range");
        assertThatThrownBy(() -> Limits.page(201)).hasMessageContaining("out-of-range");
    }

    @Test
    void countsAreExactUpToTenThousand() {
        assertThat(Count.of(10_000)).isEqualTo(new Count(10_000L, null));
        assertThat(Count.of(10_001)).isEqualTo(new Count(null, 10_000L));
    }

    @Test
    void anIdempotencyKeyMayBeQuotedOrBare() {
        assertThat(IdempotencyKey.read("\"k-1\"", true)).isEqualTo("k-1");
        assertThat(IdempotencyKey.read("k-1", true)).isEqualTo("k-1");
        assertThat(IdempotencyKey.read(null, false)).isNull();
        assertThatThrownBy(() -> IdempotencyKey.read(" ", true)).hasMessageContaining("idempotency-key-required");
        assertThatThrownBy(() -> IdempotencyKey.read("a b", false)).hasMessageContaining("invalid-idempotency-key");
    }
}
