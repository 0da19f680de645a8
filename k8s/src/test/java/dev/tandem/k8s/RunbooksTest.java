package dev.tandem.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

/** Who is woken by an alert finds a page that says what to do, and no page is left of an alert that is gone. */
class RunbooksTest {
    private static final Path PAGES = Tree.CHECKOUT.resolve("docs/runbooks");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+\\.md)");

    private static List<JsonNode> alerts() {
        return Manifests.parse(Tree.shared().render(new Tree.Combination("overlays/production", List.of())))
                .ofKind("PrometheusRule")
                .stream().flatMap(rule -> Manifests.items(rule.at("/spec/groups")))
                .flatMap(group -> Manifests.items(group.path("rules"))).filter(rule -> rule.has("alert")).toList();
    }

    private static String page(JsonNode alert) {
        return alert.path("alert").asText().replaceAll("(?<!^)(?=[A-Z])", "-").toLowerCase(Locale.ROOT) + ".md";
    }

    @Test
    void everyAlertSaysWhatItIsAndHasAPage() {
        assertThat(alerts()).hasSizeGreaterThan(15).allSatisfy(alert -> {
            assertThat(alert.at("/labels/severity").asText()).as(alert.toString()).isIn("critical", "warning");
            assertThat(alert.at("/annotations/summary").asText()).as(alert.toString()).isNotBlank();
            assertThat(alert.at("/annotations/description").asText()).as(alert.toString()).isNotBlank();
            assertThat(alert.at("/annotations/runbook_url").asText()).as(alert.toString()).endsWith("/runbooks/" + page(alert));
            assertThat(PAGES.resolve(page(alert))).exists().content().startsWith("# " + alert.path("alert").asText() + "\n")
                    .contains("**Means.**", "**Harm.**", "## Look", "## Do");
        });
    }

    @Test
    void everyPageHasItsAlertAndItsLineInTheIndex() throws IOException {
        String index = Files.readString(PAGES.resolve("README.md"));
        TreeSet<String> pages = new TreeSet<>(alerts().stream().map(RunbooksTest::page).toList());
        try (Stream<Path> files = Files.list(PAGES)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> !name.equals("README.md")))
                    .containsExactlyInAnyOrderElementsOf(pages);
        }
        assertThat(pages).allSatisfy(page -> assertThat(index).contains("(" + page + ")"));
    }

    @Test
    void noLinkLeadsNowhere() throws IOException {
        try (Stream<Path> files = Files.list(PAGES)) {
            for (Path file : files.toList()) {
                assertThat(LINK.matcher(Files.readString(file)).results().map(link -> file.resolveSibling(link.group(1))))
                        .as(file.toString())
                        .allSatisfy(target -> assertThat(target).exists());
            }
        }
    }
}
