package dev.tandem.local.imports;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tandem.local.home.Failure;
import dev.tandem.local.home.Terminal;
import dev.tandem.local.process.Processes;

/** Sends the files of a manifest through the import API, one after the other, and tells what became of the rows. */
public final class Importer {
    private static final Duration UPLOAD_PATIENCE = Duration.ofMinutes(30);
    private static final Duration POLL = Duration.ofMillis(300);
    private static final Duration TELL = Duration.ofSeconds(3);
    private static final Duration LOOK_PATIENCE = Duration.ofMinutes(2);
    private static final int SERVER_FAULT = 500;
    private static final int SHOWN_ERRORS = 5;

    private final ApiClient api;
    private final Terminal terminal;

    public Importer(ApiClient api, Terminal terminal) {
        this.api = api;
        this.terminal = terminal;
    }

    /** Counts of rows over several jobs. */
    public record Rows(long read, long created, long updated, long unchanged, long failed) {
        public static final Rows NONE = new Rows(0, 0, 0, 0, 0);

        static Rows of(JsonNode job) {
            JsonNode rows = job.path("rows");
            return new Rows(rows.path("read").asLong(), rows.path("created").asLong(), rows.path("updated").asLong(),
                    rows.path("unchanged").asLong(), rows.path("failed").asLong());
        }

        public Rows plus(Rows other) {
            return new Rows(read + other.read, created + other.created, updated + other.updated,
                    unchanged + other.unchanged, failed + other.failed);
        }

        @Override
        public String toString() {
            return "%,d rows: %,d created, %,d updated, %,d unchanged, %,d failed".formatted(read, created, updated,
                    unchanged, failed);
        }
    }

    /** Imports everything that was found in a folder. */
    public Rows run(DataFolder.Found found) {
        Rows rows = Rows.NONE;
        for (DataFolder.Match match : found.matches()) {
            rows = rows.plus(run(match));
        }
        for (Path file : found.ignored()) {
            terminal.say("  not imported: %s (no manifest names it)", file);
        }
        if (found.matches().isEmpty()) {
            terminal.say("  no manifest fits; see docs/examples/imports for how one looks");
        }
        return rows;
    }

    public Rows run(DataFolder.Match match) {
        Manifest manifest = match.manifest();
        terminal.say("Importing %s", manifest.title());
        Rows rows = Rows.NONE;
        for (int i = 0; i < manifest.files().size(); i++) {
            Manifest.Entry entry = manifest.files().get(i);
            rows = rows.plus(run(manifest, entry, match.files().get(i)));
        }
        return rows;
    }

    private Rows run(Manifest manifest, Manifest.Entry entry, Path file) {
        String query = "?mode=" + entry.effectiveMode();
        if (entry.mapping() != null) {
            String name = manifest.mappingName(entry.mapping());
            putMapping(entry.api(), name, manifest.folder().resolve(entry.mapping()));
            query += "&mapping=" + name;
        }
        JsonNode job = upload(entry, file, query);
        return await(entry, job);
    }

    private void putMapping(String prefix, String name, Path file) {
        try {
            ApiClient.Reply reply = api.send("PUT", prefix + "/import-mappings/" + name,
                    HttpRequest.BodyPublishers.ofFile(file), Map.of("Content-Type", "application/json"));
            if (!reply.isSuccess()) {
                throw Failure.of("the mapping " + file + " was refused: " + reply.text());
            }
        } catch (FileNotFoundException e) {
            throw Failure.of("there is no mapping " + file + ".", e);
        }
    }

    private JsonNode upload(Manifest.Entry entry, Path file, String query) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Content-Type", entry.effectiveContentType());
        headers.put("Idempotency-Key", UUID.randomUUID().toString());
        if (entry.file().endsWith(".gz")) {
            headers.put("Content-Encoding", "gzip");
        }
        try {
            terminal.say("  %-14s sending %s (%,d kB)", entry.kind(), file.getFileName(),
                    (Files.size(file) + 1023) / 1024);
            ApiClient.Reply reply = api.send("POST", entry.api() + "/imports/" + entry.kind() + query,
                    HttpRequest.BodyPublishers.ofFile(file), headers, UPLOAD_PATIENCE);
            if (reply.status() != 202) {
                throw Failure.of("the import of " + file + " was refused: " + reply.text());
            }
            return reply.json();
        } catch (IOException e) {
            throw Failure.of("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private Rows await(Manifest.Entry entry, JsonNode accepted) {
        String path = entry.api() + "/imports/" + accepted.path("id").asText();
        JsonNode job = accepted;
        long told = System.nanoTime();
        while (true) {
            String state = job.path("state").asText();
            if (state.equals("COMPLETED")) {
                return finished(entry, path, job);
            }
            if (state.equals("FAILED") || state.equals("CANCELLED")) {
                showErrors(path);
                throw Failure.of("the import of " + entry.file() + " ended " + state + " (" + path + ").");
            }
            if (System.nanoTime() - told > TELL.toNanos()) {
                terminal.say("  %-14s %s, %,d rows so far", entry.kind(), state.toLowerCase(java.util.Locale.ROOT),
                        done(Rows.of(job)));
                told = System.nanoTime();
            }
            Processes.pause(POLL);
            job = look(path);
        }
    }

    /** The job as it is now. A service that is being started again is no reason to give up: the import resumes there. */
    private JsonNode look(String path) {
        long deadline = System.nanoTime() + LOOK_PATIENCE.toNanos();
        ApiClient.Reply reply = api.get(path);
        while (reply.status() >= SERVER_FAULT && System.nanoTime() < deadline) {
            Processes.pause(POLL);
            reply = api.get(path);
        }
        if (!reply.isSuccess()) {
            throw Failure.of("cannot follow the import " + path + ": " + reply.reason());
        }
        return reply.json();
    }

    private static long done(Rows rows) {
        return rows.created() + rows.updated() + rows.unchanged() + rows.failed();
    }

    private Rows finished(Manifest.Entry entry, String path, JsonNode job) {
        Rows rows = Rows.of(job);
        terminal.say("  %-14s %s", entry.kind(), rows);
        if (rows.failed() > 0) {
            showErrors(path);
            terminal.say("    all of them: GET %s/errors, the rows to mend: GET %s/failed-rows", path, path);
        }
        return rows;
    }

    private void showErrors(String path) {
        ApiClient.Reply reply = api.get(path + "/errors?limit=" + SHOWN_ERRORS);
        if (!reply.isSuccess()) {
            return;
        }
        for (JsonNode error : reply.json().path("items")) {
            terminal.say("    row %s, %s = %s: %s (%s)", error.path("row").asText(), error.path("field").asText("–"),
                    error.path("value").asText("–"), error.path("message").asText(), error.path("code").asText());
        }
    }
}
