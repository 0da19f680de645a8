package dev.tandem.images;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import dev.tandem.local.home.Failure;
import dev.tandem.local.home.Home;
import dev.tandem.local.home.Ports;
import dev.tandem.local.home.Terminal;
import dev.tandem.local.imports.ApiClient;
import dev.tandem.local.process.Processes;

/**
 * One run of the whole suite from its images, with the demo data and requests as people make them. What the JVMs load and
 * compile in it becomes each service's cache. It runs in the images themselves, because a cache is only good for the JVM, the
 * paths and the jars with which it was made.
 */
final class Training {
    private static final int ROUNDS = 8;
    private static final List<String> ASKED = List.of("/b2b/accounts?limit=20", "/b2b/opportunities?limit=20&sort=-createdAt",
            "/b2b/contacts?limit=20", "/b2b/pipelines", "/b2c/orders?limit=20", "/b2c/customers?limit=20",
            "/b2c/products?limit=20", "/b2c/reviews?limit=20",
            "/metrics/kpis/B2B/won_amount?from=2025-01-01&to=2026-07-01&grain=month",
            "/metrics/kpis/B2C/revenue?from=2025-01-01&to=2026-07-01&grain=month", "/metrics/kpis");

    private final Path checkout;
    private final String tool;
    private final Terminal terminal;
    private final Path folder;

    Training(Path checkout, String tool, Terminal terminal) {
        this.checkout = checkout;
        this.tool = tool;
        this.terminal = terminal;
        this.folder = checkout.resolve("images/target/images/training");
    }

    /** Leaves the cache of every service where its image looks for it. */
    void run(List<ServiceImage> images) {
        Path recorded = folder.resolve("recorded");
        Ports ports = Free.ports();
        try {
            Home.deleteTree(recorded);
            tandem(ports, recorded, "up", "--detach");
            try {
                ask(ports);
            } finally {
                tandem(ports, recorded, "down");
            }
            images.forEach(image -> assemble(image, recorded));
            tandem(ports, recorded, "reset");
        } catch (IOException e) {
            throw Failure.of("the training run failed: " + e.getMessage(), e);
        }
    }

    private void tandem(Ports ports, Path recorded, String... words) {
        List<String> command = new java.util.ArrayList<>(List.of("bash", checkout.resolve("tandem").toString()));
        command.addAll(List.of(words));
        Processes.run(command, Map.of("TANDEM_HOME", folder.resolve("home").toString(), "TANDEM_PORT",
                Integer.toString(ports.gateway()), "TANDEM_BUILD", "skip", "TANDEM_IMAGES", tool, "TANDEM_IMAGES_TRAINING",
                recorded.toString()));
    }

    private void ask(Ports ports) throws IOException {
        try (ApiClient admin = new ApiClient(ports.gatewayUri(), "admin", "tandem");
                HttpClient browser = HttpClient.newHttpClient()) {
            for (int round = 0; round < ROUNDS; round++) {
                for (String path : ASKED) {
                    ApiClient.Reply reply = admin.get("/api/v1" + path);
                    if (!reply.isSuccess()) {
                        throw Failure
                                .of("in the training run " + path + " was answered " + reply.status() + ": " + reply.text());
                    }
                }
                for (String page : List.of("/", "/docs", "/openapi", "/q/health/ready", "/api/v1/b2b/accounts")) {
                    browser.send(HttpRequest.newBuilder(URI.create(ports.gatewayUri() + page)).build(),
                            HttpResponse.BodyHandlers.discarding());
                }
            }
        } catch (InterruptedException e) {
            throw Processes.interrupted(e);
        }
    }

    private void assemble(ServiceImage image, Path recorded) {
        String service = image.service();
        Path configuration = recorded.resolve(service + ".aotconf");
        if (!Files.isRegularFile(configuration)) {
            throw Failure.of(service + " left no record of the training run in " + recorded + ".");
        }
        String inside = "/run/training/";
        Processes.run(List.of(tool, "run", "--rm", "--network", "none", "--user", "0", "--volume",
                recorded + ":" + inside + ":rw",
                "tandem/" + service, "-XX:AOTMode=create", "-XX:AOTConfiguration=" + inside + configuration.getFileName(),
                "-XX:AOTCache=" + inside + service + ".aot", "-jar", ServiceImage.JAR), Map.of());
        try {
            Files.move(recorded.resolve(service + ".aot"), image.cache(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            Files.delete(configuration);
            terminal.say("  %-16s cache of %d MB", service, Files.size(image.cache()) >> 20);
        } catch (IOException e) {
            throw Failure.of("cannot keep the cache of " + service + ": " + e.getMessage(), e);
        }
    }
}
