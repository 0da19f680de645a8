package dev.tandem.platform.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.tools.ToolProvider;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignatureTest {

    private static final String SECRET = "whsec_0123456789abcdefghijklmnopqrstuv";
    private static final long TIMESTAMP = 1767225600;
    private static final byte[] BODY = "{\"id\":\"1\"}".getBytes(UTF_8);

    @TempDir
    Path folder;

    @Test
    void isWhatOpensslSays() {
        assertThat(Signature.header(List.of(SECRET), TIMESTAMP, BODY))
                .isEqualTo("v1,goe3eVHndvAOdwYAeKnTbM9mIhLC8+XOBP4tSRJwa5w=");
    }

    @Test
    void aSecretIsLongAndNeverTheSame() {
        assertThat(Signature.newSecret()).matches("whsec_[A-Za-z0-9_-]{43}").isNotEqualTo(Signature.newSecret());
    }

    @Test
    void theExampleOfTheDocumentationAcceptsWhatIsGenuineAndNothingElse() throws Exception {
        Instant now = Instant.ofEpochSecond(TIMESTAMP);
        String rotating = Signature.header(List.of("another secret of 24 chars", SECRET), TIMESTAMP, BODY);

        assertThat(isGenuine(SECRET, TIMESTAMP, rotating, BODY, now)).isTrue();
        assertThat(isGenuine("whsec_wrong", TIMESTAMP, rotating, BODY, now)).isFalse();
        assertThat(isGenuine(SECRET, TIMESTAMP + 1, rotating, BODY, now)).isFalse();
        assertThat(isGenuine(SECRET, TIMESTAMP, rotating, "{\"id\":\"2\"}".getBytes(UTF_8), now)).isFalse();
        assertThat(isGenuine(SECRET, TIMESTAMP, rotating, BODY, now.plusSeconds(300))).isFalse();
        assertThat(isGenuine(SECRET, TIMESTAMP, "", BODY, now)).isFalse();
    }

    private boolean isGenuine(String secret, long timestamp, String signatures, byte[] body, Instant now) throws Exception {
        Path source = folder.resolve("Verification.java");
        if (Files.notExists(source)) {
            Matcher example = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                    .matcher(Files.readString(Path.of("..", "docs", "webhooks.md")));
            assertThat(example.find()).isTrue();
            Files.writeString(source, example.group(1));
            assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, source.toString())).isZero();
        }
        try (URLClassLoader loader = new URLClassLoader(new URL[] { folder.toUri().toURL() })) {
            Method method = loader.loadClass("Verification").getMethod("isGenuine", String.class, String.class, String.class,
                    byte[].class, Instant.class);
            return (boolean) method.invoke(null, secret, Long.toString(timestamp), signatures, body, now);
        }
    }
}
