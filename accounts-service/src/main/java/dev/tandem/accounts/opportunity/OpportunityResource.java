package dev.tandem.accounts.opportunity;

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

/** Opportunities over HTTP. */
@Path("/api/v1/b2b/opportunities")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Opportunities")
public class OpportunityResource {

    private static final String READERS = "Roles: sales, sales-manager, customer-success, marketing, finance, analyst, admin.";
    private static final String WRITERS = "Roles: sales and sales-manager (own rows), admin.";

    private final OpportunityService service;

    OpportunityResource(OpportunityService service) {
        this.service = service;
    }

    @GET
    @RolesAllowed({ Roles.SALES, Roles.SALES_MANAGER, Roles.CUSTOMER_SUCCESS, Roles.MARKETING, Roles.FINANCE, Roles.ANALYST,
            Roles.ADMIN })
    @QueryNames({ "accountId", "ownerId", "teamId", "pipelineId", "stage", "stageId", "isClosed", "isWon", "type", "leadSource",
            "lostReason", "forecastCategory", "openedOn", "openedFrom", "openedBefore", "closedOn", "closedFrom",
            "closedBefore", "expectedCloseOn", "name" })
    @Operation(summary = "List opportunities", description = READERS
            + " Sales people see their own and their team's rows, managers their branch's; another's row is 404. Sort by `id` (default), `createdAt`, `openedOn`, `name` (unstable); a leading `-` turns it round. Errors: 400 unknown-parameter, invalid-parameter, unknown-sort, invalid-cursor, out-of-range.")
    public Page<OpportunityView> list(@BeanParam OpportunityQuery query, @RestQuery @Nullable String sort,
            @RestQuery @Nullable String cursor,
            @Parameter(description = "1 to 200, 50 unless set") @RestQuery @Nullable Integer limit) {
        return service.page(query.selection(), sort, cursor, limit);
    }

