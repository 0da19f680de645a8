package dev.tandem.local.suite;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.tandem.local.home.DiskSpace;
import dev.tandem.local.home.Failure;
import dev.tandem.local.home.Home;
import dev.tandem.local.home.Ports;
import dev.tandem.local.home.Terminal;
import dev.tandem.local.keys.SigningKey;
import dev.tandem.local.keys.SystemToken;
import dev.tandem.local.postgres.Databases;
import dev.tandem.local.postgres.Passwords;
import dev.tandem.local.postgres.PostgresServer;
import dev.tandem.local.process.LastWords;
import dev.tandem.local.process.Processes;

/** Everything that runs for one data folder, from the database to the gateway. */
public final class Suite {
    private static final Duration READY_PATIENCE = Duration.ofMinutes(4);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(25);
    private static final Duration TRAINED_STOP_PATIENCE = Duration.ofMinutes(10);
    private static final long LARGE_LOG = 20L << 20;
    private static final int HOPELESS = 4;
    private static final Duration LOOK_AT_DISK = Duration.ofSeconds(10);

    private final Home home;
    private final Ports ports;
    private final Terminal terminal;
    private final List<ServicePlan> plans;
    private final @Nullable Containers containers;
    private final List<Piece> services = new ArrayList<>();
    /** How long each log was when this run began. */
    private final Map<String, Long> logged = new HashMap<>();
    private final SystemToken systemToken;
    private final Passwords passwords;
    private final ScheduledExecutorService renewal = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("token-renewal").factory());
    private volatile @Nullable Piece postgres;
    private boolean stopping;

    public Suite(Home home, Ports ports, Map<String, String> environment, Terminal terminal) {
        this.home = home;
        this.ports = ports;
        this.terminal = terminal;
        home.create();
        this.passwords = new Passwords(home);
        SigningKey local = SigningKey.of("tandem-local", home.secrets(), home.jwks());
        SigningKey guest = SigningKey.of("tandem-guest", home.secrets(), home.jwks());
        this.systemToken = new SystemToken(local, home.secrets(), Clock.systemUTC());
        this.containers = Containers.from(environment).orElse(null);
        String host = environment.getOrDefault("TANDEM_HOST", "127.0.0.1");
        this.plans = ServicePlan
                .all(new ServicePlan.Shared(home, ports, passwords, local, guest, systemToken, host));
    }

    /**
     * Ends what a killed launcher left running in this data folder. Everything is durable, so a clean stop and a fresh
     * start are as good as taking the processes over, and they run what was built last.
     */
    public static void stopLeftOvers(Home home, Terminal terminal) {
        List<ProcessHandle> services = Processes.withArgument(ServicePlan.marker(home));
        List<ProcessHandle> database = Processes.withArgument(PostgresServer.dataFolder(home).toString());
        if (services.isEmpty() && database.isEmpty()) {
            return;
        }
        terminal.say("Stopping %d processes that an earlier run left behind", services.size() + database.size());
        services.forEach(service -> Processes.signal(service, "TERM"));
        services.forEach(service -> Processes.stop(service, "TERM", STOP_PATIENCE));
        database.forEach(PostgresServer::stop);
    }

    public void start() {
        rotateLogs();
        plans.forEach(plan -> logged.put(plan.name(), LastWords.lengthOf(home.log(plan.name()))));
        watchTheDisk();
        PostgresServer server = new PostgresServer(home, ports.postgres(), passwords.of("postgres"));
        long begin = System.nanoTime();
        terminal.say("  postgres   starting on port %d", ports.postgres());
        Piece database = new Piece("postgres", server::start, terminal);
        postgres = database;
        database.start();
        new Databases(ports.postgres(), passwords).create();
        terminal.say("  postgres   ready (%s)", seconds(begin));
        systemToken.renew();
        handOver();
        ScheduledFuture<?> unused = renewal.scheduleWithFixedDelay(this::renewToken, SystemToken.RENEWAL.toMinutes(),
                SystemToken.RENEWAL.toMinutes(), TimeUnit.MINUTES);
        for (ServicePlan plan : plans) {
            terminal.say("  %-10s starting on port %d", plan.name(), plan.port());
            startUnlessStopping(new Piece(plan.name(), () -> startService(plan), terminal));
        }
        awaitReady();
    }

    /** A stop that comes while the suite is still starting must not leave behind what is started after it. */
    private synchronized void startUnlessStopping(Piece piece) {
        if (!stopping) {
            services.add(piece);
            piece.start();
        }
    }

    /** Whether every service of the suite on these ports is ready now. */
    public static boolean isReady(Ports ports) {
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build()) {
            return Stream.of(ports.accounts(), ports.orders(), ports.metrics(), ports.gateway())
                    .allMatch(port -> Readiness.isReady(client, ServicePlan.ready(port)));
        }
    }

    /** How long a stop may take with these settings: a JVM that is being trained writes down all it knows when it ends. */
    public static Duration stopPatience(Map<String, String> environment) {
        return stopPatience(Containers.from(environment).orElse(null)).plus(Duration.ofSeconds(75));
    }

    private static Duration stopPatience(@Nullable Containers containers) {
        return containers != null && containers.training() != null ? TRAINED_STOP_PATIENCE : STOP_PATIENCE;
    }

    private void handOver() {
        Containers images = containers;
        if (images != null) {
            plans.forEach(plan -> images.handOver(plan, home));
        }
    }

    private void renewToken() {
        try {
            systemToken.renew();
            handOver();
        } catch (RuntimeException e) {
            // An exception would end the schedule; the next turn may find the disk writable again.
            terminal.say("the system token could not be renewed: %s", e.getMessage());
        }
    }

    /** Says once that the disk is nearly full, and once that it no longer is. */
    private void watchTheDisk() {
        DiskSpace disk = new DiskSpace(home.folder());
        AtomicBoolean told = new AtomicBoolean();
        ScheduledFuture<?> unused = renewal.scheduleWithFixedDelay(() -> {
            boolean scarce = disk.isScarce();
            if (told.getAndSet(scarce) != scarce) {
                terminal.say(scarce
                        ? "The disk of " + home.folder() + " is nearly full; writes will fail until there is more room."
                                + " What is committed stays."
                        : "The disk of " + home.folder() + " has room again");
            }
        }, 0, LOOK_AT_DISK.toSeconds(), TimeUnit.SECONDS);
    }

    private Process startService(ServicePlan plan) {
        Containers images = containers;
        if (images != null) {
            Processes.run(images.clearing(plan), Map.of());
            return Processes.start(images.command(plan, home, plan.marks(home)), images.environment(plan, home),
                    home.log(plan.name()));
        }
        if (!Files.exists(plan.jar())) {
            throw Failure.of("there is no " + plan.jar() + "; the build did not make it.");
        }
        return Processes.start(plan.command(home), plan.environment(), home.log(plan.name()));
    }

    private void awaitReady() {
        long begin = System.nanoTime();
        Map<String, ServicePlan> waiting = new LinkedHashMap<>();
        plans.forEach(plan -> waiting.put(plan.name(), plan));
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build()) {
            while (!waiting.isEmpty()) {
                waiting.values().removeIf(plan -> {
                    boolean ready = Readiness.isReady(client, plan.ready());
                    if (ready) {
                        terminal.say("  %-10s ready (%s)", plan.name(), seconds(begin));
                    }
                    return ready;
                });
                if (!waiting.isEmpty()) {
                    requireHope(waiting, begin);
                    Readiness.pause();
                }
            }
        }
    }

    private void requireHope(Map<String, ServicePlan> waiting, long begin) {
        for (Piece service : services) {
            if (waiting.containsKey(service.name()) && service.deaths() > 0) {
                LastWords words = lastWords(service.name());
                if (service.deaths() >= HOPELESS || words.areFinal()) {
                    throw words.toFailure("does not start");
                }
            }
        }
        if (System.nanoTime() - begin > READY_PATIENCE.toNanos()) {
            String first = waiting.keySet().iterator().next();
            throw lastWords(first).toFailure("is not ready after " + READY_PATIENCE.toMinutes() + " minutes");
        }
    }

    private LastWords lastWords(String piece) {
        return LastWords.of(piece, home.log(piece), logged.getOrDefault(piece, 0L));
    }

    /** Stops the services at the same time and the database when they are gone. */
    public void stop() {
        renewal.shutdownNow();
        List<Piece> started;
        synchronized (this) {
            stopping = true;
            started = services.reversed();
        }
        started.forEach(Piece::askToStop);
        started.forEach(service -> service.stop("TERM", stopPatience(containers)));
        Containers images = containers;
        if (images != null) {
            // Where the patience ended the client was killed, which its container does not notice.
            plans.forEach(plan -> Processes.run(images.clearing(plan), Map.of()));
        }
        Piece database = postgres;
        if (database != null) {
            database.stop("INT", Duration.ofSeconds(60));
        }
    }

    /** A token for asking the services' feeds directly. */
    public SystemToken systemToken() {
        return systemToken;
    }

    private void rotateLogs() {
        for (String piece : ports.byPiece().keySet()) {
            Path log = home.log(piece);
            try {
                if (Files.exists(log) && Files.size(log) > LARGE_LOG) {
                    Files.move(log, log.resolveSibling(piece + ".log.1"), StandardCopyOption.REPLACE_EXISTING);
                }
            } catch (IOException e) {
                throw Failure.of("cannot put aside " + log + ": " + e.getMessage(), e);
            }
        }
    }

    private static String seconds(long begin) {
        return "%.1f s".formatted((System.nanoTime() - begin) / 1e9);
    }
}
