package dev.tandem.gateway.route;

import java.net.URI;

/** One line of the table: every path below {@code prefix} belongs to the upstream called {@code name}, unchanged. */
public record Route(String name, String prefix, URI upstream) {

    public Route {
        if (!prefix.startsWith("/api/") || prefix.endsWith("/") || PathRules.refuse(prefix).isPresent()
                || prefix.contains("%") || prefix.contains("?")) {
            throw new IllegalArgumentException("Route " + name + ": the prefix '" + prefix
                    + "' must be a plain path below /api/ without a slash at its end.");
        }
        if (!isOrigin(upstream)) {
            throw new IllegalArgumentException("Route " + name + ": the url '" + upstream
                    + "' must be http(s)://host[:port] and nothing more, because paths are never rewritten.");
        }
    }

    boolean owns(String path) {
        return path.startsWith(prefix) && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
    }

    public boolean isTls() {
        return "https".equals(upstream.getScheme());
    }

    public int port() {
        if (upstream.getPort() > 0) {
            return upstream.getPort();
        }
        return isTls() ? 443 : 80;
    }

    private static boolean isOrigin(URI url) {
        boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        boolean bare = (url.getRawPath() == null || url.getRawPath().isEmpty() || "/".equals(url.getRawPath()))
                && url.getRawQuery() == null && url.getRawFragment() == null && url.getRawUserInfo() == null;
        return web && bare && url.getHost() != null;
    }
}
