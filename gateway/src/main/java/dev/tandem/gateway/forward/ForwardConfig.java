package dev.tandem.gateway.forward;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Bounds of the way to an upstream. */
@ConfigMapping(prefix = "tandem.gateway.forward")
interface ForwardConfig {

    @WithDefault("2s")
    Duration connectTimeout();

    /** From the last byte of the request to the first of the reply. */
    @WithDefault("30s")
    Duration responseTimeout();

    /** The same for imports and for reads that wait for a feed position. */
    @WithDefault("120s")
    Duration longResponseTimeout();

    /** How long a connection to an upstream may be silent in the middle of an exchange. */
    @WithDefault("120s")
    Duration idleTimeout();

    @WithDefault("256")
    int connectionsPerUpstream();

    /** Requests that wait for a connection; one more is answered 503. */
    @WithDefault("512")
    int waitingPerUpstream();

    @WithDefault("1M")
    MemorySize maxBody();

    @WithDefault("1G")
    MemorySize maxImport();

    /** Addresses or CIDR blocks whose forwarded headers are believed; nobody's by default. */
    Optional<List<String>> trustedProxies();
}
