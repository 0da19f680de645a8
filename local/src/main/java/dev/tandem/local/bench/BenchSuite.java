package dev.tandem.local.bench;

import java.io.OutputStream;
import java.io.PrintStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tandem.local.home.Failure;
import dev.tandem.local.home.Home;
import dev.tandem.local.home.Ports;
import dev.tandem.local.home.Terminal;
import dev.tandem.local.imports.ApiClient;
import dev.tandem.local.imports.CaughtUp;
import dev.tandem.local.keys.SigningKey;
import dev.tandem.local.keys.SystemToken;
import dev.tandem.local.postgres.Databases;
import dev.tandem.local.postgres.Passwords;
import dev.tandem.local.process.Processes;
import dev.tandem.local.suite.Suite;

/** A suite of its own, empty at first, durable like any other, and gone afterwards. */
final class BenchSuite implements AutoCloseable {
    private static final int FIRST_PORT = 21_000;
    private static final int LAST_PORT = 29_000;
    private static final Duration UPLOAD_PATIENCE = Duration.ofMinutes(10);
    private static final Duration POLL = Duration.ofMillis(50);

    private final Home home;
    private final Ports ports = freePorts();
    private final Suite suite;
    private final ApiClient admin;
    private final CaughtUp figures;

    BenchSuite(Path folder, Path checkout, String password, Terminal terminal) {
        home = new Home(folder, checkout);
        Suite.stopLeftOvers(home, terminal);
        home.delete();
        home.create();
        suite = new Suite(home, ports, Map.of(), terminal);
        Runtime.getRuntime().addShutdownHook(new Thread(suite::stop, "stop-bench"));
        suite.start();
        admin = new ApiClient(ports.gatewayUri(), "admin", password);
        SystemToken token = new SystemToken(SigningKey.of("tandem-local", home.secrets(), home.jwks()), home.secrets(),
                Clock.systemUTC());
        figures = new CaughtUp(admin, token::token,
                new Terminal(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)),
                Clock.systemUTC());
    }

    static Ports freePorts() {
        for (int base = FIRST_PORT; base < LAST_PORT; base += 10) {
            Ports ports = new Ports(base);
            if (ports.areFree()) {
                return ports;
            }
        }
        throw new Failure(Failure.PORT_TAKEN, "no six free ports between " + FIRST_PORT + " and " + LAST_PORT + ".");
    }

    /** Asks and wants an answer; a refusal would be quick and tell nothing. */
    void ask(String path) {
        require(admin.get(path));
    }

    Connection database(String name) {
        String owner = Databases.owner(name);
        try {
            return DriverManager.getConnection(Databases.url(ports.postgres(), name), owner, new Passwords(home).of(owner));
        } catch (SQLException e) {
            throw Failure.of("cannot open the database " + name + ": " + e.getMessage(), e);
        }
    }

    void close(Connection database) {
        try {
            database.close();
        } catch (SQLException e) {
            throw Failure.of("cannot close a connection: " + e.getMessage(), e);
        }
    }

    void keepMapping(String name, Path file) {
        try {
            require(admin.send("PUT", "/api/v1/b2c/import-mappings/" + name, HttpRequest.BodyPublishers.ofFile(file),
                    Map.of("Content-Type", "application/json")));
        } catch (java.io.FileNotFoundException e) {
            throw Failure.of("there is no mapping " + file + ".", e);
        }
    }

    /** Imports orders through the gateway and returns when every row is worked. */
    void importOrders(String mapping, String file) {
        JsonNode job = require(admin.send("POST", "/api/v1/b2c/imports/order?mode=upsert&mapping=" + mapping,
                HttpRequest.BodyPublishers.ofString(file),
                Map.of("Content-Type", "text/plain", "Idempotency-Key", UUID.randomUUID().toString()), UPLOAD_PATIENCE));
        String path = "/api/v1/b2c/imports/" + job.path("id").asText();
        while (!job.path("state").asText().equals("COMPLETED")) {
            if (job.path("state").asText().matches("FAILED|CANCELLED")) {
                throw Failure.of("the import ended: " + job);
            }
            Processes.pause(POLL);
            job = require(admin.get(path));
        }
        if (job.path("rows").path("created").asLong() != Purchases.rows(file)) {
            throw Failure.of("not every row was created: " + job);
        }
    }

    private static JsonNode require(ApiClient.Reply reply) {
        if (!reply.isSuccess()) {
            throw Failure.of("the suite answered " + reply.status() + ": " + reply.text());
        }
        return reply.json();
    }

    /** Keeps the figures from moving, so that what follows has the machine for itself. */
    void holdFigures() {
        Processes.signal(metrics(), "STOP");
    }

    void releaseFigures() {
        Processes.signal(metrics(), "CONT");
    }

    private ProcessHandle metrics() {
        return Processes.withArgument("-Dtandem.home=" + home.folder()).stream()
                .filter(process -> Processes.hasArgument(process, "-Dtandem.piece=metrics")).findFirst()
                .orElseThrow(() -> Failure.of("metrics-service does not run."));
    }

    void awaitFigures() {
        figures.await(ports);
    }

    @Override
    public void close() {
        releaseFigures();
        admin.close();
        suite.stop();
        home.delete();
    }
}
