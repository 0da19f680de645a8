package dev.tandem.metrics.ingest;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How the work is shared out. */
@ConfigMapping(prefix = "tandem.engine")
interface EngineConfig {

    /** Lanes of a new generation; one that exists keeps its number. */
    @WithDefault("4")
    int lanes();

    /** How long a lane stays with a replica that says nothing. */
    @WithDefault("PT30S")
    Duration lease();

    /** This replica's name in leases; one that restarts under the same name takes its lanes back at once. */
    @WithDefault("${HOSTNAME:local}:${quarkus.http.port:8083}")
    String instance();

    /** Records that one transaction re-states at most because of another one or of a rate; more are worked in chunks. */
    @WithDefault("2000")
    int restatementChunk();
}
