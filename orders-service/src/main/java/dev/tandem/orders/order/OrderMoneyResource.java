package dev.tandem.orders.order;

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

/** What moves an order along and its money: each is one transaction under the lock on the order. */
@Path(Api.PREFIX + "/orders/{id}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Orders")
@APIResponse(responseCode = "401", description = "No valid token: unauthenticated, invalid-token")
@APIResponse(responseCode = "403", description = "The role does not allow it: forbidden")
public class OrderMoneyResource {

    private final OrderService orders;

    OrderMoneyResource(OrderService orders) {
        this.orders = orders;
    }

    @POST
    @Path("/payments")
    @Consumes(MediaType.APPLICATION_JSON)
    @Idempotent(required = true)
    @RolesAllowed({ Roles.SHOP, Roles.SUPPORT, Roles.FINANCE, Roles.ADMIN })
    @Operation(summary = "Pay an order", description = "Roles: shop, support, finance, admin. Takes the money at once, or only authorises it with capture false. An order that is covered is confirmed. Idempotency-Key is required. If-Match is honoured.")
    @APIResponse(responseCode = "201", description = "The order afterwards", content = @Content(schema = @Schema(implementation = OrderView.class)))
    @APIResponse(responseCode = "400", description = "idempotency-key-required, unknown-field, wrong-type, malformed-json")
    @APIResponse(responseCode = "404", description = "not-found")
    @APIResponse(responseCode = "409", description = "order-cancelled, order-expired, request-in-progress")
    @APIResponse(responseCode = "412", description = "version-mismatch")
    @APIResponse(responseCode = "422", description = "required, payment-exceeds-total (outstanding), currency-mismatch, invalid-amount, invalid-amount-scale, idempotency-key-reused")
    public Response pay(@RestPath UUID id, @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            PaymentCommands.Pay command) {
        OrderView view = orders.pay(id, ifMatch, command);
        return made(view);
    }

    @POST
    @Path("/captures")
    @Consumes(MediaType.APPLICATION_JSON)
    @Idempotent(required = true)
    @RolesAllowed({ Roles.SHOP, Roles.SUPPORT, Roles.FINANCE, Roles.ADMIN })
    @Operation(summary = "Take authorised money", description = "Roles: shop, support, finance, admin. paymentId may be absent where one payment waits. Idempotency-Key is required. If-Match is honoured.")
    @APIResponse(responseCode = "201", description = "The order afterwards", content = @Content(schema = @Schema(implementation = OrderView.class)))
    @APIResponse(responseCode = "400", description = "idempotency-key-required, unknown-field, wrong-type, malformed-json")
    @APIResponse(responseCode = "404", description = "not-found")
    @APIResponse(responseCode = "409", description = "payment-not-authorized, payment-not-capturable, order-cancelled, order-expired, request-in-progress")
    @APIResponse(responseCode = "412", description = "version-mismatch")
    @APIResponse(responseCode = "422", description = "required, capture-exceeds-authorized (capturable), currency-mismatch, invalid-amount, idempotency-key-reused")
    public Response capture(@RestPath UUID id, @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            PaymentCommands.Capture command) {
        OrderView view = orders.capture(id, ifMatch, command);
        return made(view);
    }

    @POST
    @Path("/payments/{paymentId}/void")
    @Consumes(MediaType.APPLICATION_JSON)
    @Idempotent(required = true)
    @RolesAllowed({ Roles.SHOP, Roles.SUPPORT, Roles.FINANCE, Roles.ADMIN })
    @Operation(summary = "Let an authorisation go", description = "Roles: shop, support, finance, admin. Only what was never captured. Idempotency-Key is required. If-Match is honoured.")
    @APIResponse(responseCode = "200", description = "The order afterwards", content = @Content(schema = @Schema(implementation = OrderView.class)))
    @APIResponse(responseCode = "400", description = "idempotency-key-required, unknown-field, wrong-type, malformed-json")
    @APIResponse(responseCode = "404", description = "not-found")
    @APIResponse(responseCode = "409", description = "payment-not-voidable, request-in-progress")
    @APIResponse(responseCode = "412", description = "version-mismatch")
    @APIResponse(responseCode = "422", description = "idempotency-key-reused")
    public Response voidPayment(@RestPath UUID id, @RestPath UUID paymentId,
            @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            PaymentCommands.Reason command) {
        OrderView view = orders.voidPayment(id, paymentId, ifMatch, command);
        return Replies.changed(view, view.version());
    }

