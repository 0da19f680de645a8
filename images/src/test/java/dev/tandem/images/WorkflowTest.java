package dev.tandem.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The workflows that run on GitHub: read strictly, with the least rights and only actions that cannot change under us. */
class WorkflowTest {
    private static final Path FOLDER = Path.of("../.github/workflows");
    private static final String PINNED = "[\\w.-]+/[\\w./-]+@[0-9a-f]{40}";

    @Test
    void areSoundAndPinned() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<Path> workflows = files.sorted().toList();
            assertThat(workflows).extracting(file -> file.getFileName().toString()).containsExactly("build.yml", "native.yml",
                    "release.yml");
            for (Path workflow : workflows) {
                assertThat(faults(Files.readString(workflow))).as(workflow.toString()).isEmpty();
            }
        }
    }

    @Test
    void findsPlantedFaults() {
        String sound = """
                name: sound
                on: [push]
                permissions:
                  contents: read
                jobs:
                  one:
                    runs-on: ubuntu-24.04
                    timeout-minutes: 5
                    steps:
                      - run: 'true'
                """;
        assertThat(faults(sound)).isEmpty();
        assertThat(faults(sound.replace("name: sound", "name: sound\nname: twice"))).singleElement().asString()
                .contains("duplicate");
        assertThat(faults(sound.replace("permissions:\n  contents: read", "permissions: write-all"))).isNotEmpty();
        assertThat(faults(sound.replace("- run: 'true'", "- uses: actions/checkout@v4"))).isNotEmpty();
        assertThat(faults(sound.replace("    timeout-minutes: 5\n", ""))).isNotEmpty();
        assertThat(faults(sound.replace("'true'", "echo ${{ github.event.issue.title }}"))).isNotEmpty();
    }

    private static List<String> faults(String text) {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        List<String> faults = new ArrayList<>();
        Map<?, ?> workflow;
        try {
            workflow = new Yaml(new SafeConstructor(strict)).load(text);
        } catch (RuntimeException unreadable) {
            return List.of(String.valueOf(unreadable.getMessage()));
        }
        if (!Map.of("contents", "read").equals(workflow.get("permissions"))) {
            faults.add("a workflow begins with permissions of contents: read, and a job asks for more itself");
        }
        ((Map<?, ?>) workflow.get("jobs")).forEach((name, job) -> faults((Map<?, ?>) job, faults));
        return faults;
    }

    private static void faults(Map<?, ?> job, List<String> faults) {
        if (!(job.get("timeout-minutes") instanceof Integer)) {
            faults.add("a job without timeout-minutes may hang for hours");
        }
        for (Object one : (List<?>) job.get("steps")) {
            Map<?, ?> step = (Map<?, ?>) one;
            if (step.get("uses") instanceof String action && !action.matches(PINNED)) {
                faults.add(action + " is not pinned by a commit");
            }
            if (step.get("run") instanceof String script && script.contains("${{")) {
                faults.add("an expression in a script can be a command of somebody else; hand it over as env: " + script);
            }
        }
    }
}
