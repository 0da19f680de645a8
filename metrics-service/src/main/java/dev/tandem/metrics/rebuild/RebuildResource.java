package dev.tandem.metrics.rebuild;

import java.net.URI;
import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

import dev.tandem.metrics.generation.Generation;
import dev.tandem.metrics.generation.Generations;
import dev.tandem.metrics.ingest.Engine;
import dev.tandem.platform.auth.Caller;
import dev.tandem.platform.auth.Roles;
import dev.tandem.platform.http.Idempotent;
import dev.tandem.platform.http.Page;
import dev.tandem.platform.http.Replies;
import dev.tandem.platform.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** Rebuilding all figures from the feeds, for administrators. */
@Path("/api/v1/metrics/rebuilds")
@Tag(name = "Rebuilds")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class RebuildResource {

    private final Generations generations;
    private final Engine engine;
    private final Caller caller;

    RebuildResource(Generations generations, Engine engine, Caller caller) {
        this.generations = generations;
        this.engine = engine;
        this.caller = caller;
    }

    @POST
    @RolesAllowed(Roles.ADMIN)
    @Idempotent(required = true)
    @Operation(summary = "Start a rebuild", description = "Reads all feeds again into a new generation, which takes "
            + "over by itself once it has caught up and its digests equal those of the served one. 409 rebuild-running "
            + "if one is being built. Errors: 400 idempotency-key-required; 409 rebuild-running.")
    @APIResponse(responseCode = "201", description = "The generation that is being built", content = @Content(schema = @Schema(implementation = RebuildView.class)))
    public Response start(
            @Parameter(description = "true: let it take over although its digests differ; else a difference ends it") @RestQuery @DefaultValue("false") boolean acceptDifferences) {
        Generation built = generations.build(engine.wanted("request", acceptDifferences, caller.username()));
        return Replies.created(URI.create("/api/v1/metrics/rebuilds/" + built.id()), RebuildView.of(built)).build();
    }

    @GET
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "List generations", description = "Newest first: built, active, retired and failed ones.")
    public Page<RebuildView> list() {
        List<RebuildView> all = generations.all().stream().map(RebuildView::of).toList();
        return new Page<>(all, null);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Show a generation", description = "Its state, and after the comparison its result.")
    public RebuildView show(@RestPath int id) {
        return generations.find(id).map(RebuildView::of)
                .orElseThrow(() -> ProblemException.notFound("rebuild", id));
    }
}