    @POST
    @Path("/refunds")
    @Consumes(MediaType.APPLICATION_JSON)
    @Idempotent(required = true)
    @RolesAllowed({ Roles.SHOP, Roles.SUPPORT, Roles.FINANCE, Roles.ADMIN })
    @Operation(summary = "Give money back", description = "Roles: shop, support, finance, admin. Never more than was captured; a pending refund counts, a failed one frees its amount. Idempotency-Key is required. If-Match is honoured.")
    @APIResponse(responseCode = "201", description = "The order afterwards", content = @Content(schema = @Schema(implementation = OrderView.class)))
    @APIResponse(responseCode = "400", description = "idempotency-key-required, unknown-field, wrong-type, malformed-json")
    @APIResponse(responseCode = "404", description = "not-found")
    @APIResponse(responseCode = "409", description = "payment-not-captured, request-in-progress")
    @APIResponse(responseCode = "412", description = "version-mismatch")
    @APIResponse(responseCode = "422", description = "required, refund-exceeds-captured (refundable), currency-mismatch, invalid-amount, idempotency-key-reused")
    public Response refund(@RestPath UUID id, @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            PaymentCommands.Refund command) {
        OrderView view = orders.refund(id, ifMatch, command);
        return made(view);
    }

    @POST
    @Path("/refunds/{transactionId}/settle")
    @Consumes(MediaType.APPLICATION_JSON)
    @Idempotent(required = true)
    @RolesAllowed({ Roles.SHOP, Roles.SUPPORT, Roles.FINANCE, Roles.ADMIN })
    @Operation(summary = "Say how a pending refund ended", description = "Roles: shop, support, finance, admin. SUCCEEDED or FAILED. Idempotency-Key is required. If-Match is honoured.")
    @APIResponse(responseCode = "200", description = "The order afterwards", content = @Content(schema = @Schema(implementation = OrderView.class)))
    @APIResponse(responseCode = "400", description = "idempotency-key-required, unknown-field, wrong-type, malformed-json")
    @APIResponse(responseCode = "404", description = "not-found")
    @APIResponse(responseCode = "409", description = "transaction-settled, request-in-progress")
    @APIResponse(responseCode = "412", description = "version-mismatch")
    @APIResponse(responseCode = "422", description = "required, invalid-state, idempotency-key-reused")
    public Response settle(@RestPath UUID id, @RestPath UUID transactionId,
            @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            PaymentCommands.Settle command) {
        OrderView view = orders.settle(id, transactionId, ifMatch, command);
        return Replies.changed(view, view.version());
    }

    @POST
    @Path("/cancel")
    @Consumes(MediaType.APPLICATION_JSON)
    @Idempotent(required = true)
    @RolesAllowed({ Roles.SHOP, Roles.SUPPORT, Roles.ADMIN })
    @Operation(summary = "Cancel an order", description = "Roles: shop, support, admin. Before it is completed. Authorisations are voided; captured money waits to be refunded. Idempotency-Key is required. If-Match is honoured.")
    @APIResponse(responseCode = "200", description = "The order afterwards", content = @Content(schema = @Schema(implementation = OrderView.class)))
    @APIResponse(responseCode = "400", description = "idempotency-key-required, unknown-field, wrong-type, malformed-json")
    @APIResponse(responseCode = "404", description = "not-found")
    @APIResponse(responseCode = "409", description = "illegal-order-status, request-in-progress")
    @APIResponse(responseCode = "412", description = "version-mismatch")
    @APIResponse(responseCode = "422", description = "invalid-length, idempotency-key-reused")
    public Response cancel(@RestPath UUID id, @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            PaymentCommands.Reason command) {
        OrderView view = orders.cancel(id, ifMatch, command);
        return Replies.changed(view, view.version());
    }

    @POST
    @Path("/status")
    @Consumes(MediaType.APPLICATION_JSON)
    @Idempotent
    @RolesAllowed({ Roles.SHOP, Roles.SUPPORT, Roles.ADMIN })
    @Operation(summary = "Move an order along", description = "Roles: shop, support, admin. PROCESSING, COMPLETED, ON_HOLD, CONFIRMED (from hold) or EXPIRED; cancelling has its own action. Honours Idempotency-Key. If-Match is required.")
    @APIResponse(responseCode = "200", description = "The order afterwards", content = @Content(schema = @Schema(implementation = OrderView.class)))
    @APIResponse(responseCode = "400", description = "unknown-field, wrong-type, malformed-json")
    @APIResponse(responseCode = "404", description = "not-found")
    @APIResponse(responseCode = "409", description = "illegal-order-status, request-in-progress")
    @APIResponse(responseCode = "412", description = "version-mismatch")
    @APIResponse(responseCode = "422", description = "required, use-cancel, idempotency-key-reused")
    @APIResponse(responseCode = "428", description = "if-match-required")
    public Response move(@RestPath UUID id, @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            PaymentCommands.Move command) {
        OrderView view = orders.move(id, ifMatch, command);
        return Replies.changed(view, view.version());
    }

    private static Response made(OrderView view) {
        return Replies.created(URI.create(Api.PREFIX + "/orders/" + view.id()), view, view.version());
    }
}
