package dev.tandem.orders.stock;

import java.net.URI;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

import dev.tandem.orders.Api;
import dev.tandem.platform.auth.Roles;
import dev.tandem.platform.http.Count;
import dev.tandem.platform.http.Idempotent;
import dev.tandem.platform.http.Page;
import dev.tandem.platform.http.Replies;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** Stock over HTTP. A level is never answered with 304: what is available moves with the carts, not with its version. */
@Path(Api.PREFIX)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Stock", description = "Pieces on hand, promised and held. A product without a level is not counted and never runs out.")
@APIResponse(responseCode = "401", description = "No valid token: unauthenticated, invalid-token")
@APIResponse(responseCode = "403", description = "The role does not allow it: forbidden")
public class StockResource {

    private final StockService stock;

    StockResource(StockService stock) {
        this.stock = stock;
    }

    @GET
    @Path("/stock-levels")
    @RolesAllowed({ Roles.SHOP, Roles.SUPPORT, Roles.ADMIN, Roles.ANALYST, Roles.MARKETING, Roles.FINANCE })
    @Operation(summary = "List stock levels", description = "Roles: shop, support, admin, analyst, marketing, finance."
            + Api.LISTS)
    @APIResponse(responseCode = "200", description = "A page of stock levels")
    @APIResponse(responseCode = "400", description = "unknown-parameter, invalid-parameter, invalid-cursor, unknown-sort, out-of-range")
    public Page<StockView> list(@RestQuery @Nullable UUID productId,
            @Schema(description = "createdAt, -createdAt", defaultValue = "-createdAt") @RestQuery @DefaultValue("-createdAt") String sort,
            @RestQuery @Nullable Integer limit, @RestQuery @Nullable String cursor) {
        return stock.list(productId, sort, limit, cursor);
    }

    @GET
    @Path("/stock-levels/count")
    @RolesAllowed({ Roles.SHOP, Roles.SUPPORT, Roles.ADMIN, Roles.ANALYST, Roles.MARKETING, Roles.FINANCE })
    @Operation(summary = "Count stock levels", description = "Roles: as the list. Exact up to 10,000, then atLeast.")
    @APIResponse(responseCode = "200", description = "The count")
    @APIResponse(responseCode = "400", description = "unknown-parameter, invalid-parameter")
    public Count count(@RestQuery @Nullable UUID productId) {
        return stock.count(productId);
    }

    @GET
    @Path("/stock-levels/{productId}")
    @RolesAllowed({ Roles.SHOP, Roles.SUPPORT, Roles.ADMIN, Roles.ANALYST, Roles.MARKETING, Roles.FINANCE })
    @Operation(summary = "Read the stock level of a product", description = "Roles: shop, support, admin, analyst, marketing, finance.")
    @APIResponse(responseCode = "200", description = "The level", content = @Content(schema = @Schema(implementation = StockView.class)))
    @APIResponse(responseCode = "404", description = "not-found: no such product, or it is not counted")
    public Response get(@RestPath UUID productId) {
        StockView view = stock.get(productId);
        return Replies.changed(view, view.version());
    }

    @GET
    @Path("/stock-levels/{productId}/movements")
    @RolesAllowed({ Roles.SHOP, Roles.SUPPORT, Roles.ADMIN, Roles.ANALYST, Roles.FINANCE })
    @Operation(summary = "Why the level is what it is, newest first", description = "Roles: shop, support, admin, analyst, finance. The level is the sum of its movements.")
    @APIResponse(responseCode = "200", description = "A page of movements")
    @APIResponse(responseCode = "400", description = "unknown-parameter, invalid-cursor, out-of-range")
    @APIResponse(responseCode = "404", description = "not-found")
    public Page<MovementView> movements(@RestPath UUID productId, @RestQuery @Nullable Integer limit,
            @RestQuery @Nullable String cursor) {
        return stock.movements(productId, limit, cursor);
    }

    @POST
    @Path("/stock-adjustments")
    @Consumes(MediaType.APPLICATION_JSON)
    @Idempotent(required = true)
    @RolesAllowed({ Roles.SHOP, Roles.ADMIN })
    @Operation(summary = "Change the pieces on hand", description = "Roles: shop, admin. The first adjustment of a product begins to count it. Replies with the level afterwards. Idempotency-Key is required.")
    @APIResponse(responseCode = "201", description = "The level afterwards", content = @Content(schema = @Schema(implementation = StockView.class)))
    @APIResponse(responseCode = "400", description = "idempotency-key-required, unknown-field, wrong-type, malformed-json")
    @APIResponse(responseCode = "409", description = "stock-below-allocated (allocated), request-in-progress")
    @APIResponse(responseCode = "422", description = "required, out-of-range, unknown-reference, idempotency-key-reused")
    public Response adjust(StockAdjustment command) {
        StockView view = stock.adjust(command);
        return Replies.created(URI.create(Api.PREFIX + "/stock-levels/" + view.productId()), view, view.version());
    }
}
