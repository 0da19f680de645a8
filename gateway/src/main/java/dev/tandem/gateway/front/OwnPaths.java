package dev.tandem.gateway.front;

import java.util.Set;

/** What the gateway itself answers on its main port. Quarkus and its extensions would serve more; this list decides. */
final class OwnPaths {

    private static final Set<String> EXACT = Set.of("/", "/openapi", "/docs", "/docs/", "/auth/token", "/auth/guest",
            "/q/health", "/q/health/live", "/q/health/ready", "/q/health/started");

    private OwnPaths() {
    }

    static boolean contains(String path) {
        return EXACT.contains(path) || path.startsWith("/docs/") || path.startsWith("/static/");
    }
}
