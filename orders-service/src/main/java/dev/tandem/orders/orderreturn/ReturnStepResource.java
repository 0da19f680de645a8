package dev.tandem.orders.orderreturn;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

import dev.tandem.orders.Api;
import dev.tandem.platform.auth.Roles;
import dev.tandem.platform.http.Idempotent;
import dev.tandem.platform.http.Replies;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** What leads a return to its end: each step is one transaction under the lock on the order. */
@Path(Api.PREFIX + "/returns/{id}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Returns")
public class ReturnStepResource {

    private final OrderReturnService returns;

    ReturnStepResource(OrderReturnService returns) {
        this.returns = returns;
    }

    @POST
    @Path("/approve")
    @Idempotent
    @RolesAllowed({ Roles.SHOP, Roles.SUPPORT, Roles.ADMIN })
    @Operation(summary = "Let the buyer send it", description = "Roles: shop, support, admin. Of a return that is REQUESTED. If-Match is required.")
    @APIResponse(responseCode = "200", description = "The return, APPROVED", content = @Content(schema = @Schema(implementation = ReturnView.class)))
    @APIResponse(responseCode = "409", description = "illegal-return-status, order-not-returnable")
    public Response approve(@RestPath UUID id, @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return changed(returns.approve(id, ifMatch));
    }

    @POST
    @Path("/reject")
    @Consumes(MediaType.APPLICATION_JSON)
    @Idempotent
    @RolesAllowed({ Roles.SHOP, Roles.SUPPORT, Roles.ADMIN })
    @Operation(summary = "Refuse a return", description = "Roles: shop, support, admin. Of a return that is REQUESTED, with the reason. Its pieces can be returned again. If-Match is required.")
    @APIResponse(responseCode = "200", description = "The return, REJECTED", content = @Content(schema = @Schema(implementation = ReturnView.class)))
    @APIResponse(responseCode = "409", description = "illegal-return-status, person-erased")
    @APIResponse(responseCode = "422", description = "required, invalid-length")
    public Response reject(@RestPath UUID id, @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            ReturnCommands.Reason command) {
        return changed(returns.reject(id, ifMatch, command));
    }

    @POST
    @Path("/cancel")
    @Consumes(MediaType.APPLICATION_JSON)
    @Idempotent
    @RolesAllowed({ Roles.SHOPPER, Roles.SHOP, Roles.SUPPORT, Roles.ADMIN })
    @Operation(summary = "Give up a return", description = "Roles: shopper (his own), shop, support, admin. Of a return that is REQUESTED; the reason may be absent. Its pieces can be returned again. If-Match is required.")
    @APIResponse(responseCode = "200", description = "The return, CANCELLED", content = @Content(schema = @Schema(implementation = ReturnView.class)))
    @APIResponse(responseCode = "409", description = "illegal-return-status, person-erased")
    @APIResponse(responseCode = "422", description = "invalid-length")
    public Response cancel(@RestPath UUID id, @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            ReturnCommands.Reason command) {
        return changed(returns.cancel(id, ifMatch, command));
    }

    @POST
    @Path("/send")
    @Idempotent
    @RolesAllowed({ Roles.SHOPPER, Roles.SHOP, Roles.SUPPORT, Roles.ADMIN })
    @Operation(summary = "Say that it is on its way", description = "Roles: shopper (his own), shop, support, admin. Of a return that is APPROVED; goods can arrive without it. If-Match is required.")
    @APIResponse(responseCode = "200", description = "The return, IN_TRANSIT", content = @Content(schema = @Schema(implementation = ReturnView.class)))
    @APIResponse(responseCode = "409", description = "illegal-return-status")
    public Response send(@RestPath UUID id, @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return changed(returns.send(id, ifMatch));
    }

    @POST
    @Path("/receive")
    @Consumes(MediaType.APPLICATION_JSON)
    @Idempotent
    @RolesAllowed({ Roles.SHOP, Roles.SUPPORT, Roles.ADMIN })
    @Operation(summary = "Say what has arrived", description = "Roles: shop, support, admin. Of a return that is APPROVED or IN_TRANSIT; names each of its lines, with 0 where nothing arrived. What is RESALEABLE is on the shelf again if its product is counted. From now on the return says what it is worth. If-Match is required.")
    @APIResponse(responseCode = "200", description = "The return, RECEIVED", content = @Content(schema = @Schema(implementation = ReturnView.class)))
    @APIResponse(responseCode = "409", description = "illegal-return-status, order-not-returnable")
    @APIResponse(responseCode = "422", description = "received-exceeds-requested (requested), unknown-line, duplicate-line, required, not-allowed, out-of-range")
    public Response receive(@RestPath UUID id, @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            ReturnCommands.Receive command) {
        return changed(returns.receive(id, ifMatch, command));
    }

    @POST
    @Path("/refund")
    @Consumes(MediaType.APPLICATION_JSON)
    @Idempotent(required = true)
    @RolesAllowed({ Roles.SHOP, Roles.SUPPORT, Roles.FINANCE, Roles.ADMIN })
    @Operation(summary = "Give the money back", description = "Roles: shop, support, finance, admin. Of a return that is RECEIVED: what was paid for the pieces that arrived, with their share of discount and tax, through the order's ledger; shipping is refunded with the order's own refunds. Idempotency-Key is required. If-Match is honoured.")
    @APIResponse(responseCode = "200", description = "The return, REFUNDED", content = @Content(schema = @Schema(implementation = ReturnView.class)))
    @APIResponse(responseCode = "400", description = "idempotency-key-required, unknown-field, wrong-type, malformed-json")
    @APIResponse(responseCode = "409", description = "illegal-return-status, nothing-to-refund, payment-not-captured, person-erased, request-in-progress")
    @APIResponse(responseCode = "422", description = "refund-exceeds-captured (refundable), invalid-length, idempotency-key-reused")
    public Response refund(@RestPath UUID id, @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            ReturnCommands.Refund command) {
        return changed(returns.refund(id, ifMatch, command));
    }

    @POST
    @Path("/close")
    @Consumes(MediaType.APPLICATION_JSON)
    @Idempotent
    @RolesAllowed({ Roles.SHOP, Roles.SUPPORT, Roles.ADMIN })
    @Operation(summary = "End a return without money", description = "Roles: shop, support, admin. Of a return that is RECEIVED, with the reason; what arrived stays returned. If-Match is required.")
    @APIResponse(responseCode = "200", description = "The return, CLOSED", content = @Content(schema = @Schema(implementation = ReturnView.class)))
    @APIResponse(responseCode = "409", description = "illegal-return-status, person-erased")
    @APIResponse(responseCode = "422", description = "required, invalid-length")
    public Response close(@RestPath UUID id, @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            ReturnCommands.Reason command) {
        return changed(returns.close(id, ifMatch, command));
    }

    private static Response changed(ReturnView view) {
        return Replies.changed(view, view.version());
    }
}
