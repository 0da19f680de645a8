package dev.tandem.platform.personal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.UUID;

import org.junit.jupiter.api.Test;

class PersonKeyTest {

    private static final byte[] PLAIN = "Ada Lovelace".getBytes(UTF_8);
    private final byte[] key = PersonKey.fresh();
    private final PersonKey ada = new PersonKey(UUID.randomUUID(), key);

    @Test
    void opensWhatItSealed() {
        byte[] sealed = ada.seal(PLAIN);

        assertThat(ada.open(sealed)).isEqualTo(PLAIN);
        assertThat(new String(sealed, UTF_8)).doesNotContain("Ada");
        assertThat(ada.seal(PLAIN)).as("equal values look different").isNotEqualTo(sealed);
    }

    @Test
    void opensNothingThatWasChangedOrBelongsToAnotherPerson() {
        byte[] sealed = ada.seal(PLAIN);
        byte[] changed = sealed.clone();
        changed[changed.length - 1] ^= 1;

        assertThatIllegalArgumentException().isThrownBy(() -> ada.open(changed));
        assertThatIllegalArgumentException().isThrownBy(() -> new PersonKey(UUID.randomUUID(), key).open(sealed));
        assertThatIllegalArgumentException().isThrownBy(() -> ada.open(new byte[3]));
    }
}
