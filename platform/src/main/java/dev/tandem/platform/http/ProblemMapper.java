package dev.tandem.platform.http;

import java.util.List;

import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;

import dev.tandem.platform.json.JsonProblems;
import dev.tandem.platform.problem.DatabaseProblems;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.problem.ProblemKind;
import dev.tandem.platform.validation.Validations;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

/** The one place where exceptions become replies. No message of a foreign exception reaches a client. */
public class ProblemMapper {

    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

    private final DatabaseProblems database;

    ProblemMapper(DatabaseProblems database) {
        this.database = database;
    }

    @ServerExceptionMapper
    public Response problem(ProblemException problem, UriInfo uri, RoutingContext request) {
        return reply(problem, uri, request);
    }

    @ServerExceptionMapper
    public Response constraint(ConstraintViolationException broken, UriInfo uri, RoutingContext request) {
        return reply(Validations.problem(broken), uri, request);
    }

    @ServerExceptionMapper
    public Response json(MismatchedInputException bad, UriInfo uri, RoutingContext request) {
        return reply(JsonProblems.of(bad), uri, request);
    }

    @ServerExceptionMapper({ UnauthorizedException.class, AuthenticationFailedException.class })
    public Response unauthorized(Throwable refused, UriInfo uri, RoutingContext request) {
        boolean bad = refused instanceof AuthenticationFailedException;
        return reply(new ProblemException(ProblemKind.UNAUTHORIZED, bad ? "invalid-token" : "unauthenticated",
                bad ? "The token is not valid." : "A bearer token is required.", List.of())
                .withHeader("WWW-Authenticate", bad ? "Bearer error=\"invalid_token\"" : "Bearer"), uri, request);
    }

    @ServerExceptionMapper
    public Response forbidden(ForbiddenException refused, UriInfo uri, RoutingContext request) {
        return reply(ProblemException.forbidden("Your role does not allow this."), uri, request);
    }

    /** Method and media types are matched before anybody asks for a token; a stranger is to learn nothing from that. */
    @ServerExceptionMapper({ NotAllowedException.class, NotAcceptableException.class, NotSupportedException.class })
    public Uni<Response> unmatched(WebApplicationException web, UriInfo uri, RoutingContext request) {
        return QuarkusHttpUser.getSecurityIdentity(request, null)
                .map(identity -> identity == null || identity.isAnonymous()
                        ? unauthorized(new UnauthorizedException(), uri, request)
                        : web(web, uri, request))
                .onFailure(AuthenticationFailedException.class)
                .recoverWithItem(bad -> unauthorized(bad, uri, request));
    }

    @ServerExceptionMapper
    public Response web(WebApplicationException web, UriInfo uri, RoutingContext request) {
        if (web.getCause() instanceof JacksonException bad) {
            return reply(JsonProblems.of(bad), uri, request);
        }
        int status = web.getResponse().getStatus();
        if (status < 400) {
            return web.getResponse();
        }
        for (ProblemKind kind : ProblemKind.values()) {
            if (kind.status() == status && kind != ProblemKind.FAULT) {
                String code = kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
                return reply(new ProblemException(kind, code, kind.title() + ".", List.of()), uri, request);
            }
        }
        return unexpected(web, uri, request);
    }

    @ServerExceptionMapper
    public Response unexpected(Throwable thrown, UriInfo uri, RoutingContext request) {
        return database.translate(thrown).map(problem -> reply(problem, uri, request)).orElseGet(() -> {
            LOG.errorf(thrown, "Request %s failed", RequestIds.of(request));
            return reply(new ProblemException(ProblemKind.FAULT, "internal-error",
                    "Something went wrong on our side; the request id finds it in our log.", List.of()), uri, request);
        });
    }

    private static Response reply(ProblemException problem, UriInfo uri, RoutingContext request) {
        return ProblemReplies.of(problem, uri, request);
    }
}
