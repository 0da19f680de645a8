package dev.tandem.local.suite;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.tandem.local.acceptance.FreePorts;
import dev.tandem.local.home.Home;
import dev.tandem.local.home.Ports;
import dev.tandem.local.imports.ApiClient;
import dev.tandem.local.keys.SigningKey;
import dev.tandem.local.keys.SystemToken;
import dev.tandem.local.postgres.Databases;
import dev.tandem.local.postgres.Passwords;
import dev.tandem.local.postgres.PostgresServer;
import dev.tandem.local.process.Processes;

/**
 * The suite as a cluster runs it: migrations as a job of the owner, serving processes with the application's role alone,
 * several of each service behind one address, and replaced one after the other.
 */
final class Cluster implements AutoCloseable {
    static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
    static final List<String> WITH_DATABASE = List.of("accounts", "orders", "metrics");
    static final List<String> ALL = List.of("accounts", "orders", "metrics", "gateway");
    /** How long those who send requests may go on sending them to a replica that was asked to end. */
    private static final Duration HEARSAY = Duration.ofMillis(700);

    private final Home home;
    private final Ports ports = new Ports(FreePorts.six());
    private final Passwords passwords;
    private final SigningKey local;
    private final SigningKey guest;
    private final SystemToken system;
    private final Process postgres;
    private final Map<String, String> settings;
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final Map<String, Balancer> balancers = new HashMap<>();
    private final Map<String, List<Replica>> replicas = new LinkedHashMap<>();
    private int started;

    /** @param settings what all serving processes get beside what they need */
    Cluster(Path folder, Map<String, String> settings) {
        this.settings = settings;
        home = new Home(folder, CHECKOUT);
        home.create();
        passwords = new Passwords(home);
        local = SigningKey.of("tandem-local", home.secrets(), home.jwks());
        guest = SigningKey.of("tandem-guest", home.secrets(), home.jwks());
        system = new SystemToken(local, home.secrets(), Clock.systemUTC());
        system.renew();
        postgres = new PostgresServer(home, ports.postgres(), passwords.of("postgres")).start();
        new Databases(ports.postgres(), passwords).create();
        Map<String, Integer> doors = ports.byPiece();
        ALL.forEach(name -> {
            balancers.put(name, new Balancer(doors.get(name)));
            replicas.put(name, new ArrayList<>());
        });
    }

    Ports ports() {
        return ports;
    }

    ApiClient as(String logIn) {
        return new ApiClient(ports.gatewayUri(), logIn, "tandem");
    }

    String databasePassword(String role) {
        return passwords.of(role);
    }

    /** Runs the migrations of one build and returns the exit code. */
    int migrate(String name, Path checkout) {
        return migrate(name, checkout, Map.of("TANDEM_MIGRATE", "only"));
    }

    int migrate(String name, Path checkout, Map<String, String> how) {
        ServicePlan plan = plan(name, checkout);
        Map<String, String> environment = databaseOnly(plan.environment());
        environment.putAll(how);
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(freePort()));
        return start(plan, environment).awaitEnd();
    }

    /** Starts one more replica of a build; it gets no traffic yet. */
    Replica launch(String name, Path checkout) {
        ServicePlan plan = plan(name, checkout);
        Map<String, String> environment = new HashMap<>(plan.environment());
        int port = freePort();
        environment.keySet().removeIf(setting -> setting.startsWith("QUARKUS_FLYWAY_"));
        environment.remove("QUARKUS_SHUTDOWN_DELAY");
        environment.putAll(settings);
        environment.put("TANDEM_MIGRATE", "never");
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        if (name.equals("gateway")) {
            environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(freePort()));
        }
        return start(new ServicePlan(name, plan.module(), plan.jar(), port, environment), environment);
    }

    /** Brings a replica to the address of its service as soon as it is ready. */
    void serve(Replica replica) {
        replica.awaitReady(client);
        replicas.get(replica.name()).add(replica);
        balancers.get(replica.name()).add(replica.port());
    }

    /** Replaces all replicas of a service, a new one first each time. */
    void roll(String name, Path checkout) {
        for (Replica old : List.copyOf(replicas.get(name))) {
            serve(launch(name, checkout));
            retire(old);
        }
    }

    /** The end of a pod: it is told so at once, and its address is forgotten a little later. */
    void retire(Replica old) {
        old.askToEnd();
        Processes.pause(HEARSAY);
        balancers.get(old.name()).remove(old.port());
        old.awaitEnd();
        replicas.get(old.name()).remove(old);
    }

    List<Replica> replicas(String name) {
        return List.copyOf(replicas.get(name));
    }

    private ServicePlan plan(String name, Path checkout) {
        Home of = new Home(home.folder(), checkout);
        ServicePlan.Shared shared = new ServicePlan.Shared(of, ports, passwords, local, guest, system, "127.0.0.1");
        return ServicePlan.all(shared).stream().filter(plan -> plan.name().equals(name)).findFirst().orElseThrow();
    }

    private Replica start(ServicePlan plan, Map<String, String> environment) {
        Path log = home.log(plan.name() + "-" + ++started);
        int port = Integer.parseInt(environment.get("QUARKUS_HTTP_PORT"));
        return new Replica(plan.name(), port, Processes.start(plan.command(home), environment, log), log);
    }

    private static Map<String, String> databaseOnly(Map<String, String> environment) {
        Map<String, String> kept = new HashMap<>(environment);
        kept.keySet().removeIf(name -> !name.startsWith("QUARKUS_DATASOURCE_") && !name.startsWith("QUARKUS_FLYWAY_"));
        kept.remove("QUARKUS_FLYWAY_IGNORE_MIGRATION_PATTERNS");
        return kept;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        replicas.values().forEach(some -> some.forEach(replica -> replica.process().destroyForcibly()));
        balancers.values().forEach(Balancer::close);
        client.close();
        PostgresServer.stop(postgres.toHandle());
    }
}
