package dev.tandem.local.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

/**
 * An alert on a series that nobody shows never fires, and a panel on one stays empty: what the alerts and dashboards of k8s/
 * ask for is what a running suite shows, name by name and label by label.
 */
@ExtendWith(DemoSuite.class)
class WatchingTest {
    private static final Path MONITORING = RunningSuite.CHECKOUT.resolve("k8s/components/monitoring");
    /** Who shows what is not ours. */
    private static final Map<String, String> OF_OTHERS = Map.of("up", "Prometheus itself",
            "kube_pod_container_status_restarts_total",
            "kube-state-metrics", "kubelet_volume_stats_available_bytes", "the kubelet", "kubelet_volume_stats_capacity_bytes",
            "the kubelet", "cnpg_collector_up", "CloudNativePG", "cnpg_pg_replication_lag", "CloudNativePG",
            "nginx_ingress_controller_ssl_expire_time_seconds", "ingress-nginx");
    /** What Prometheus adds to every series that it scrapes from a pod. */
    private static final Set<String> OF_THE_TARGET = Set.of("job", "instance", "namespace", "pod", "service", "container",
            "endpoint");
    /** Labels all of whose values are there from the start, so that a misspelt one is found too. */
    private static final Set<String> WHOLE_FROM_THE_START = Set.of("outcome", "area");
    private static final Pattern IN_TEXT = Pattern.compile("\\$labels\\.([a-zA-Z_]+)");
    private static final Pattern IN_LEGEND = Pattern.compile("\\{\\{([a-zA-Z_]+)}}");

    private final RunningSuite suite;

    WatchingTest(RunningSuite suite) {
        this.suite = suite;
    }

    /** An expression, where it stands, and the labels that the text around it speaks of. */
    private record Question(String where, String expression, Set<String> spokenOf) {
    }

    @Test
    void everythingThatAlertsAndDashboardsAskForIsShown() throws IOException {
        Exposed exposed = Exposed.by(suite.ports());
        List<String> faults = new ArrayList<>();
        List<Question> questions = Stream.concat(alerts().stream(), panels().stream()).toList();
        questions.forEach(question -> faults.addAll(faults(question, exposed)));
        assertThat(questions).hasSizeGreaterThan(40);
        assertThat(faults).isEmpty();
    }

    @Test
    void aQuestionForWhatIsNotShownIsAFault() {
        Exposed exposed = Exposed.by(suite.ports());
        assertThat(faults("max by (feed) (kpi_feed_lag_seconds) > 1", exposed)).isEmpty();
        assertThat(faults("max by (feed) (kpi_feed_delay_seconds) > 1", exposed)).singleElement().asString()
                .contains("no service shows");
        assertThat(faults("kpi_feed_lag_seconds{fead=\"orders/order\"}", exposed)).singleElement().asString()
                .contains("no label fead");
        assertThat(faults("max by (fead) (kpi_feed_lag_seconds)", exposed)).singleElement().asString()
                .contains("no label fead");
        assertThat(faults("tandem_webhooks_attempts_seconds_count{outcome=\"ded\"}", exposed)).singleElement().asString()
                .contains("never ded");
    }

    private static List<String> faults(String expression, Exposed exposed) {
        return faults(new Question("planted", expression, Set.of()), exposed);
    }

    private static List<String> faults(Question question, Exposed exposed) {
        List<String> faults = new ArrayList<>();
        PromQl asked = PromQl.parse(question.expression());
        Set<String> labels = new TreeSet<>(OF_THE_TARGET);
        for (PromQl.Series series : asked.series()) {
            Map<String, Set<String>> shown = exposed.series().get(series.name());
            if (OF_OTHERS.containsKey(series.name())) {
                labels.addAll(series.matchers().keySet());
                labels.addAll(asked.groupedBy());
                labels.addAll(question.spokenOf());
            } else if (shown == null) {
                faults.add(question.where() + ": no service shows " + series.name());
                labels.addAll(asked.groupedBy());
                labels.addAll(question.spokenOf());
            } else {
                labels.addAll(shown.keySet());
                series.matchers().forEach((label, value) -> matcher(question, series, shown, label, value, faults));
            }
        }
        Stream.concat(asked.groupedBy().stream(), question.spokenOf().stream()).filter(label -> !labels.contains(label))
                .forEach(label -> faults.add(question.where() + ": there is no label " + label));
        return faults;
    }

    private static void matcher(Question question, PromQl.Series series, Map<String, Set<String>> shown, String label,
            String value,
            List<String> faults) {
        if (!shown.containsKey(label) && !OF_THE_TARGET.contains(label)) {
            faults.add(question.where() + ": " + series.name() + " has no label " + label);
        } else if (WHOLE_FROM_THE_START.contains(label)) {
            Arrays.stream(value.split("\\|")).filter(one -> !shown.get(label).contains(one))
                    .forEach(one -> faults.add(question.where() + ": " + label + " of " + series.name() + " is never " + one));
        }
    }

    private static List<Question> alerts() throws IOException {
        JsonNode rules = new ObjectMapper(new YAMLFactory()).readTree(MONITORING.resolve("alerts.yaml").toFile());
        return rules.path("spec").findParents("expr").stream().map(rule -> new Question(rule.path("alert").asText(),
                rule.path("expr").asText(), spokenOf(rule.path("annotations").toString(), IN_TEXT))).toList();
    }

    private static List<Question> panels() throws IOException {
        List<Question> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(MONITORING.resolve("dashboards"))) {
            for (Path file : files.toList()) {
                for (JsonNode panel : new ObjectMapper().readTree(file.toFile()).path("panels")) {
                    panel.path("targets").forEach(target -> found.add(new Question(panel.path("title").asText(),
                            target.path("expr").asText(), spokenOf(target.path("legendFormat").asText(), IN_LEGEND))));
                }
            }
        }
        return found;
    }

    private static Set<String> spokenOf(String text, Pattern pattern) {
        return new TreeSet<>(pattern.matcher(text).results().map((MatchResult one) -> one.group(1)).toList());
    }
}
