package dev.tandem.gateway.route;

import java.util.Optional;

/**
 * Refuses every request target that two servers could read differently. A path is refused, never repaired: whoever
 * normalises decides on another path than the one that the next server sees.
 */
public final class PathRules {

    private static final String PATH_MARKS = "-._~!$&'()*+,=:@/";

    private PathRules() {
    }

    /** The reason for refusing the raw request target (path and query as sent), or empty when it may pass. */
    public static Optional<String> refuse(String target) {
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        if (!path.startsWith("/")) {
            return Optional.of("The request target must begin with a slash.");
        }
        if (path.contains("//")) {
            return Optional.of("The path has an empty segment.");
        }
        if (path.indexOf(';') >= 0) {
            return Optional.of("The path has a path parameter.");
        }
        if (hasDotSegment(path)) {
            return Optional.of("The path has a dot segment.");
        }
        Optional<String> bad = refuseCharacters(path);
        return bad.isPresent() || query < 0 ? bad : refuseQuery(target.substring(query + 1));
    }

    private static boolean hasDotSegment(String path) {
        for (String segment : path.split("/", -1)) {
            if (segment.equals(".") || segment.equals("..")) {
                return true;
            }
        }
        return false;
    }

    private static Optional<String> refuseCharacters(String path) {
        for (int i = 0; i < path.length(); i++) {
            char at = path.charAt(i);
            if (at == '%') {
                int octet = octet(path, i);
                if (octet < 0) {
                    return Optional.of("The path has a broken percent-encoding.");
                }
                if (octet < 0x20 || octet == 0x7f || octet == '/' || octet == '\\' || octet == '.') {
                    return Optional.of("The path has an encoded slash, backslash, dot or control character.");
                }
                i += 2;
            } else if (!isPlain(at) && PATH_MARKS.indexOf(at) < 0) {
                return Optional.of("The path has a character that must be percent-encoded.");
            }
        }
        return Optional.empty();
    }

    /** Browsers and tools send brackets and the like raw in a query; only what breaks a request line is refused. */
    private static Optional<String> refuseQuery(String query) {
        for (int i = 0; i < query.length(); i++) {
            char at = query.charAt(i);
            if (at <= 0x20 || at >= 0x7f || at == '#') {
                return Optional.of("The query has a character that must be percent-encoded.");
            }
            if (at == '%' && octet(query, i) <= 0) {
                return Optional.of("The query has a broken percent-encoding.");
            }
        }
        return Optional.empty();
    }

    private static boolean isPlain(char at) {
        return at >= 'a' && at <= 'z' || at >= 'A' && at <= 'Z' || at >= '0' && at <= '9';
    }

    private static int octet(String text, int percent) {
        if (percent + 2 >= text.length()) {
            return -1;
        }
        int high = Character.digit(text.charAt(percent + 1), 16);
        int low = Character.digit(text.charAt(percent + 2), 16);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }
}
