package dev.tandem.local.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.tandem.local.home.Failure;
import dev.tandem.local.home.Home;
import dev.tandem.local.home.Ports;
import dev.tandem.local.home.Terminal;
import dev.tandem.local.keys.SigningKey;
import dev.tandem.local.keys.SystemToken;
import dev.tandem.local.postgres.Databases;
import dev.tandem.local.postgres.Passwords;
import dev.tandem.local.postgres.PostgresServer;
import dev.tandem.local.process.Processes;

/** Starts one service at a time from its image, beside a database that stays, and says what the start took. */
public final class StartTrial implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration POLL = Duration.ofMillis(5);
    /** The kernel counts the time of processes in hundredths of a second wherever Linux runs. */
    private static final long TICK_MILLIS = 10;
    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;
    private static final int START_TIME = 19;

    private final Home home;
    private final Containers containers;
    private final List<ServicePlan> plans;
    private final Process database;

    /**
     * @param untilReady from the begin of the process to its first good reply, to a hundredth of a second
     * @param processor time of processors until then, to a hundredth of a second
     * @param kibibytes of memory that the process holds then
     */
    public record Start(Duration untilReady, Duration processor, long kibibytes) {
    }

    public StartTrial(Home home, Ports ports, Map<String, String> environment, Terminal terminal) {
        this.home = home;
        this.containers = Containers.from(environment).orElseThrow(() -> new Failure(Failure.USAGE,
                "set TANDEM_IMAGES to podman or docker, and build the images by ./tandem images before."));
        Suite.stopLeftOvers(home, terminal);
        home.delete();
        home.create();
        Passwords passwords = new Passwords(home);
        SigningKey local = SigningKey.of("tandem-local", home.secrets(), home.jwks());
        SigningKey guest = SigningKey.of("tandem-guest", home.secrets(), home.jwks());
        SystemToken system = new SystemToken(local, home.secrets(), Clock.systemUTC());
        system.renew();
        this.plans = ServicePlan.all(new ServicePlan.Shared(home, ports, passwords, local, guest, system, "127.0.0.1"));
        this.database = new PostgresServer(home, ports.postgres(), passwords.of("postgres")).start();
        new Databases(ports.postgres(), passwords).create();
    }

    /** One start and stop. */
    public Start run(String module, boolean withCache) {
        ServicePlan plan = plans.stream().filter(one -> one.module().equals(module)).findFirst().orElseThrow();
        containers.handOver(plan, home);
        Processes.run(containers.clearing(plan), Map.of());
        List<String> command = withCache ? containers.command(plan, home, plan.marks(home))
                : containers.commandWithoutCache(plan, home, plan.marks(home));
        Process client = Processes.start(command, containers.environment(plan, home), home.log(plan.name()));
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build()) {
            long begin = System.nanoTime();
            while (!Readiness.isReady(http, plan.ready())) {
                if (!client.isAlive() || System.nanoTime() - begin > PATIENCE.toNanos()) {
                    throw Failure.of(module + " does not start from its image; see " + home.log(plan.name()));
                }
                Processes.pause(POLL);
            }
            return measure(Processes.run(containers.processOf(plan), Map.of()).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read what the start of " + module + " took", e);
        } finally {
            Processes.stop(client.toHandle(), "TERM", Duration.ofSeconds(30));
            Processes.run(containers.clearing(plan), Map.of());
        }
    }

    private static Start measure(String process) throws IOException {
        String uptime = Files.readString(Path.of("/proc/uptime"));
        Duration now = Duration.parse("PT" + uptime.substring(0, uptime.indexOf(' ')) + "S");
        String stat = Files.readString(Path.of("/proc", process, "stat"), StandardCharsets.ISO_8859_1);
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        String memory = Files.readAllLines(Path.of("/proc", process, "status")).stream()
                .filter(line -> line.startsWith("VmRSS:")).findFirst().orElseThrow();
        return new Start(now.minus(ticks(fields[START_TIME])), ticks(fields[USER_TIME]).plus(ticks(fields[SYSTEM_TIME])),
                Long.parseLong(memory.replaceAll("\\D", "")));
    }

    private static Duration ticks(String field) {
        return Duration.ofMillis(Long.parseLong(field) * TICK_MILLIS);
    }

    @Override
    public void close() {
        PostgresServer.stop(database.toHandle());
        home.delete();
    }
}
