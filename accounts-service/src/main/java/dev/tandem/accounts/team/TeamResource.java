package dev.tandem.accounts.team;

import java.net.URI;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tandem.platform.auth.Roles;
import dev.tandem.platform.http.Count;
import dev.tandem.platform.http.Idempotent;
import dev.tandem.platform.http.Page;
import dev.tandem.platform.http.Replies;
import dev.tandem.platform.query.QueryNames;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** Teams over HTTP. */
@Path("/api/v1/b2b/teams")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Teams")
public class TeamResource {

    private static final String READERS = "Roles: sales, sales-manager, customer-success, marketing, finance, analyst, admin.";
    private static final String WRITERS = "Roles: admin.";

    private final TeamService service;

    TeamResource(TeamService service) {
        this.service = service;
    }

    @GET
    @RolesAllowed({ Roles.SALES, Roles.SALES_MANAGER, Roles.CUSTOMER_SUCCESS, Roles.MARKETING, Roles.FINANCE, Roles.ANALYST,
            Roles.ADMIN })
    @QueryNames({ "code", "managerId", "region" })
    @Operation(summary = "List teams", description = READERS
            + " Sort by `id` (default), `createdAt`, `code` (unstable); a leading `-` turns it round. Errors: 400 unknown-parameter, invalid-parameter, unknown-sort, invalid-cursor, out-of-range.")
    public Page<TeamView> list(@BeanParam TeamQuery query, @RestQuery @Nullable String sort, @RestQuery @Nullable String cursor,
            @Parameter(description = "1 to 200, 50 unless set") @RestQuery @Nullable Integer limit) {
        return service.page(query.selection(), sort, cursor, limit);
    }

    @GET
    @Path("/count")
    @RolesAllowed({ Roles.SALES, Roles.SALES_MANAGER, Roles.CUSTOMER_SUCCESS, Roles.MARKETING, Roles.FINANCE, Roles.ANALYST,
            Roles.ADMIN })
    @QueryNames({ "code", "managerId", "region" })
    @Operation(summary = "Count teams", description = READERS
            + " Exact up to 10,000, then `atLeast`. Errors: 400 unknown-parameter, invalid-parameter.")
    public Count count(@BeanParam TeamQuery query) {
        return service.count(query.selection());
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({ Roles.SALES, Roles.SALES_MANAGER, Roles.CUSTOMER_SUCCESS, Roles.MARKETING, Roles.FINANCE, Roles.ANALYST,
            Roles.ADMIN })
    @Operation(summary = "Read a team", description = READERS + " Errors: 404 not-found.")
    @APIResponse(responseCode = "200", description = "As it is, with its ETag", content = @Content(schema = @Schema(implementation = TeamView.class)))
    @APIResponse(responseCode = "304", description = "If-None-Match names the present version")
    public Response get(UUID id, @RestHeader("If-None-Match") @Nullable String ifNoneMatch) {
        TeamView view = service.get(id);
        return Replies.item(view, view.version(), ifNoneMatch);
    }

    @POST
    @Idempotent
    @RolesAllowed({ Roles.ADMIN })
    @Operation(summary = "Create a team", description = WRITERS
            + " Errors: 409 code-taken; 422 unknown-reference.")
    @APIResponse(responseCode = "201", description = "Created, with its ETag and Location", content = @Content(schema = @Schema(implementation = TeamView.class)))
    public Response create(@RequestBody(required = true) TeamDetails details) {
        TeamView view = service.create(details);
        return Replies.created(URI.create("/api/v1/b2b/teams/" + view.id()), view, view.version());
    }

    @PATCH
    @Path("/{id}")
    @Consumes("application/merge-patch+json")
    @RolesAllowed({ Roles.ADMIN })
    @Operation(summary = "Change a team", description = WRITERS
            + " RFC 7396 over the settable fields; null clears. Errors: 404 not-found; 409 code-taken; 412 version-mismatch; 422 unknown-reference; 428 if-match-required.")
    @APIResponse(responseCode = "200", description = "As it is after the change", content = @Content(schema = @Schema(implementation = TeamView.class)))
    public Response patch(UUID id, @RestHeader("If-Match") @Nullable String ifMatch,
            @RequestBody(required = true, content = @Content(mediaType = "application/merge-patch+json", schema = @Schema(implementation = TeamDetails.class))) JsonNode patch) {
        TeamView view = service.patch(id, ifMatch, patch);
        return Replies.changed(view, view.version());
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed({ Roles.ADMIN })
    @Operation(summary = "Delete a team", description = WRITERS
            + " It can be restored. Errors: 404 not-found; 412 version-mismatch; 428 if-match-required. ")
    @APIResponse(responseCode = "204", description = "Deleted")
    public Response delete(UUID id, @RestHeader("If-Match") @Nullable String ifMatch) {
        service.delete(id, ifMatch);
        return Replies.noContent();
    }

    @POST
    @Path("/{id}/restore")
    @Idempotent
    @RolesAllowed({ Roles.ADMIN })
    @Operation(summary = "Restore a deleted one of the teams", description = WRITERS
            + " If-Match is honoured if sent. Errors: 404 not-found; 409 code-taken; 412 version-mismatch.")
    @APIResponse(responseCode = "200", description = "As it is again", content = @Content(schema = @Schema(implementation = TeamView.class)))
    public Response restore(UUID id, @RestHeader("If-Match") @Nullable String ifMatch) {
        TeamView view = service.restore(id, ifMatch);
        return Replies.changed(view, view.version());
    }
}
