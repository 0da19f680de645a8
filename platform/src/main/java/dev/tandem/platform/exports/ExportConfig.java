package dev.tandem.platform.exports;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Bounds of the exports. */
@ConfigMapping(prefix = "tandem.exports")
public interface ExportConfig {

    /** Exports at the same time; they wait for their readers and so have a bound of their own. */
    @WithDefault("8")
    int atOnce();

    /** Records of one transaction. */
    @WithDefault("500")
    int chunkRows();
}
