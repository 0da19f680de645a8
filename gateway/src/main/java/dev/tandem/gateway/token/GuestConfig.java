package dev.tandem.gateway.token;

import java.nio.file.Path;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Anonymous callers, in every profile that mounts the key. */
@ConfigMapping(prefix = "tandem.guest")
interface GuestConfig {

    Optional<Path> keyFile();

    @WithDefault("tandem-guest")
    String issuer();
}
