package dev.tandem.gateway.limit;

import java.util.Locale;

/** Whose requests are counted together. Its name is the one in the RateLimit fields. */
public enum Policy {

    /** Everybody with a valid token, by issuer and subject. */
    DEFAULT,
    /** Tokens that are for guests alone, each by its anonymous id. */
    GUEST,
    /** Requests without a valid token and new guests, by the address of the client. */
    ANONYMOUS,
    /** Log-ins, by the address of the client: few are needed, and each is a guess at a password. */
    SIGN_IN;

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
