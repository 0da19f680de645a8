package dev.tandem.metrics.baseline;

import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** For how long the past can be told as it was known then. */
@ConfigMapping(prefix = "tandem.retention")
interface RetentionConfig {

    /** For ever where absent. */
    Optional<Duration> keep();

    /** How often the baseline moves on. */
    @WithDefault("P30D")
    Duration sealEvery();

    /** How often it is looked whether something is to be done. */
    @WithDefault("1m")
    String checkEvery();

    /** The name under which the producers are told what is safe. */
    @WithDefault("metrics")
    String reader();
}
