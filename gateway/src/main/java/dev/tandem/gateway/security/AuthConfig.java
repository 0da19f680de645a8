package dev.tandem.gateway.security;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Whose tokens are trusted; the same keys as in every service. */
@ConfigMapping(prefix = "tandem.auth")
public interface AuthConfig {

    Optional<List<Issuer>> issuers();

    /** One source of tokens. */
    interface Issuer {

        String issuer();

        /** An https or http URL, or a file. */
        String jwks();

        @WithDefault("tandem")
        String audience();

        /** Where in the claims the roles are; slashes or dots separate the steps. */
        @WithDefault("groups")
        String rolesPath();

        /** A token of this issuer with another role is refused whole; absent means every role. */
        Optional<Set<String>> allowedRoles();
    }
}
