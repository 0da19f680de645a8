package dev.tandem.local.suite;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.tandem.local.home.Home;
import dev.tandem.local.home.Ports;
import dev.tandem.local.keys.SigningKey;
import dev.tandem.local.keys.SystemToken;
import dev.tandem.local.postgres.Databases;
import dev.tandem.local.postgres.Passwords;

/**
 * How one service is run: its jar and the environment it gets. The services are the production artifacts; all that makes
 * them local is said here.
 */
record ServicePlan(String name, String module, Path jar, int port, Map<String, String> environment) {
    private static final String HEAP = "-Xmx768m";
    /** Lets the driver send a batch of inserts as few statements; imports are mostly that. */
    private static final String BATCHES = "?reWriteBatchedInserts=true";
    /**
     * A quota that nobody reaches. Here all people, files and tests come from one address and share a few log-ins, so the
     * limits of one caller would be limits of the suite.
     */
    private static final String UNREACHED = "1000000";
    private static final List<String> LIMITS = List.of("DEFAULT", "GUEST", "ANONYMOUS", "SIGN_IN");

    /** What the plans of one suite have in common. */
    record Shared(Home home, Ports ports, Passwords passwords, SigningKey local, SigningKey guest, SystemToken system,
            String gatewayHost) {
    }

    static List<ServicePlan> all(Shared shared) {
        return List.of(accounts(shared), orders(shared), metrics(shared), gateway(shared));
    }

    private static ServicePlan accounts(Shared shared) {
        return withDatabase(shared, "accounts", "accounts-service", shared.ports().accounts(), Map.of());
    }

    private static ServicePlan orders(Shared shared) {
        return withDatabase(shared, "orders", "orders-service", shared.ports().orders(), Map.of());
    }

    private static ServicePlan metrics(Shared shared) {
        return withDatabase(shared, "metrics", "metrics-service", shared.ports().metrics(),
                Map.of("TANDEM_FEEDS_ACCOUNTS_URL", at(shared.ports().accounts()), "TANDEM_FEEDS_ORDERS_URL",
                        at(shared.ports().orders()), "TANDEM_FEEDS_TOKEN_FILE", shared.system().file().toString()));
    }

    private static ServicePlan gateway(Shared shared) {
        Ports ports = shared.ports();
        Map<String, String> environment = common(shared, ports.gateway());
        environment.put("QUARKUS_HTTP_HOST", shared.gatewayHost());
        environment.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
        environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(ports.management()));
        environment.put("QUARKUS_PROFILE", "prod,local");
        environment.put("TANDEM_GATEWAY_ACCOUNTS_URL", at(ports.accounts()));
        environment.put("TANDEM_GATEWAY_ORDERS_URL", at(ports.orders()));
        environment.put("TANDEM_GATEWAY_METRICS_URL", at(ports.metrics()));
        LIMITS.forEach(limit -> environment.put("TANDEM_GATEWAY_LIMITS_" + limit + "_QUOTA", UNREACHED));
        environment.put("TANDEM_LOCAL_KEY_FILE", shared.local().privateFile().toString());
        environment.put("TANDEM_GUEST_KEY_FILE", shared.guest().privateFile().toString());
        return new ServicePlan("gateway", "gateway", jar(shared.home(), "gateway"), ports.gateway(), environment);
    }

    private static ServicePlan withDatabase(Shared shared, String name, String module, int port,
            Map<String, String> more) {
        Map<String, String> environment = common(shared, port);
        environment.put("QUARKUS_DATASOURCE_JDBC_URL", Databases.url(shared.ports().postgres(), name) + BATCHES);
        environment.put("QUARKUS_DATASOURCE_USERNAME", Databases.application(name));
        environment.put("QUARKUS_DATASOURCE_PASSWORD", shared.passwords().of(Databases.application(name)));
        environment.put("QUARKUS_FLYWAY_USERNAME", Databases.owner(name));
        environment.put("QUARKUS_FLYWAY_PASSWORD", shared.passwords().of(Databases.owner(name)));
        // By default migrations that this version does not know are passed over, and an older version would work on
        // newer data. A pattern that matches nothing else makes them an error.
        environment.put("QUARKUS_FLYWAY_IGNORE_MIGRATION_PATTERNS", "*:pending");
        environment.putAll(more);
        return new ServicePlan(name, module, jar(shared.home(), module), port, environment);
    }

    private static Map<String, String> common(Shared shared, int port) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        // Nobody has to learn that a process will end before it does.
        environment.put("QUARKUS_SHUTDOWN_DELAY", "0s");
        // Here people read the logs, not a collector.
        environment.put("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "false");
        issuer(environment, 0, shared.local());
        issuer(environment, 1, shared.guest());
        // A token of the guests' key may never carry another role, whatever it claims.
        environment.put("TANDEM_AUTH_ISSUERS_1__ALLOWED_ROLES", "guest");
        return environment;
    }

    private static void issuer(Map<String, String> environment, int index, SigningKey key) {
        String prefix = "TANDEM_AUTH_ISSUERS_" + index + "__";
        environment.put(prefix + "ISSUER", key.issuer());
        environment.put(prefix + "JWKS", key.jwksFile().toString());
    }

    private static Path jar(Home home, String module) {
        return home.checkout().resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
    }

    private static String at(int port) {
        return "http://127.0.0.1:" + port;
    }

    URI ready() {
        return ready(port);
    }

    static URI ready(int port) {
        return URI.create(at(port) + "/q/health/ready");
    }

    /** Arguments by which a later launcher finds the process again. */
    List<String> marks(Home home) {
        return List.of(marker(home), "-Dtandem.piece=" + name);
    }

    List<String> command(Home home) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(marks(home));
        command.addAll(List.of(HEAP, "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "-jar",
                jar.toString()));
        return command;
    }

    static String marker(Home home) {
        return "-Dtandem.home=" + home.folder();
    }
}
