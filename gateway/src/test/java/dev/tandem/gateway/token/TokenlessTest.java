package dev.tandem.gateway.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.tandem.gateway.Keys;

class TokenlessTest {

    @Test
    void stopsOnAKeyThatTheReadersOfItsTokensDoNotKnow(@TempDir Path folder) throws Exception {
        Keys mine = Keys.create(folder, "mine");
        Keys other = Keys.create(folder, "other");
        assertThatThrownBy(() -> TokenSigner.of("x", mine.pem(), Files.readString(other.keySet()), Clock.systemUTC()))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void stopsOnAFileThatIsNoKeyWithoutShowingIt(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("x.pem"), "secret but no key");
        assertThatThrownBy(() -> TokenSigner.of("x", file, null, Clock.systemUTC())).hasMessageNotContaining("secret")
                .hasMessageContaining("PKCS#8");
    }

    @Test
    void knowsNobodyWithAnEmptyPassword() {
        assertThat(LogIns.find("admin", "")).isEqualTo(Optional.empty());
        assertThat(LogIns.find("admin", "tandem")).isPresent();
    }
}
