package dev.tandem.orders.cart;

import java.net.URI;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
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
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tandem.orders.Api;
import dev.tandem.platform.auth.Roles;
import dev.tandem.platform.http.Count;
import dev.tandem.platform.http.Idempotent;
import dev.tandem.platform.http.Page;
import dev.tandem.platform.http.Replies;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** Carts over HTTP. A cart is never answered with 304: prices and stock move without its version. */
@Path(Api.PREFIX + "/carts")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Carts", description = "What guests and shoppers mean to buy. Everyone sees his own; another's is 404.")
@APIResponse(responseCode = "401", description = "No valid token: unauthenticated, invalid-token")
@APIResponse(responseCode = "403", description = "The role does not allow it: forbidden")
public class CartResource {

    private final CartService carts;

    CartResource(CartService carts) {
        this.carts = carts;
    }

    @GET
    @RolesAllowed({ Roles.GUEST, Roles.SHOPPER, Roles.SHOP, Roles.SUPPORT, Roles.ADMIN })
    @Operation(summary = "List carts", description = "Roles: guest, shopper (his own); shop, support, admin. status=OPEN finds the one that is being filled."
            + Api.LISTS)
    @APIResponse(responseCode = "200", description = "A page of carts")
    @APIResponse(responseCode = "400", description = "unknown-parameter, invalid-parameter, invalid-cursor, unknown-sort, out-of-range")
    public Page<CartView> list(@RestQuery @Nullable CartStatus status,
            @Schema(description = "createdAt, -createdAt", defaultValue = "-createdAt") @RestQuery @DefaultValue("-createdAt") String sort,
            @RestQuery @Nullable Integer limit, @RestQuery @Nullable String cursor) {
        return carts.list(status, sort, limit, cursor);
    }

    @GET
    @Path("/count")
    @RolesAllowed({ Roles.GUEST, Roles.SHOPPER, Roles.SHOP, Roles.SUPPORT, Roles.ADMIN })
    @Operation(summary = "Count carts", description = "Roles: as the list. Exact up to 10,000, then atLeast.")
    @APIResponse(responseCode = "200", description = "The count")
    @APIResponse(responseCode = "400", description = "unknown-parameter, invalid-parameter")
    public Count count(@RestQuery @Nullable CartStatus status) {
        return carts.count(status);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({ Roles.GUEST, Roles.SHOPPER, Roles.SHOP, Roles.SUPPORT, Roles.ADMIN })
    @Operation(summary = "Read a cart", description = "Roles: guest, shopper (his own); shop, support, admin. At the prices of this moment.")
    @APIResponse(responseCode = "200", description = "The cart", content = @Content(schema = @Schema(implementation = CartView.class)))
    @APIResponse(responseCode = "404", description = "not-found")
    public Response get(@RestPath UUID id) {
        CartView view = carts.get(id);
        return Replies.changed(view, view.version());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Idempotent
    @RolesAllowed({ Roles.GUEST, Roles.SHOPPER })
    @Operation(summary = "Begin a cart", description = "Roles: guest, shopper. With its first lines or empty; nobody fills two at a time. Honours Idempotency-Key.")
    @APIResponse(responseCode = "201", description = "The cart", content = @Content(schema = @Schema(implementation = CartView.class)))
    @APIResponse(responseCode = "400", description = "unknown-field, wrong-type, malformed-json")
    @APIResponse(responseCode = "409", description = "cart-already-open (cartId), request-in-progress")
    @APIResponse(responseCode = "422", description = "required, out-of-range, unknown-reference, duplicate-product, idempotency-key-reused")
    public Response create(CartFields fields) {
        CartView view = carts.create(fields);
        return Replies.created(URI.create(Api.PREFIX + "/carts/" + view.id()), view, view.version());
    }

    @POST
    @Path("/{id}/lines")
    @Consumes(MediaType.APPLICATION_JSON)
    @Idempotent
    @RolesAllowed({ Roles.GUEST, Roles.SHOPPER })
    @Operation(summary = "Put more of a product into the cart", description = "Roles: guest, shopper (his own). Honours Idempotency-Key and If-Match.")
    @APIResponse(responseCode = "201", description = "The cart afterwards", content = @Content(schema = @Schema(implementation = CartView.class)))
    @APIResponse(responseCode = "400", description = "unknown-field, wrong-type, malformed-json")
    @APIResponse(responseCode = "404", description = "not-found")
    @APIResponse(responseCode = "409", description = "cart-already-completed (orderId), cart-merged, request-in-progress")
    @APIResponse(responseCode = "412", description = "version-mismatch")
    @APIResponse(responseCode = "422", description = "required, out-of-range, unknown-reference, too-many-lines, idempotency-key-reused")
    public Response add(@RestPath UUID id, @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch, CartFields.Line line) {
        CartView view = carts.add(id, ifMatch, line);
        return Replies.created(URI.create(Api.PREFIX + "/carts/" + view.id()), view, view.version());
    }

    @PATCH
    @Path("/{id}")
    @Consumes(Api.MERGE_PATCH)
    @RolesAllowed({ Roles.GUEST, Roles.SHOPPER })
    @Operation(summary = "Change a cart", description = "Roles: guest, shopper (his own). A merge patch; lines are replaced whole, null empties the cart. If-Match is required.")
    @APIResponse(responseCode = "200", description = "The cart after the change", content = @Content(schema = @Schema(implementation = CartView.class)))
    @APIResponse(responseCode = "400", description = "unknown-field, wrong-type, malformed-json")
    @APIResponse(responseCode = "404", description = "not-found")
    @APIResponse(responseCode = "409", description = "cart-already-completed (orderId), cart-merged")
    @APIResponse(responseCode = "412", description = "version-mismatch")
    @APIResponse(responseCode = "415", description = "Not application/merge-patch+json")
    @APIResponse(responseCode = "422", description = "required, out-of-range, unknown-reference, duplicate-product")
    @APIResponse(responseCode = "428", description = "if-match-required")
    public Response patch(@RestPath UUID id, @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Schema(implementation = CartFields.class) JsonNode patch) {
        CartView view = carts.patch(id, ifMatch, patch);
        return Replies.changed(view, view.version());
    }
}
