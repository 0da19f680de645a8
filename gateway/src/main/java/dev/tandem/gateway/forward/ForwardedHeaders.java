package dev.tandem.gateway.forward;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.vertx.core.MultiMap;

/**
 * Says to the upstream who asked, for which host and over which scheme. What a client says about itself is dropped; only
 * a trusted proxy's word is carried on.
 */
final class ForwardedHeaders {

    private static final Set<String> DROPPED = Set.of("forwarded", "x-real-ip", "x-client-ip", "x-cluster-client-ip",
            "true-client-ip", "x-original-url", "x-original-uri", "x-original-host", "x-rewrite-url", "x-host",
            "x-http-method", "x-http-method-override", "x-method-override");
    private static final Pattern HOST = Pattern.compile("([A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(:[0-9]{1,5})?");

    private final TrustedProxies trusted;

    ForwardedHeaders(TrustedProxies trusted) {
        this.trusted = trusted;
    }

    static boolean isHost(@Nullable String host) {
        return host != null && HOST.matcher(host).matches();
    }

    /** Whether a header sent by whoever called us must not pass: it is set by us, or it would override the request line. */
    static boolean isOurs(String header) {
        String name = header.toLowerCase(Locale.ROOT);
        return name.startsWith("x-forwarded-") || DROPPED.contains(name);
    }

    /** The fields to send. */
    Map<String, String> of(String peer, boolean tls, String host, MultiMap sent) {
        boolean believed = trusted.trusts(peer);
        List<String> chain = new ArrayList<>();
        String scheme = tls ? "https" : "http";
        String shown = host;
        if (believed) {
            for (String line : sent.getAll("X-Forwarded-For")) {
                for (String hop : line.split(",")) {
                    if (TrustedProxies.isAddress(hop.strip())) {
                        chain.add(hop.strip());
                    }
                }
            }
            String proto = sent.get("X-Forwarded-Proto");
            if (proto != null && (proto.equals("https") || proto.equals("http"))) {
                scheme = proto;
            }
            String saidHost = sent.get("X-Forwarded-Host");
            shown = saidHost != null && isHost(saidHost) ? saidHost : shown;
        }
        chain.add(peer);
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("X-Forwarded-For", String.join(", ", chain));
        fields.put("X-Forwarded-Proto", scheme);
        fields.put("X-Forwarded-Host", shown);
        fields.put("Forwarded", forwarded(chain, scheme, shown));
        return fields;
    }

    private static String forwarded(List<String> chain, String scheme, String host) {
        StringBuilder text = new StringBuilder();
        for (String hop : chain) {
            text.append(text.isEmpty() ? "" : ", ").append("for=")
                    .append(hop.indexOf(':') >= 0 ? "\"[" + hop + "]\"" : hop);
            if (text.indexOf(";") < 0) {
                text.append(";proto=").append(scheme).append(";host=\"").append(host).append('"');
            }
        }
        return text.toString();
    }
}
