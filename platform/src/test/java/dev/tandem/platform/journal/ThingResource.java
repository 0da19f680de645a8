package dev.tandem.platform.journal;

import java.net.URI;
import java.util.Map;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

import dev.tandem.platform.auth.Roles;
import dev.tandem.platform.http.Idempotent;
import dev.tandem.platform.http.Replies;
import dev.tandem.platform.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** Writes over HTTP. */
@Path("/api/v1/toy/things/{kind}")
@RunOnVirtualThread
public class ThingResource {

    private final Things things;

    ThingResource(Things things) {
        this.things = things;
    }

    @POST
    @RolesAllowed(Roles.ADMIN)
    @Idempotent
    @Transactional
    public Response create(@RestPath String kind, @RestQuery boolean refuse) {
        UUID id = things.create(kind, "over http");
        if (refuse) {
            throw ProblemException.invalid("refused", "/name", "Refused after the write.");
        }
        return Replies.created(URI.create("/api/v1/toy/things/" + kind + "/" + id), Map.of("id", id), 1);
    }
}