    @GET
    @Path("/count")
    @RolesAllowed({ Roles.SALES, Roles.SALES_MANAGER, Roles.CUSTOMER_SUCCESS, Roles.MARKETING, Roles.FINANCE, Roles.ANALYST,
            Roles.ADMIN })
    @QueryNames({ "accountId", "ownerId", "teamId", "pipelineId", "stage", "stageId", "isClosed", "isWon", "type", "leadSource",
            "lostReason", "forecastCategory", "openedOn", "openedFrom", "openedBefore", "closedOn", "closedFrom",
            "closedBefore", "expectedCloseOn", "name" })
    @Operation(summary = "Count opportunities", description = READERS
            + " Sales people see their own and their team's rows, managers their branch's; another's row is 404. Exact up to 10,000, then `atLeast`. Errors: 400 unknown-parameter, invalid-parameter.")
    public Count count(@BeanParam OpportunityQuery query) {
        return service.count(query.selection());
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({ Roles.SALES, Roles.SALES_MANAGER, Roles.CUSTOMER_SUCCESS, Roles.MARKETING, Roles.FINANCE, Roles.ANALYST,
            Roles.ADMIN })
    @Operation(summary = "Read an opportunity", description = READERS
            + " Sales people see their own and their team's rows, managers their branch's; another's row is 404. Errors: 404 not-found.")
    @APIResponse(responseCode = "200", description = "As it is, with its ETag", content = @Content(schema = @Schema(implementation = OpportunityView.class)))
    @APIResponse(responseCode = "304", description = "If-None-Match names the present version")
    public Response get(UUID id, @RestHeader("If-None-Match") @Nullable String ifNoneMatch) {
        OpportunityView view = service.get(id);
        return Replies.item(view, view.version(), ifNoneMatch);
    }

    @POST
    @Idempotent
    @RolesAllowed({ Roles.SALES, Roles.SALES_MANAGER, Roles.ADMIN })
    @Operation(summary = "Create an opportunity", description = WRITERS
            + " Errors: 409 opportunity-closed; 422 unknown-reference, owner-not-allowed, unknown-stage, stage-closed, account-required, unknown-lead-source, invalid-amount-scale, currency-mismatch, negative-amount, pipeline-fixed.")
    @APIResponse(responseCode = "201", description = "Created, with its ETag and Location", content = @Content(schema = @Schema(implementation = OpportunityView.class)))
    public Response create(@RequestBody(required = true) OpportunityDetails details) {
        OpportunityView view = service.create(details);
        return Replies.created(URI.create("/api/v1/b2b/opportunities/" + view.id()), view, view.version());
    }

    @PATCH
    @Path("/{id}")
    @Consumes("application/merge-patch+json")
    @RolesAllowed({ Roles.SALES, Roles.SALES_MANAGER, Roles.ADMIN })
    @Operation(summary = "Change an opportunity", description = WRITERS
            + " Sales people see their own and their team's rows, managers their branch's; another's row is 404. RFC 7396 over the settable fields; null clears. Errors: 404 not-found; 409 opportunity-closed; 412 version-mismatch; 422 unknown-reference, owner-not-allowed, unknown-stage, stage-closed, account-required, unknown-lead-source, invalid-amount-scale, currency-mismatch, negative-amount, pipeline-fixed; 428 if-match-required.")
    @APIResponse(responseCode = "200", description = "As it is after the change", content = @Content(schema = @Schema(implementation = OpportunityView.class)))
    public Response patch(UUID id, @RestHeader("If-Match") @Nullable String ifMatch,
            @RequestBody(required = true, content = @Content(mediaType = "application/merge-patch+json", schema = @Schema(implementation = OpportunityDetails.class))) JsonNode patch) {
        OpportunityView view = service.patch(id, ifMatch, patch);
        return Replies.changed(view, view.version());
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed({ Roles.SALES, Roles.SALES_MANAGER, Roles.ADMIN })
    @Operation(summary = "Delete an opportunity", description = WRITERS
            + " It can be restored. Errors: 404 not-found; 412 version-mismatch; 428 if-match-required. ")
    @APIResponse(responseCode = "204", description = "Deleted")
    public Response delete(UUID id, @RestHeader("If-Match") @Nullable String ifMatch) {
        service.delete(id, ifMatch);
        return Replies.noContent();
    }

    @POST
    @Path("/{id}/restore")
    @Idempotent
    @RolesAllowed({ Roles.SALES, Roles.SALES_MANAGER, Roles.ADMIN })
    @Operation(summary = "Restore a deleted one of the opportunities", description = WRITERS
            + " If-Match is honoured if sent. Errors: 404 not-found; 409 opportunity-closed; 412 version-mismatch.")
    @APIResponse(responseCode = "200", description = "As it is again", content = @Content(schema = @Schema(implementation = OpportunityView.class)))
    public Response restore(UUID id, @RestHeader("If-Match") @Nullable String ifMatch) {
        OpportunityView view = service.restore(id, ifMatch);
        return Replies.changed(view, view.version());
    }

    @POST
    @Path("/{id}/stage")
    @Idempotent
    @RolesAllowed({ Roles.SALES, Roles.SALES_MANAGER, Roles.ADMIN })
    @Operation(summary = "Move an opportunity to a stage", description = WRITERS
            + " Forward moves may skip stages; a move backward needs a reason. Errors: 404 not-found; 409 opportunity-closed, already-in-stage, backward-not-allowed; 412 version-mismatch; 422 unknown-stage, reason-required, account-required, lost-reason-required, unknown-lost-reason; 428 if-match-required.")
    @APIResponse(responseCode = "200", description = "As it is after the change", content = @Content(schema = @Schema(implementation = OpportunityView.class)))
    public Response move(UUID id, @RestHeader("If-Match") @Nullable String ifMatch,
            @RequestBody(required = true, content = @Content(schema = @Schema(implementation = MoveStage.class))) JsonNode body) {
        OpportunityView view = service.move(id, ifMatch, body);
        return Replies.changed(view, view.version());
    }

    @POST
    @Path("/{id}/close")
    @Idempotent
    @RolesAllowed({ Roles.SALES, Roles.SALES_MANAGER, Roles.ADMIN })
    @Operation(summary = "Win or lose an opportunity", description = WRITERS
            + " Into the first won or lost stage of its pipeline. Errors: 404 not-found; 409 opportunity-closed; 412 version-mismatch; 422 account-required, lost-reason-required, unknown-lost-reason; 428 if-match-required.")
    @APIResponse(responseCode = "200", description = "As it is after the change", content = @Content(schema = @Schema(implementation = OpportunityView.class)))
    public Response close(UUID id, @RestHeader("If-Match") @Nullable String ifMatch,
            @RequestBody(required = true, content = @Content(schema = @Schema(implementation = CloseOpportunity.class))) JsonNode body) {
        OpportunityView view = service.close(id, ifMatch, body);
        return Replies.changed(view, view.version());
    }

    @POST
    @Path("/{id}/reopen")
    @Idempotent
    @RolesAllowed({ Roles.SALES, Roles.SALES_MANAGER, Roles.ADMIN })
    @Operation(summary = "Reopen a closed opportunity", description = WRITERS
            + " Into the open stage it was last in, unless another is named. Errors: 404 not-found; 409 opportunity-not-closed; 412 version-mismatch; 422 close-date-required, unknown-stage, stage-closed; 428 if-match-required.")
    @APIResponse(responseCode = "200", description = "As it is after the change", content = @Content(schema = @Schema(implementation = OpportunityView.class)))
    public Response reopen(UUID id, @RestHeader("If-Match") @Nullable String ifMatch,
            @RequestBody(required = true, content = @Content(schema = @Schema(implementation = ReopenOpportunity.class))) JsonNode body) {
        OpportunityView view = service.reopen(id, ifMatch, body);
        return Replies.changed(view, view.version());
    }

    @GET
    @Path("/{id}/history")
    @RolesAllowed({ Roles.SALES, Roles.SALES_MANAGER, Roles.CUSTOMER_SUCCESS, Roles.MARKETING, Roles.FINANCE, Roles.ANALYST,
            Roles.ADMIN })
    @Operation(summary = "Where an opportunity has been", description = READERS
            + " Sales people see their own and their team's rows, managers their branch's; another's row is 404. The stays in its stages in order, and the days by stage. Errors: 404 not-found.")
    public HistoryView history(UUID id) {
        return service.history(id);
    }
}
