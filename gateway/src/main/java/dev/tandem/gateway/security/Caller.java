package dev.tandem.gateway.security;

import java.util.Set;

/** Who a valid token speaks for. The services read the token again; nothing of this is forwarded. */
public record Caller(String issuer, String subject, Set<String> roles) {

    private static final Set<String> GUEST = Set.of("guest");

    /** Somebody who gave no name and may do what guests may, no more. */
    public boolean isGuest() {
        return roles.equals(GUEST);
    }
}
