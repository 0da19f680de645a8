package dev.tandem.platform.http;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.problem.ProblemView;
import io.vertx.ext.web.RoutingContext;

/**
 * Problems as replies. A resource returns one, instead of throwing, where the refusal is an outcome whose transaction is
 * kept, such as a declined payment.
 */
public final class ProblemReplies {

    private ProblemReplies() {
    }

    public static Response of(ProblemException problem, UriInfo uri, RoutingContext request) {
        ProblemView view = ProblemView.of(problem, uri.getRequestUri().getRawPath(), RequestIds.of(request));
        Response.ResponseBuilder reply = Response.status(view.status()).type("application/problem+json").entity(view);
        problem.headers().forEach((name, value) -> reply.header(name,
                name.equals(HttpHeaders.LOCATION) ? uri.getRequestUri().resolve(value).getRawPath() : value));
        return reply.build();
    }
}
