package dev.tandem.gateway.problem;

import java.util.UUID;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/** The id under which a request is found in every log; a client's own is kept when it is harmless to print. */
public final class RequestIds {

    public static final String HEADER = "X-Request-Id";
    private static final String KEY = RequestIds.class.getName();
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._-]{8,64}");

    private RequestIds() {
    }

    /** The request's id; made at the first call and put on the reply. */
    public static String of(RoutingContext context) {
        String known = context.get(KEY);
        if (known != null) {
            return known;
        }
        String id = keepOrMake(context.request().getHeader(HEADER));
        context.put(KEY, id);
        context.response().putHeader(HEADER, id);
        return id;
    }

    static String keepOrMake(@Nullable String sent) {
        return sent != null && HARMLESS.matcher(sent).matches() ? sent : UUID.randomUUID().toString();
    }

    /** The path without its query, which may hold personal data, for logs and problems. */
    public static String path(HttpServerRequest request) {
        String target = request.uri();
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }
}
