package dev.tandem.platform.auth;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;

import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;

/** Lets the token mechanism ask {@link Issuers}, because its own configuration knows a single issuer. */
@ApplicationScoped
@Alternative
@Priority(1)
class IssuerAwareTokens extends JWTCallerPrincipalFactory {

    private final Issuers issuers;

    IssuerAwareTokens(Issuers issuers) {
        this.issuers = issuers;
    }

    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo ignored) throws ParseException {
        return issuers.parse(token);
    }
}
