package dev.tandem.gateway.forward;

import java.util.concurrent.TimeoutException;

import dev.tandem.gateway.problem.Problem;
import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.http.ConnectionPoolTooBusyException;

/** What a client is told when an upstream does not do its part: 502 no sound reply, 503 no room, 504 no reply in time. */
final class UpstreamFailures {

    static final Problem TIMEOUT = new Problem(504, "upstream-timeout", "The service did not answer in time.");
    private static final Problem UNAVAILABLE = new Problem(502, "upstream-unavailable",
            "The service cannot be reached or broke off.");

    private UpstreamFailures() {
    }

    static Problem of(Throwable failure) {
        if (failure instanceof ConnectionPoolTooBusyException) {
            return Problem.overloaded();
        }
        if (failure instanceof TimeoutException || failure instanceof ConnectTimeoutException) {
            return TIMEOUT;
        }
        return UNAVAILABLE;
    }
}
