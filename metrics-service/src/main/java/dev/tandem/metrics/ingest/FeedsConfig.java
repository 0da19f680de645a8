package dev.tandem.metrics.ingest;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where the feeds are and how eagerly they are read. */
@ConfigMapping(prefix = "tandem.feeds")
interface FeedsConfig {

    @WithDefault("true")
    boolean enabled();

    Service accounts();

    Service orders();

    /** A file with a token of role system; read again whenever it changes. */
    Optional<Path> tokenFile();

    /** How to ask the company's issuer for a token of role system; goes before the file. */
    Optional<Client> client();

    /** How long a long poll waits, and so how old "complete through" grows while nothing happens. */
    @WithDefault("PT2S")
    Duration idlePoll();

    @WithDefault("1000")
    int pageSize();

    /** Events per transaction and lane at most. */
    @WithDefault("4000")
    int batchSize();

    /** A client of the issuer that may have a token in its own name. */
    interface Client {

        /** The issuer's token endpoint. */
        URI tokenUrl();

        String id();

        String secret();

        /** Where the issuer gives the role or the audience only for a scope. */
        Optional<String> scope();
    }

    /** One service with feeds. */
    interface Service {
        URI url();
    }

    default Map<String, URI> services() {
        return Map.of("accounts", accounts().url(), "orders", orders().url());
    }
}
