package dev.tandem.gateway.security;

import java.util.Set;

/** Who a valid token speaks for. The services read the token again; nothing of this is forwarded. */
public record Caller(String issuer, String subject, Set<String> roles) {
}
