package dev.tandem.orders.order;

import java.net.URI;
import java.time.LocalDate;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
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
import dev.tandem.platform.http.ETags;
import dev.tandem.platform.http.Idempotent;
import dev.tandem.platform.http.Page;
import dev.tandem.platform.http.Replies;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** Orders over HTTP; what moves their money is {@link OrderMoneyResource}. */
@Path(Api.PREFIX + "/orders")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Orders", description = "Orders with lines and payments. A shopper sees his own; another's is 404.")
@APIResponse(responseCode = "401", description = "No valid token: unauthenticated, invalid-token")
@APIResponse(responseCode = "403", description = "The role does not allow it: forbidden")
public class OrderResource {

    private final OrderService orders;

    OrderResource(OrderService orders) {
        this.orders = orders;
    }

    @GET
    @RolesAllowed({ Roles.SHOP, Roles.SUPPORT, Roles.ADMIN, Roles.ANALYST, Roles.MARKETING, Roles.FINANCE, Roles.SHOPPER })
    @Operation(summary = "List orders", description = "Roles: shop, support, admin, analyst, marketing, finance; shopper (his own). occurredFrom is inclusive, occurredBefore is not."
            + Api.LISTS)
    @APIResponse(responseCode = "200", description = "A page of orders")
    @APIResponse(responseCode = "400", description = "unknown-parameter, invalid-parameter, invalid-cursor, unknown-sort, out-of-range")
    public Page<OrderView> list(
            @Parameter(description = "Words: each is the beginning of a word of the order number; or a whole external id") @RestQuery @Nullable String q,
            @RestQuery @Nullable UUID customerId, @RestQuery @Nullable OrderStatus status,
            @RestQuery @Nullable PaymentStatus paymentStatus, @RestQuery @Nullable String channel,
            @RestQuery @Nullable String country, @RestQuery @Nullable String orderNo,
            @RestQuery @Nullable LocalDate occurredFrom, @RestQuery @Nullable LocalDate occurredBefore,
            @Schema(description = "createdAt, -createdAt, occurredAt, -occurredAt (unstable while an import corrects it)") @RestQuery @DefaultValue("-createdAt") String sort,
            @RestQuery @Nullable Integer limit, @RestQuery @Nullable String cursor) {
        return orders.list(new OrderFilter(customerId, status, paymentStatus, channel, country, orderNo, occurredFrom,
                occurredBefore, q), sort, limit, cursor);
    }

