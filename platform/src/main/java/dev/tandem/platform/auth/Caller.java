package dev.tandem.platform.auth;

import java.util.Set;

import jakarta.enterprise.context.RequestScoped;

import org.eclipse.microprofile.jwt.JsonWebToken;

import io.quarkus.security.identity.SecurityIdentity;

/** The caller of this request, as the verified token names him. */
@RequestScoped
public class Caller {

    private final SecurityIdentity identity;

    Caller(SecurityIdentity identity) {
        this.identity = identity;
    }

    public String issuer() {
        return token().getIssuer();
    }

    public String subject() {
        return token().getSubject();
    }

    /** {@code preferred_username}, else the subject. */
    public String username() {
        String username = token().getClaim("preferred_username");
        return username == null ? subject() : username;
    }

    public Set<String> roles() {
        return identity.getRoles();
    }

    public boolean has(String role) {
        return identity.hasRole(role);
    }

    public boolean hasAny(String... anyOf) {
        for (String role : anyOf) {
            if (has(role)) {
                return true;
            }
        }
        return false;
    }

    /** False outside of an authenticated request, such as in a scheduled job. */
    public boolean isPresent() {
        return identity.getPrincipal() instanceof JsonWebToken;
    }

    private JsonWebToken token() {
        if (identity.getPrincipal() instanceof JsonWebToken token) {
            return token;
        }
        throw new IllegalStateException("This request has no caller");
    }
}
