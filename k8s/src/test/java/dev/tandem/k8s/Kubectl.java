package dev.tandem.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;

/** The kubectl that renders the manifests, as those who deploy them do. */
final class Kubectl {
    /** Components in kustomizations came to kubectl with the kustomize of 1.27 in the form that is used here. */
    private static final int OLDEST = 27;
    private static final String MISSING = """
            Rendering k8s/ needs kubectl 1.%d or newer, %s. Install one, or name one in TANDEM_KUBECTL; on Linux amd64 \
            ".ci/kubectl" fetches one with npm and prints where it is.""";

    private final Path program;

    private Kubectl(Path program) {
        this.program = program;
    }

    static Kubectl find() {
        List<Path> candidates = Stream.concat(Stream.ofNullable(System.getenv("TANDEM_KUBECTL")).map(Path::of),
                Arrays.stream(Objects.requireNonNullElse(System.getenv("PATH"), "").split(":"))
                        .map(folder -> Path.of(folder, "kubectl")))
                .filter(Files::isExecutable).toList();
        assertThat(candidates).as(MISSING, OLDEST, "and none is on the PATH").isNotEmpty();
        Kubectl found = new Kubectl(candidates.getFirst());
        int minor = found.minor();
        assertThat(minor).as(MISSING, OLDEST, "and " + found.program + " is 1." + minor).isGreaterThanOrEqualTo(OLDEST);
        return found;
    }

    private int minor() {
        try {
            String said = run("version", "--client", "-o", "json");
            return Integer
                    .parseInt(new ObjectMapper().readTree(said).at("/clientVersion/minor").asText().replaceAll("\\D", ""));
        } catch (IOException e) {
            throw new IllegalStateException(program + " does not tell its version", e);
        }
    }

    String render(Path folder) {
        return run("kustomize", folder.toString());
    }

    private String run(String... words) {
        try {
            Path errors = Files.createTempFile("kubectl", ".err");
            Process process = new ProcessBuilder(Stream.concat(Stream.of(program.toString()), Stream.of(words)).toList())
                    .redirectError(errors.toFile()).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            String complained = Files.readString(errors);
            Files.delete(errors);
            assertThat(code).as("kubectl %s: %s", String.join(" ", words), complained).isZero();
            assertThat(complained).as("what kubectl %s warns of", String.join(" ", words)).isBlank();
            return said;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
