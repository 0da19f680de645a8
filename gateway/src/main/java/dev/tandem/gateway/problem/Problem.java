package dev.tandem.gateway.problem;

import java.util.Map;

/** A refusal or failure of the gateway itself, with the words a client may read. Never carries a foreign message. */
public record Problem(int status, String code, String detail, Map<String, String> headers) {

    public Problem(int status, String code, String detail) {
        this(status, code, detail, Map.of());
    }

    public static Problem badPath(String why) {
        return new Problem(400, "invalid-path", why);
    }

    public static Problem badRequest(String code, String detail) {
        return new Problem(400, code, detail);
    }

    public static Problem unauthenticated() {
        return new Problem(401, "unauthenticated", "A bearer token is required.", Map.of("WWW-Authenticate", "Bearer"));
    }

    public static Problem invalidToken() {
        return new Problem(401, "invalid-token", "The token is not valid.",
                Map.of("WWW-Authenticate", "Bearer error=\"invalid_token\""));
    }

    public static Problem notFound() {
        return new Problem(404, "not-found", "Nothing is served at this path.");
    }

    public static Problem methodNotAllowed(String allowed) {
        return new Problem(405, "method-not-allowed", "This method is not allowed here.", Map.of("Allow", allowed));
    }

    public static Problem tooLarge(long limit) {
        return new Problem(413, "too-large", "The body is larger than the " + limit + " bytes allowed here.");
    }

    public static Problem rateLimited(long requests, long window, long seconds) {
        return new Problem(429, "rate-limited", "One caller may send " + requests + " requests in " + window
                + " seconds; the next one is taken after " + seconds + " s.",
                Map.of("Retry-After", Long.toString(seconds)));
    }

    public static Problem overloaded() {
        return new Problem(503, "overloaded", "Too many requests are waiting; try again shortly.", Map.of("Retry-After", "1"));
    }

    String title() {
        return switch (status) {
            case 400 -> "Bad request";
            case 401 -> "Not signed in";
            case 404 -> "Not found";
            case 405 -> "Method not allowed";
            case 413 -> "Too large";
            case 415 -> "Unsupported media type";
            case 429 -> "Too many requests";
            case 431 -> "Header fields too large";
            case 502 -> "Bad gateway";
            case 503 -> "Service unavailable";
            case 504 -> "Gateway timeout";
            default -> "Request failed";
        };
    }
}
