package dev.tandem.platform.http;

import java.util.List;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How many requests a service works at the same time. */
@ConfigMapping(prefix = "tandem.work")
interface WorkConfig {

    /**
     * Virtual threads have no back-pressure of their own and the connection pool has at most 20; past a few requests per
     * connection, waiting only makes every reply late.
     */
    @WithDefault("64")
    int maxRequests();

    /** Paths with bounds of their own: health and metrics must answer under load, long polls and uploads only wait. */
    @WithDefault("/q/,/feeds/")
    List<String> exemptPrefixes();

    /** Path segment of the uploads. */
    @WithDefault("/imports/")
    String uploadSegment();

    /** Path segment of the downloads of whole kinds. */
    @WithDefault("/exports/")
    String exportSegment();
}
