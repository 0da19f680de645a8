package dev.tandem.local.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.tandem.local.home.Failure;
import dev.tandem.local.home.Home;
import dev.tandem.local.home.PrivateFiles;
import dev.tandem.local.process.LastWords;
import dev.tandem.local.process.Processes;

/**
 * The embedded server of one data folder. The binaries' own Java wrapper is made for throw-away tests (no fsync, deletes
 * its data, cannot find a server again), therefore the server is driven directly: durable, loopback only, and stopped
 * with a wait.
 */
public final class PostgresServer {
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(60);
    private static final Duration START_PATIENCE = Duration.ofMinutes(5);

    private static final String WRONG_PASSWORD = "28P01";

    private final Path folder;
    private final Path log;
    private final int port;
    private final String password;
    private final List<String> asOrdinaryUser;

    public PostgresServer(Home home, int port, String password) {
        this.folder = home.postgres();
        this.log = home.log("postgres");
        this.port = port;
        this.password = password;
        this.asOrdinaryUser = RootEscape.prefix();
    }

    public static Path dataFolder(Home home) {
        return home.postgres().resolve("data");
    }

    private Path data() {
        return folder.resolve("data");
    }

    /** Starts the server and returns once it answers. Whatever an earlier crash left behind is recovered first. */
    public Process start() {
        Path binaries = PostgresBinaries.unpackInto(folder);
        initialise(binaries);
        stopLeftOver(data());
        long logged = LastWords.lengthOf(log);
        Process process = Processes.start(command(binaries), environment(binaries), log);
        try {
            awaitAnswer(process, logged);
        } catch (Failure useless) {
            stop(process.toHandle());
            throw useless;
        }
        return process;
    }

    /**
     * Stops the server that uses this data folder, if any, and waits for it. Also removes the note of a server that was
     * killed: its process id may belong to another program by now, and PostgreSQL would refuse to start.
     */
    public static void stopLeftOver(Path data) {
        for (ProcessHandle server : Processes.withArgument(data.toString())) {
            stop(server);
        }
        try {
            Files.deleteIfExists(data.resolve("postmaster.pid"));
        } catch (IOException e) {
            throw Failure.of("cannot remove the stale postmaster.pid in " + data + ": " + e.getMessage(), e);
        }
    }

    /** A fast stop: open transactions end, everything committed is written, and only then the call returns. */
    public static void stop(ProcessHandle server) {
        Processes.stop(server, "INT", STOP_PATIENCE);
    }

    private List<String> command(Path binaries) {
        List<String> command = new ArrayList<>(asOrdinaryUser);
        command.addAll(List.of(binaries.resolve("bin/postgres").toString(), "-D", data().toString(), "-p",
                Integer.toString(port)));
        Map<String, String> settings = Map.ofEntries(Map.entry("listen_addresses", "127.0.0.1"),
                Map.entry("unix_socket_directories", ""), Map.entry("fsync", "on"),
                Map.entry("full_page_writes", "on"), Map.entry("synchronous_commit", "on"),
                Map.entry("max_connections", "120"), Map.entry("shared_buffers", "256MB"),
                Map.entry("max_wal_size", "1GB"), Map.entry("password_encryption", "scram-sha-256"),
                Map.entry("timezone", "UTC"), Map.entry("log_timezone", "UTC"));
        settings.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        return command;
    }

    /** Makes the data folder beside its place and moves it there, so that a kill in between leaves no half of one. */
    private void initialise(Path binaries) {
        if (Files.exists(data().resolve("PG_VERSION"))) {
            return;
        }
        Path half = folder.resolve("data.half");
        Path secret = folder.resolve(".superuser");
        try {
            Home.deleteTree(half);
            PrivateFiles.write(secret, password);
            List<String> command = new ArrayList<>(asOrdinaryUser);
            command.addAll(List.of(binaries.resolve("bin/initdb").toString(), "-D", half.toString(), "-U", "postgres",
                    "--auth=scram-sha-256", "--pwfile=" + secret, "--encoding=UTF8", "--locale=C"));
            Processes.run(command, environment(binaries));
            Files.move(half, data(), StandardCopyOption.ATOMIC_MOVE);
            Files.deleteIfExists(secret);
        } catch (IOException e) {
            throw Failure.of("cannot create the database folder " + data() + ": " + e.getMessage(), e);
        }
    }

    private static Map<String, String> environment(Path binaries) {
        return Map.of("LD_LIBRARY_PATH", binaries.resolve("lib").toString(), "LC_ALL", "C", "TZ", "UTC");
    }

    private void awaitAnswer(Process process, long logged) {
        long deadline = System.nanoTime() + START_PATIENCE.toNanos();
        while (true) {
            try (var connection = DriverManager.getConnection(Databases.url(port, "postgres"), "postgres", password)) {
                if (connection.isValid(5)) {
                    return;
                }
            } catch (SQLException notYet) {
                if (!process.isAlive()) {
                    throw LastWords.of("PostgreSQL", log, logged).toFailure("does not start");
                }
                if (WRONG_PASSWORD.equals(notYet.getSQLState())) {
                    throw new Failure(Failure.FOLDER_UNUSABLE,
                            "the password in the data folder's secrets/database.properties does not open its database;"
                                    + " put the right file back, or delete the data by ./tandem reset.",
                            notYet);
                }
                if (System.nanoTime() > deadline) {
                    throw Failure.of("PostgreSQL does not answer; see " + log + " (" + notYet.getMessage() + ")",
                            notYet);
                }
            }
            Processes.awaitEnd(process.toHandle(), Duration.ofMillis(150));
        }
    }
}
