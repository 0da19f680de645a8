package dev.tandem.platform.imports;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Bounds of the import engine. */
@ConfigMapping(prefix = "tandem.imports")
public interface ImportConfig {

    /** Switched off, a replica receives files and leaves the work to others. */
    @WithDefault("true")
    boolean worker();

    /** Rows of one transaction at most; fewer where they would take longer than a transaction may. */
    @WithDefault("500")
    int chunkRows();

    /** A transaction should not take longer, because feeds wait for the oldest one. */
    @WithDefault("1s")
    Duration chunkTime();

    /** After this long without a sign of life another replica takes over. */
    @WithDefault("15s")
    Duration lease();

    /** An upload that stored nothing for this long is broken. */
    @WithDefault("5m")
    Duration uploadTimeout();

    /** How often an idle worker looks for work that another replica received. */
    @WithDefault("1s")
    Duration poll();

    /** Uploads at the same time. */
    @WithDefault("8")
    int uploads();

    /** Bytes of a file after unpacking. */
    @WithDefault("1073741824")
    long maxBytes();

    /** Rows, errors and their key are deleted after this. */
    @WithDefault("30d")
    Duration kept();
}
