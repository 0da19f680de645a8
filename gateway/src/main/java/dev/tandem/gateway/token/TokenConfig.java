package dev.tandem.gateway.token;

import java.nio.file.Path;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The local profile's log-ins; both the switch and the key are needed, else the path does not exist. */
@ConfigMapping(prefix = "tandem.local")
interface TokenConfig {

    @WithDefault("false")
    boolean enabled();

    Optional<Path> keyFile();

    @WithDefault("tandem-local")
    String issuer();
}