    @GET
    @Path("/count")
    @RolesAllowed({ Roles.SHOP, Roles.SUPPORT, Roles.ADMIN, Roles.ANALYST, Roles.MARKETING, Roles.FINANCE, Roles.SHOPPER })
    @Operation(summary = "Count orders", description = "Roles: as the list. Exact up to 10,000, then atLeast.")
    @APIResponse(responseCode = "200", description = "The count")
    @APIResponse(responseCode = "400", description = "unknown-parameter, invalid-parameter")
    public Count count(
            @Parameter(description = "Words: each is the beginning of a word of the order number; or a whole external id") @RestQuery @Nullable String q,
            @RestQuery @Nullable UUID customerId, @RestQuery @Nullable OrderStatus status,
            @RestQuery @Nullable PaymentStatus paymentStatus, @RestQuery @Nullable String channel,
            @RestQuery @Nullable String country, @RestQuery @Nullable String orderNo,
            @RestQuery @Nullable LocalDate occurredFrom, @RestQuery @Nullable LocalDate occurredBefore) {
        return orders.count(new OrderFilter(customerId, status, paymentStatus, channel, country, orderNo, occurredFrom,
                occurredBefore, q));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({ Roles.SHOP, Roles.SUPPORT, Roles.ADMIN, Roles.ANALYST, Roles.MARKETING, Roles.FINANCE, Roles.SHOPPER,
            Roles.GUEST })
    @Operation(summary = "Read an order", description = "Roles: shop, support, admin, analyst, marketing, finance; shopper, guest (his own).")
    @APIResponse(responseCode = "200", description = "The order", content = @Content(schema = @Schema(implementation = OrderView.class)))
    @APIResponse(responseCode = "304", description = "Not changed since the ETag in If-None-Match")
    @APIResponse(responseCode = "404", description = "not-found")
    public Response get(@RestPath UUID id, @RestHeader(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch) {
        OrderView view = orders.get(id);
        return Replies.item(view, view.version(), ifNoneMatch);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Idempotent
    @RolesAllowed({ Roles.SHOP, Roles.SUPPORT, Roles.ADMIN })
    @Operation(summary = "Place an order", description = "Roles: shop, support, admin. The order waits for its payment; one that costs nothing is confirmed at once. Honours Idempotency-Key.")
    @APIResponse(responseCode = "201", description = "The order", content = @Content(schema = @Schema(implementation = OrderView.class)))
    @APIResponse(responseCode = "400", description = "unknown-field, wrong-type, malformed-json")
    @APIResponse(responseCode = "409", description = "product-not-on-sale, external-id-taken, request-in-progress")
    @APIResponse(responseCode = "422", description = "required, unknown-reference, currency-mismatch, invalid-amount-scale, unknown-currency, total-mismatch, negative-amount, negative-total, idempotency-key-reused")
    public Response place(PlaceOrder command) {
        OrderView view = orders.place(command);
        return Replies.created(URI.create(Api.PREFIX + "/orders/" + view.id()), view, view.version());
    }

    @PATCH
    @Path("/{id}")
    @Consumes(Api.MERGE_PATCH)
    @RolesAllowed({ Roles.SHOP, Roles.SUPPORT, Roles.ADMIN })
    @Operation(summary = "Correct an order", description = "Roles: shop, support, admin. A merge patch of channel, country and externalIds; null clears. Lines and amounts do not change this way. If-Match is required.")
    @APIResponse(responseCode = "200", description = "The order after the change", content = @Content(schema = @Schema(implementation = OrderView.class)))
    @APIResponse(responseCode = "400", description = "unknown-field, wrong-type, malformed-json")
    @APIResponse(responseCode = "404", description = "not-found")
    @APIResponse(responseCode = "409", description = "external-id-taken")
    @APIResponse(responseCode = "412", description = "version-mismatch")
    @APIResponse(responseCode = "415", description = "Not application/merge-patch+json")
    @APIResponse(responseCode = "422", description = "invalid-format, invalid-length")
    @APIResponse(responseCode = "428", description = "if-match-required")
    public Response patch(@RestPath UUID id, @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Schema(implementation = OrderEdits.class) JsonNode patch) {
        OrderView view = orders.patch(id, ifMatch, patch);
        return Replies.changed(view, view.version());
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Delete an order", description = "Role: admin. For records made by mistake: an order that is not wanted is cancelled. Can be restored; the reply's ETag is the version for that. If-Match is required.")
    @APIResponse(responseCode = "204", description = "Deleted")
    @APIResponse(responseCode = "404", description = "not-found")
    @APIResponse(responseCode = "412", description = "version-mismatch")
    @APIResponse(responseCode = "428", description = "if-match-required")
    public Response delete(@RestPath UUID id, @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        long version = orders.delete(id, ifMatch);
        return Response.noContent().header(HttpHeaders.ETAG, ETags.of(version)).build();
    }

    @POST
    @Path("/{id}/restore")
    @Idempotent
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Restore a deleted order", description = "Role: admin. If-Match is required.")
    @APIResponse(responseCode = "200", description = "The order", content = @Content(schema = @Schema(implementation = OrderView.class)))
    @APIResponse(responseCode = "404", description = "not-found: absent, or not deleted")
    @APIResponse(responseCode = "412", description = "version-mismatch")
    @APIResponse(responseCode = "428", description = "if-match-required")
    public Response restore(@RestPath UUID id, @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        OrderView view = orders.restore(id, ifMatch);
        return Replies.changed(view, view.version());
    }
}
