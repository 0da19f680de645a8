package dev.tandem.gateway.problem;

import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;

import io.vertx.core.http.HttpConnection;

/**
 * The connections to which "Connection: close" was said. Further requests may already have been read from them together
 * with the refused one; whoever refused the first because its end is in doubt must not take what follows for a request.
 */
public final class Farewells {

    private static final Set<HttpConnection> SAID = Collections
            .synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    private Farewells() {
    }

    static void say(HttpConnection connection) {
        SAID.add(connection);
    }

    public static boolean saidTo(HttpConnection connection) {
        return SAID.contains(connection);
    }
}
