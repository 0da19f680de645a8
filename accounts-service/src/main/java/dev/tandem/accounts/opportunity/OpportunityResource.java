package dev.tandem.accounts.opportunity;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tandem.accounts.access.Reach;
import dev.tandem.platform.auth.Roles;
import dev.tandem.platform.http.Idempotent;
import dev.tandem.platform.http.Replies;
import dev.tandem.platform.resource.Readers;
import dev.tandem.platform.resource.RecordApi;
import dev.tandem.platform.resource.RecordEndpoints;
import dev.tandem.platform.resource.Refuses;
import dev.tandem.platform.resource.Writers;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** Opportunities over HTTP, with the actions that move them through their pipeline. */
@RunOnVirtualThread
@Path("/api/v1/b2b/opportunities")
@Tag(name = "Opportunities")
@RecordApi(one = "an opportunity", many = "opportunities", rows = Reach.ROWS, alsoSearched = "; of name, legalName, primaryDomain of the account")
@Readers({ Roles.SALES, Roles.SALES_MANAGER, Roles.CUSTOMER_SUCCESS, Roles.MARKETING, Roles.FINANCE, Roles.ANALYST,
        Roles.ADMIN })
@Writers({ Roles.SALES, Roles.SALES_MANAGER, Roles.ADMIN })
@Refuses(conflicts = "opportunity-closed", invalid = { "unknown-reference", "owner-not-allowed", "unknown-stage",
        "stage-closed", "account-required", "unknown-lead-source", "invalid-amount-scale", "currency-mismatch",
        "negative-amount", "pipeline-fixed" })
public class OpportunityResource extends RecordEndpoints<OpportunityDetails, OpportunityView> {

    private final OpportunityService service;

    OpportunityResource(OpportunityService service) {
        super(service);
        this.service = service;
    }

    @POST
    @Path("/{id}/stage")
    @Idempotent
    @RolesAllowed({ Roles.SALES, Roles.SALES_MANAGER, Roles.ADMIN })
    @Operation(summary = "Move an opportunity to a stage", description = "{writers} {rows}Forward moves may skip stages; a move backward needs a reason. Errors: 404 not-found; 409 opportunity-closed, already-in-stage, backward-not-allowed; 412 version-mismatch; 422 unknown-stage, reason-required, account-required, lost-reason-required, unknown-lost-reason; 428 if-match-required.")
    @APIResponse(responseCode = "200", description = "As it is after the change", content = @Content(schema = @Schema(implementation = OpportunityView.class)))
    public Response move(@RestPath UUID id, @RestHeader("If-Match") @Nullable String ifMatch,
            @RequestBody(required = true, content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = MoveStage.class))) JsonNode body) {
        OpportunityView view = service.move(id, ifMatch, body);
        return Replies.changed(view, view.version());
    }

    @POST
    @Path("/{id}/close")
    @Idempotent
    @RolesAllowed({ Roles.SALES, Roles.SALES_MANAGER, Roles.ADMIN })
    @Operation(summary = "Win or lose an opportunity", description = "{writers} {rows}Into the first won or lost stage of its pipeline. Errors: 404 not-found; 409 opportunity-closed; 412 version-mismatch; 422 account-required, lost-reason-required, unknown-lost-reason; 428 if-match-required.")
    @APIResponse(responseCode = "200", description = "As it is after the change", content = @Content(schema = @Schema(implementation = OpportunityView.class)))
    public Response close(@RestPath UUID id, @RestHeader("If-Match") @Nullable String ifMatch,
            @RequestBody(required = true, content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = CloseOpportunity.class))) JsonNode body) {
        OpportunityView view = service.close(id, ifMatch, body);
        return Replies.changed(view, view.version());
    }

    @POST
    @Path("/{id}/reopen")
    @Idempotent
    @RolesAllowed({ Roles.SALES, Roles.SALES_MANAGER, Roles.ADMIN })
    @Operation(summary = "Reopen a closed opportunity", description = "{writers} {rows}Into the open stage it was last in, unless another is named. Errors: 404 not-found; 409 opportunity-not-closed; 412 version-mismatch; 422 close-date-required, unknown-stage, stage-closed; 428 if-match-required.")
    @APIResponse(responseCode = "200", description = "As it is after the change", content = @Content(schema = @Schema(implementation = OpportunityView.class)))
    public Response reopen(@RestPath UUID id, @RestHeader("If-Match") @Nullable String ifMatch,
            @RequestBody(required = true, content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = ReopenOpportunity.class))) JsonNode body) {
        OpportunityView view = service.reopen(id, ifMatch, body);
        return Replies.changed(view, view.version());
    }

    @GET
    @Path("/{id}/history")
    @RolesAllowed({ Roles.SALES, Roles.SALES_MANAGER, Roles.CUSTOMER_SUCCESS, Roles.MARKETING, Roles.FINANCE, Roles.ANALYST,
            Roles.ADMIN })
    @Operation(summary = "Where an opportunity has been", description = "{readers} {rows}The stays in its stages in order, and the days by stage. Errors: 404 not-found.")
    public HistoryView history(@RestPath UUID id) {
        return service.history(id);
    }
}
