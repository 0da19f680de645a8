package dev.tandem.orders.stock;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How long a buyer who is paying keeps others from the same pieces. */
@ConfigMapping(prefix = "tandem.stock")
interface StockConfig {

    /** From the last attempt to pay on; then the pieces are free again. */
    @WithDefault("10m")
    Duration hold();
}
