package dev.tandem.gateway.front;

import java.util.Optional;
import java.util.Set;

import dev.tandem.gateway.limit.Policy;

/** What the gateway itself answers on its main port. Quarkus and its extensions would serve more; this list decides. */
final class OwnPaths {

    private static final Set<String> EXACT = Set.of("/", "/openapi", "/docs", "/docs/", "/auth/token", "/auth/guest",
            "/q/health", "/q/health/live", "/q/health/ready", "/q/health/started");

    private OwnPaths() {
    }

    static boolean contains(String path) {
        return EXACT.contains(path) || path.startsWith("/docs/") || path.startsWith("/static/");
    }

    /** By which limit a path is counted. Pages and health are not: they cost little, and a page is many files at once. */
    static Optional<Policy> limitOf(String path) {
        return switch (path) {
            case "/auth/token" -> Optional.of(Policy.SIGN_IN);
            case "/auth/guest", "/openapi" -> Optional.of(Policy.ANONYMOUS);
            default -> Optional.empty();
        };
    }
}
