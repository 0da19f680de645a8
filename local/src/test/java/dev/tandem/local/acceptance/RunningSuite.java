package dev.tandem.local.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tandem.local.home.Home;
import dev.tandem.local.home.Ports;
import dev.tandem.local.home.Terminal;
import dev.tandem.local.imports.ApiClient;
import dev.tandem.local.imports.CaughtUp;
import dev.tandem.local.keys.SigningKey;
import dev.tandem.local.keys.SystemToken;
import dev.tandem.local.postgres.Passwords;
import dev.tandem.local.process.LauncherLock;
import dev.tandem.local.process.Processes;

/** One suite in a folder and on ports of its own, driven by ./tandem and asked through the gateway. */
final class RunningSuite implements AutoCloseable {
    static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();

    private final Home home;
    private final Ports ports = new Ports(FreePorts.six());
    private final Map<String, ApiClient> clients = new ConcurrentHashMap<>();
    private final Map<String, String> settings = new HashMap<>();

    record Output(int code, String text) {
    }

    RunningSuite(Path folder) {
        this.home = new Home(folder, CHECKOUT);
        for (String module : List.of("accounts-service", "orders-service", "metrics-service", "gateway")) {
            assertThat(CHECKOUT.resolve(module).resolve("target/quarkus-app/quarkus-run.jar"))
                    .as("the packaged %s; suite tests need \"mvn verify\" of the whole project", module).exists();
        }
    }

    /** What the services find in their environment from the next start on. */
    void set(String name, String value) {
        settings.put(name, value);
    }

    Home home() {
        return home;
    }

    Ports ports() {
        return ports;
    }

    Output tandem(String... words) {
        Process process = start(words);
        try {
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            System.out.println("$ ./tandem " + String.join(" ", words) + "\n" + text.strip());
            return new Output(code, text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            throw Processes.interrupted(e);
        }
    }

    Process start(String... words) {
        List<String> command = new ArrayList<>(List.of("bash", CHECKOUT.resolve("tandem").toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("TANDEM_HOME", home.folder().toString());
        builder.environment().put("TANDEM_PORT", Integer.toString(ports.gateway()));
        builder.environment().put("TANDEM_BUILD", "skip");
        builder.environment().putAll(settings);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        try {
            return builder.start();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A client signed in as a local log-in. */
    ApiClient as(String logIn) {
        return clients.computeIfAbsent(logIn, name -> new ApiClient(ports.gatewayUri(), name, "tandem"));
    }

    /** A client with a token of the local issuer for someone who is no local log-in, such as a person of the files. */
    ApiClient as(String username, String role) {
        return clients.computeIfAbsent(username + " " + role,
                any -> ApiClient.withToken(ports.gatewayUri(), token(username, role)));
    }

    /** Of the local issuer, and good for two hours. */
    String token(String username, String role) {
        return Tokens.sign(localKeyFile(), username, role);
    }

    /** The services themselves, as metrics-service asks them. */
    ApiClient system(int port) {
        return ApiClient.withToken(URI.create("http://127.0.0.1:" + port), systemToken());
    }

    private String systemToken() {
        return systemTokens().token();
    }

    /** What metrics-service reads the feeds with, unless it is told otherwise. */
    Path systemTokenFile() {
        return systemTokens().file();
    }

    private SystemToken systemTokens() {
        SigningKey key = SigningKey.of("tandem-local", home.secrets(), home.jwks());
        return new SystemToken(key, home.secrets(), Clock.systemUTC());
    }

    /** Returns when the figures contain all that was written before. */
    void settle() {
        new CaughtUp(as("analyst"), this::systemToken, new Terminal(System.out), Clock.systemUTC()).await(ports);
    }

    private Path localKeyFile() {
        return home.secrets().resolve("tandem-local.pem");
    }

    JsonNode get(String logIn, String path) {
        ApiClient.Reply reply = as(logIn).get(path);
        assertThat(reply.status()).as("%s as %s: %s", path, logIn, reply.text()).isEqualTo(200);
        return reply.json();
    }

    JsonNode post(String logIn, String path, String json) {
        ApiClient.Reply reply = as(logIn).send("POST", path, HttpRequest.BodyPublishers.ofString(json),
                Map.of("Content-Type", "application/json"));
        assertThat(reply.status()).as("%s as %s: %s", path, logIn, reply.text()).isLessThan(300);
        return reply.json();
    }

    String databasePassword(String role) {
        return new Passwords(home).of(role);
    }

    ProcessHandle piece(String name) {
        return Processes.withArgument("-Dtandem.home=" + home.folder()).stream()
                .filter(process -> Processes.hasArgument(process, "-Dtandem.piece=" + name)).findFirst().orElseThrow();
    }

    boolean runs(String name) {
        return Processes.withArgument("-Dtandem.home=" + home.folder()).stream()
                .anyMatch(process -> Processes.hasArgument(process, "-Dtandem.piece=" + name));
    }

    /** Kills everything, the launcher first, as a power cut would. */
    void killAll() {
        List<ProcessHandle> all = new ArrayList<>();
        LauncherLock.holder(home.run()).ifPresent(all::add);
        all.addAll(Processes.withArgument("-Dtandem.home=" + home.folder()));
        all.addAll(Processes.withArgument(home.postgres().resolve("data").toString()));
        all.forEach(ProcessHandle::destroyForcibly);
        await(Duration.ofSeconds(30), () -> all.stream().noneMatch(Processes::isRunning));
    }

    boolean launcherSaid(String words) {
        Path log = home.log("launcher");
        try {
            return Files.exists(log) && Files.readString(log).contains(words);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static void await(Duration patience, BooleanSupplier condition) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("the awaited did not come true within %s", patience).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    @Override
    public void close() {
        tandem("down");
        clients.values().forEach(ApiClient::close);
    }
}
