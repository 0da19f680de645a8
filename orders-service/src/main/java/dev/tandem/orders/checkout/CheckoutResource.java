package dev.tandem.orders.checkout;

import java.net.URI;
import java.util.List;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

import dev.tandem.orders.Api;
import dev.tandem.orders.order.OrderView;
import dev.tandem.platform.auth.Roles;
import dev.tandem.platform.http.Idempotent;
import dev.tandem.platform.http.ProblemReplies;
import dev.tandem.platform.http.Replies;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.problem.ProblemKind;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;

/** Checkout over HTTP. */
@Path(Api.PREFIX + "/carts/{id}/checkout")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Carts")
@APIResponse(responseCode = "401", description = "No valid token: unauthenticated, invalid-token")
@APIResponse(responseCode = "403", description = "The role does not allow it: forbidden")
public class CheckoutResource {

    private final CheckoutService checkouts;

    CheckoutResource(CheckoutService checkouts) {
        this.checkouts = checkouts;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Idempotent(required = true)
    @RolesAllowed({ Roles.GUEST, Roles.SHOPPER })
    @Operation(summary = "Buy the cart", description = "Roles: guest, shopper (his own cart). Holds the stock, takes the money and places the order, in one step; a first order makes the caller a customer. After a declined payment the cart stays open and its pieces stay held for a while. Idempotency-Key is required. If-Match is honoured.")
    @APIResponse(responseCode = "201", description = "The paid order", content = @Content(schema = @Schema(implementation = OrderView.class)))
    @APIResponse(responseCode = "400", description = "idempotency-key-required, unknown-field, wrong-type, malformed-json")
    @APIResponse(responseCode = "402", description = "payment-declined (reason)")
    @APIResponse(responseCode = "404", description = "not-found")
    @APIResponse(responseCode = "409", description = "out-of-stock (skus, available, shortages), cart-already-completed (orderId), cart-merged, cart-empty, product-not-on-sale (sku), product-not-priced (sku), price-changed (total), request-in-progress")
    @APIResponse(responseCode = "412", description = "version-mismatch")
    @APIResponse(responseCode = "422", description = "required, invalid-format, currency-mismatch, amount-too-large, idempotency-key-reused")
    public Response buy(@RestPath UUID id, @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch, Checkout command,
            UriInfo uri, RoutingContext request) {
        return switch (checkouts.buy(id, ifMatch, command)) {
            case CheckoutService.Outcome.Bought bought -> Replies.created(
                    URI.create(Api.PREFIX + "/orders/" + bought.order().id()), bought.order(), bought.order().version());
            case CheckoutService.Outcome.Declined declined -> ProblemReplies.of(new ProblemException(ProblemKind.DECLINED,
                    "payment-declined", "The payment was declined; your cart is kept.", List.of())
                    .with("reason", declined.reason()), uri, request);
        };
    }
}
