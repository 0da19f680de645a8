package dev.tandem.platform.journal;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.auth.Caller;
import dev.tandem.platform.http.RequestIds;
import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;

/**
 * Who acts: the subject of the caller's token (a name could be an e-mail address, a subject never is), or {@code system}
 * where no caller is, such as in a scheduled job.
 */
@ApplicationScoped
class Actor {

    private static final String SYSTEM = "system";

    private final Caller caller;
    private final CurrentVertxRequest request;

    Actor(Caller caller, CurrentVertxRequest request) {
        this.caller = caller;
        this.request = request;
    }

    String name() {
        return inRequest() && caller.isPresent() ? caller.subject() : SYSTEM;
    }

    @Nullable
    String requestId() {
        return inRequest() ? RequestIds.of(request.getCurrent()) : null;
    }

    private static boolean inRequest() {
        return Arc.container().requestContext().isActive();
    }
}
