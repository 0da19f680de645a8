package dev.tandem.orders.checkout;

import jakarta.enterprise.context.ApplicationScoped;

import dev.tandem.orders.cart.Cart;
import dev.tandem.platform.auth.Roles;
import dev.tandem.platform.problem.ProblemException;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;

/** Reads the token of the guest that a shopper says he was; holding it is the proof, as it was for everything before. */
@ApplicationScoped
class Guests {

    private final JWTCallerPrincipalFactory tokens;

    Guests(JWTCallerPrincipalFactory tokens) {
        this.tokens = tokens;
    }

    Cart.Owner of(String token) {
        try {
            JWTCallerPrincipal guest = tokens.parse(token, null);
            if (guest.getGroups().equals(java.util.Set.of(Roles.GUEST))) {
                return new Cart.Owner(guest.getIssuer(), guest.getSubject());
            }
        } catch (ParseException untrusted) {
            throw invalid().causedBy(untrusted);
        }
        throw invalid();
    }

    private static ProblemException invalid() {
        return ProblemException.invalid("invalid-guest-token", "/guestToken", "This is not a valid token of a guest.");
    }
}
