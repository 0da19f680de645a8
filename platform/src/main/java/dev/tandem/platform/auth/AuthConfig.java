package dev.tandem.platform.auth;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Whom a service believes. */
@ConfigMapping(prefix = "tandem.auth")
interface AuthConfig {

    /** Never empty: {@link Issuers} refuses to start without one. */
    List<Issuer> issuers();

    interface Issuer {

        /** Must equal the token's {@code iss}. */
        String issuer();

        /** File path or URL of the issuer's JSON Web Key Set. */
        String jwks();

        @WithDefault("tandem")
        String audience();

        /** Where the token keeps its roles; slashes lead into objects, as in {@code realm_access/roles}. */
        @WithDefault("groups")
        String rolesPath();

        /** Roles that this issuer may give; every role where absent. */
        Optional<Set<String>> allowedRoles();
    }
}
