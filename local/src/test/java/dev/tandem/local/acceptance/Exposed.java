package dev.tandem.local.acceptance;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.tandem.local.home.Ports;
import dev.tandem.local.process.Processes;

/** The series that a running suite shows to Prometheus: each name with its labels and the values these have. */
record Exposed(Map<String, Map<String, Set<String>>> series) {
    private static final Pattern SAMPLE = Pattern.compile("([A-Za-z_:][A-Za-z0-9_:]*)(?:\\{(.*)})? \\S+.*");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    static Exposed by(Ports ports) {
        Exposed exposed = new Exposed(new HashMap<>());
        List.of(ports.accounts(), ports.orders(), ports.metrics(), ports.management()).forEach(exposed::scrape);
        return exposed;
    }

    private void scrape(int port) {
        URI metrics = URI.create("http://127.0.0.1:" + port + "/q/metrics");
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> reply = client.send(HttpRequest.newBuilder(metrics).build(),
                    HttpResponse.BodyHandlers.ofString());
            if (reply.statusCode() != 200) {
                throw new AssertionError(metrics + " answers " + reply.statusCode());
            }
            reply.body().lines().filter(line -> !line.startsWith("#")).forEach(this::add);
        } catch (IOException e) {
            throw new AssertionError(metrics + " cannot be read", e);
        } catch (InterruptedException e) {
            throw Processes.interrupted(e);
        }
    }

    private void add(String line) {
        Matcher sample = SAMPLE.matcher(line);
        if (!sample.matches()) {
            return;
        }
        Map<String, Set<String>> labels = series.computeIfAbsent(sample.group(1), any -> new TreeMap<>());
        if (sample.group(2) != null) {
            Matcher label = LABEL.matcher(sample.group(2));
            while (label.find()) {
                labels.computeIfAbsent(label.group(1), any -> new HashSet<>()).add(label.group(2));
            }
        }
    }
}
