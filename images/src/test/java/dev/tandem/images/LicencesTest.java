package dev.tandem.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Every library of every image is under a licence that images/licences.txt allows; target/licences.md lists them all. */
class LicencesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();

    @Test
    void everyLibraryIsUnderAnAllowedLicence() throws IOException {
        Map<String, Set<String>> licences = new TreeMap<>();
        for (String service : ServiceImage.SERVICES) {
            Path sbom = new ServiceImage(service, CHECKOUT).sbom();
            assertThat(sbom).as("the SBOM of %s; this test needs \"mvn verify\" of the whole project", service).exists();
            licences.putAll(licences(JSON.readTree(sbom.toFile())));
        }
        Files.writeString(Path.of("target/licences.md"), report(licences));
        assertThat(licences).hasSizeGreaterThan(100);
        assertThat(refused(licences)).as("libraries under licences that images/licences.txt does not allow").isEmpty();
    }

    @Test
    void refusesALibraryUnderAnotherLicenceOrNone() throws IOException {
        JsonNode sbom = JSON.readTree("""
                {"components":[
                 {"purl":"pkg:maven/a/fine@1","licenses":[{"license":{"id":"GPL-2.0-only"}},{"license":{"id":"MIT"}}]},
                 {"purl":"pkg:maven/a/chosen@1","licenses":[{"expression":"Apache-2.0 OR LGPL-2.1-only"}]},
                 {"purl":"pkg:maven/a/strict@1","licenses":[{"license":{"id":"GPL-3.0-only"}}]},
                 {"purl":"pkg:maven/a/unknown@1"}]}""");
        assertThat(refused(licences(sbom))).containsExactly("pkg:maven/a/strict@1 [GPL-3.0-only]", "pkg:maven/a/unknown@1 []");
    }

    private static Map<String, Set<String>> licences(JsonNode sbom) {
        Map<String, Set<String>> licences = new TreeMap<>();
        for (JsonNode component : sbom.path("components")) {
            Set<String> names = new HashSet<>();
            for (JsonNode choice : component.path("licenses")) {
                JsonNode licence = choice.path("license");
                names.add(licence.path("id").asText(licence.path("name").asText("")));
                names.addAll(List.of(choice.path("expression").asText("").split(" OR ")));
            }
            names.remove("");
            licences.put(component.path("purl").asText(), names);
        }
        return licences;
    }

    private static List<String> refused(Map<String, Set<String>> licences) throws IOException {
        Set<String> allowed = Files.readAllLines(Path.of("licences.txt")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#")).collect(Collectors.toSet());
        List<String> refused = new ArrayList<>();
        licences.forEach((library, names) -> {
            boolean ours = library.startsWith("pkg:maven/dev.tandem/");
            if (!ours && names.stream().noneMatch(allowed::contains)) {
                refused.add(library + " " + names);
            }
        });
        return refused;
    }

    private static String report(Map<String, Set<String>> licences) {
        StringBuilder report = new StringBuilder("| library | licences |\n|---|---|\n");
        licences.forEach((library, names) -> report.append("| ").append(library).append(" | ")
                .append(String.join(", ", names.stream().sorted().toList())).append(" |\n"));
        return report.toString();
    }
}
