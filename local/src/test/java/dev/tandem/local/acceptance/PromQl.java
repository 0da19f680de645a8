package dev.tandem.local.acceptance;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a Prometheus expression asks for: series with their matchers, and the labels that it groups by. */
record PromQl(List<Series> series, Set<String> groupedBy) {
    private static final Pattern TOKEN = Pattern
            .compile(
                    "\"(?:[^\"\\\\]|\\\\.)*\"|\\[[^]]*]|[0-9.]+[a-z]*|[A-Za-z_:][A-Za-z0-9_:]*|=~|!~|!=|==|<=|>=|[{}(),=<>+*/-]|\\s+");
    private static final Set<String> GROUPING = Set.of("by", "without", "on", "ignoring", "group_left", "group_right");
    private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "bool", "offset");

    /** One series: its name, and its matchers by label, with the value that each asks for. */
    record Series(String name, Map<String, String> matchers) {
    }

    static PromQl parse(String expression) {
        List<String> tokens = tokens(expression);
        PromQl parsed = new PromQl(new ArrayList<>(), new HashSet<>());
        for (int at = 0; at < tokens.size(); at++) {
            String token = tokens.get(at);
            if (!Character.isLetter(token.charAt(0)) || OPERATORS.contains(token)) {
                continue;
            }
            String next = at + 1 < tokens.size() ? tokens.get(at + 1) : "";
            if (GROUPING.contains(token)) {
                at = labels(tokens, at + 2, parsed.groupedBy);
            } else if (next.equals("{")) {
                Map<String, String> matchers = new TreeMap<>();
                at = matchers(tokens, at + 2, matchers);
                parsed.series.add(new Series(token, matchers));
            } else if (!next.equals("(") && !isAggregation(tokens, at)) {
                parsed.series.add(new Series(token, Map.of()));
            }
        }
        return parsed;
    }

    /** {@code sum by (job) (…)}: the word before the grouping is a function too. */
    private static boolean isAggregation(List<String> tokens, int at) {
        return at + 1 < tokens.size() && GROUPING.contains(tokens.get(at + 1))
                && Set.of("sum", "min", "max", "avg", "count").contains(tokens.get(at));
    }

    private static int labels(List<String> tokens, int from, Set<String> found) {
        int at = from;
        while (!tokens.get(at).equals(")")) {
            if (!tokens.get(at).equals(",")) {
                found.add(tokens.get(at));
            }
            at++;
        }
        return at;
    }

    private static int matchers(List<String> tokens, int from, Map<String, String> found) {
        int at = from;
        while (!tokens.get(at).equals("}")) {
            if (!tokens.get(at).equals(",")) {
                String operator = tokens.get(at + 1);
                String value = tokens.get(at + 2);
                found.put(tokens.get(at), operator.startsWith("!") ? "" : value.substring(1, value.length() - 1));
                at += 2;
            }
            at++;
        }
        return at;
    }

    private static List<String> tokens(String expression) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(expression);
        int end = 0;
        while (matcher.find()) {
            if (matcher.start() != end) {
                throw new IllegalArgumentException(
                        "not understood: " + expression.substring(end, matcher.start()) + " in " + expression);
            }
            end = matcher.end();
            if (!matcher.group().isBlank()) {
                tokens.add(matcher.group());
            }
        }
        if (end != expression.length()) {
            throw new IllegalArgumentException("not understood: " + expression.substring(end) + " in " + expression);
        }
        return tokens;
    }
}
