package dev.tandem.orders.orderreturn;

import java.net.URI;
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

/** Where a return begins: at its order. */
@Path(Api.PREFIX + "/orders/{id}/returns")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Returns")
public class ReturnRequestResource {

    private final OrderReturnService returns;

    ReturnRequestResource(OrderReturnService returns) {
        this.returns = returns;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Idempotent(required = true)
    @RolesAllowed({ Roles.SHOPPER, Roles.SHOP, Roles.SUPPORT, Roles.ADMIN })
    @Operation(summary = "Ask to return pieces of an order", description = "Roles: shopper (his own order), shop, support, admin. Never more than was ordered, all returns of the order together; those rejected and cancelled do not count, those received count with what arrived. Imported orders too. Idempotency-Key is required. If-Match, of the order, is honoured.")
    @APIResponse(responseCode = "201", description = "The return, REQUESTED", content = @Content(schema = @Schema(implementation = ReturnView.class)))
    @APIResponse(responseCode = "400", description = "idempotency-key-required, unknown-field, wrong-type, malformed-json")
    @APIResponse(responseCode = "404", description = "not-found")
    @APIResponse(responseCode = "409", description = "order-not-returnable: unpaid, cancelled or expired; person-erased, request-in-progress")
    @APIResponse(responseCode = "412", description = "version-mismatch: of the order")
    @APIResponse(responseCode = "422", description = "return-exceeds-ordered (returnable), unknown-line, duplicate-line, required, out-of-range, invalid-length, idempotency-key-reused")
    public Response request(@RestPath UUID id, @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            ReturnCommands.Request command) {
        ReturnView view = returns.request(id, ifMatch, command);
        return Replies.created(URI.create(Api.PREFIX + "/returns/" + view.id()), view, view.version());
    }
}
