package dev.tandem.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

import dev.tandem.local.demo.DemoCompany;
import dev.tandem.local.home.Failure;
import dev.tandem.local.imports.ApiClient;
import dev.tandem.local.imports.CaughtUp;
import dev.tandem.local.imports.DataFolder;
import dev.tandem.local.imports.Importer;
import dev.tandem.local.keys.SigningKey;
import dev.tandem.local.keys.SystemToken;

/** Brings data into a running suite and waits until the figures show them. */
final class Feeding {
    private final Run run;

    Feeding(Run run) {
        this.run = run;
    }

    /**
     * Loads the demo company once. A data folder that began without it stays without it: a later plain start must not
     * mix invented deals into real figures.
     */
    Importer.Rows demo(boolean empty) {
        Path mark = run.home().run().resolve("demo");
        try {
            String state = Files.exists(mark) ? Files.readString(mark).strip() : empty ? "none" : "wanted";
            Files.writeString(mark, state);
            if (!state.equals("wanted")) {
                return Importer.Rows.NONE;
            }
            DemoCompany.write(run.home().demo());
            Importer.Rows rows = files(run.home().demo());
            Files.writeString(mark, "loaded");
            return rows;
        } catch (IOException e) {
            throw Failure.of("cannot keep the demo data in " + run.home().demo() + ": " + e.getMessage(), e);
        }
    }

    Importer.Rows files(Path data) {
        DataFolder.Found found = DataFolder.find(data, run.home().shippedImports());
        try (ApiClient api = client("admin")) {
            return new Importer(api, run.terminal()).run(found);
        }
    }

    int importInto(Path data) {
        Importer.Rows rows = files(data);
        awaitFigures();
        run.terminal().say("%s", rows);
        return rows.failed() > 0 ? Failure.ROWS_FAILED : 0;
    }

    void awaitFigures() {
        SigningKey key = SigningKey.of("tandem-local", run.home().secrets(), run.home().jwks());
        SystemToken token = new SystemToken(key, run.home().secrets(), Clock.systemUTC());
        try (ApiClient api = client("analyst")) {
            new CaughtUp(api, token::token, run.terminal(), Clock.systemUTC()).await(run.ports());
        }
    }

    private ApiClient client(String logIn) {
        return new ApiClient(run.ports().gatewayUri(), logIn, Greeting.PASSWORD);
    }
}
