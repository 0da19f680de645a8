package dev.tandem.gateway.forward;

import java.util.regex.Pattern;

import dev.tandem.gateway.route.Route;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

/** How large and how slow one request may be. Imports carry files, and some reads wait for a feed. */
record Bounds(long maxBody, long responseMillis) {

    private static final Pattern IMPORT = Pattern.compile("/imports/[^/]+");

    static Bounds of(HttpServerRequest request, Route route, ForwardConfig config) {
        String path = request.path();
        boolean isUpload = HttpMethod.POST.equals(request.method()) && path != null
                && IMPORT.matcher(path.substring(route.prefix().length())).matches();
        boolean waits = request.query() != null && request.query().contains("minPosition=");
        return new Bounds(isUpload ? config.maxImport().asLongValue() : config.maxBody().asLongValue(),
                (isUpload || waits ? config.longResponseTimeout() : config.responseTimeout()).toMillis());
    }
}
