package dev.tandem.platform.webhook;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.problem.ProblemException;

/**
 * A URL to call, read so strictly that no two programs can understand it differently: a DNS name, a dotted IPv4 address or a
 * bracketed IPv6 address; no user, no fragment, no number in another base and no shortened address.
 *
 * @param host a DNS name in lower case or an address literal without brackets
 * @param port the one in the URL or that of the scheme
 * @param path raw path and query
 */
record TargetUrl(boolean secure, String host, int port, String path) {

    private static final int HTTPS = 443;
    private static final int HTTP = 80;
    private static final int FIRST_OPEN_PORT = 1024;
    private static final int LAST_PORT = 65_535;
    private static final int MAX_NAME = 253;
    private static final Pattern NAME = Pattern.compile(
            "(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?\\.?");
    private static final Pattern IPV4 = Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");

    /** Reads a URL or says in a 422 what is wrong with it. */
    static TargetUrl parse(String url) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException malformed) {
            throw invalid("The URL cannot be read.").causedBy(malformed);
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw invalid("The URL begins with https://.");
        }
        if (uri.getRawUserInfo() != null || uri.getRawAuthority() != null && uri.getRawAuthority().contains("@")) {
            throw invalid("The URL carries no user and no password.");
        }
        if (uri.getRawFragment() != null) {
            throw invalid("The URL has no fragment.");
        }
        boolean secure = scheme.equals("https");
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return new TargetUrl(secure, host(uri.getHost()), port(uri.getPort(), secure),
                uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery());
    }

    private static String host(@Nullable String host) {
        String name = host == null ? "" : host.toLowerCase(Locale.ROOT);
        if (name.startsWith("[") && name.endsWith("]") && name.indexOf('%') < 0) {
            return name.substring(1, name.length() - 1);
        }
        if (name.length() > MAX_NAME || !NAME.matcher(name).matches() && !IPV4.matcher(name).matches()) {
            throw invalid("The host of the URL is a DNS name, a dotted IPv4 address or an IPv6 address in brackets.");
        }
        return name;
    }

    private static int port(int port, boolean secure) {
        if (port == -1) {
            return secure ? HTTPS : HTTP;
        }
        if (port < 1 || port > LAST_PORT) {
            throw invalid("The port of the URL is 1 to " + LAST_PORT + ".");
        }
        return port;
    }

    /** The well-known ports of other services (mail, shells, directories) are no places for webhooks. */
    boolean hasUsualPort() {
        return port == HTTPS || port == HTTP || port >= FIRST_OPEN_PORT;
    }

    /** Whether the host is an address and needs no look-up. */
    boolean isLiteral() {
        return host.indexOf(':') >= 0 || IPV4.matcher(host).matches();
    }

    InetAddress literal() {
        return InetAddress.ofLiteral(host);
    }

    private static ProblemException invalid(String detail) {
        return ProblemException.invalid("invalid-url", "/url", detail);
    }
}
