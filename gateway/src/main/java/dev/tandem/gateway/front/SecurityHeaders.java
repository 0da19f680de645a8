package dev.tandem.gateway.front;

import io.vertx.core.http.HttpServerResponse;

/** What a browser may do with our replies. Set on every reply; an upstream may say something stricter for its own. */
final class SecurityHeaders {

    /** Scripts and styles come from files of our own; nothing inline, nothing from elsewhere, no framing. */
    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
            + "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private SecurityHeaders() {
    }

    static void put(HttpServerResponse response) {
        response.putHeader("Content-Security-Policy", POLICY);
        response.putHeader("X-Content-Type-Options", "nosniff");
        response.putHeader("X-Frame-Options", "DENY");
        response.putHeader("Referrer-Policy", "no-referrer");
        response.putHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.putHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.putHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
    }
}
