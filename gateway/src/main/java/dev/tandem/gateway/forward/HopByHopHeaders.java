package dev.tandem.gateway.forward;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The header fields that speak about one connection only (RFC 9110 §7.6.1): a fixed list and whatever Connection names.
 * Passed on, they would let one side switch the other side's connection, or smuggle a field past the next hop.
 */
final class HopByHopHeaders {

    private static final Set<String> ALWAYS = Set.of("connection", "keep-alive", "proxy-connection", "proxy-authenticate",
            "proxy-authorization", "proxy-authentication-info", "te", "trailer", "transfer-encoding", "upgrade",
            "http2-settings");

    private final Set<String> named = new HashSet<>();

    HopByHopHeaders(List<String> connection) {
        for (String value : connection) {
            for (String name : value.split(",")) {
                named.add(name.strip().toLowerCase(Locale.ROOT));
            }
        }
    }

    boolean contains(String header) {
        String name = header.toLowerCase(Locale.ROOT);
        return ALWAYS.contains(name) || named.contains(name);
    }
}
