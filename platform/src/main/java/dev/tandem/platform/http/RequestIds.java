package dev.tandem.platform.http;

import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

import dev.tandem.platform.ids.Ids;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;

/** Gives every request an id that stands in the reply, in the log and in every problem. */
@ApplicationScoped
public class RequestIds {

    private static final String KEY = "tandem.request-id";
    private static final String HEADER = "X-Request-Id";
    private static final Pattern SOUND = Pattern.compile("[A-Za-z0-9._-]{8,64}");

    void install(@Observes Filters filters) {
        filters.register(request -> {
            String sent = request.request().getHeader(HEADER);
            String id = sent != null && SOUND.matcher(sent).matches() ? sent : Ids.next().toString();
            request.put(KEY, id);
            request.response().putHeader(HEADER, id);
            MDC.put("requestId", id);
            request.next();
        }, 1000);
    }

    /** The id of the request, or null outside of one. */
    public static @Nullable String of(@Nullable RoutingContext request) {
        return request == null ? null : request.get(KEY);
    }
}
