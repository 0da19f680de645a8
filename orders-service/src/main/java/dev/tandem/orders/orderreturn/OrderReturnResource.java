package dev.tandem.orders.orderreturn;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
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

import dev.tandem.orders.Api;
import dev.tandem.platform.auth.Roles;
import dev.tandem.platform.http.Count;
import dev.tandem.platform.http.Page;
import dev.tandem.platform.http.Replies;
import io.smallrye.common.annotation.RunOnVirtualThread;

/**
 * Returns over HTTP; what leads them to their money is {@link ReturnStepResource}, what begins them
 * {@link ReturnRequestResource}.
 */
@Path(Api.PREFIX + "/returns")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Returns", description = "What buyers send back. A shopper sees his own; another's is 404.")
public class OrderReturnResource {

    private final OrderReturnService returns;

    OrderReturnResource(OrderReturnService returns) {
        this.returns = returns;
    }

    @GET
    @RolesAllowed({ Roles.SHOP, Roles.SUPPORT, Roles.ADMIN, Roles.ANALYST, Roles.MARKETING, Roles.FINANCE, Roles.SHOPPER })
    @Operation(summary = "List returns", description = "Roles: shop, support, admin, analyst, marketing, finance; shopper (his own)."
            + Api.LISTS)
    @APIResponse(responseCode = "200", description = "A page of returns")
    @APIResponse(responseCode = "400", description = "unknown-parameter, invalid-parameter, invalid-cursor, unknown-sort, out-of-range")
    public Page<ReturnView> list(@RestQuery @Nullable UUID orderId, @RestQuery @Nullable UUID customerId,
            @RestQuery @Nullable ReturnStatus status,
            @Schema(description = "createdAt, -createdAt, occurredAt, -occurredAt", defaultValue = "-createdAt") @RestQuery @DefaultValue("-createdAt") String sort,
            @RestQuery @Nullable Integer limit, @RestQuery @Nullable String cursor) {
        return returns.list(new ReturnFilter(orderId, customerId, status), sort, limit, cursor);
    }

    @GET
    @Path("/count")
    @RolesAllowed({ Roles.SHOP, Roles.SUPPORT, Roles.ADMIN, Roles.ANALYST, Roles.MARKETING, Roles.FINANCE, Roles.SHOPPER })
    @Operation(summary = "Count returns", description = "Roles: as the list. Exact up to 10,000, then atLeast.")
    @APIResponse(responseCode = "200", description = "The count")
    @APIResponse(responseCode = "400", description = "unknown-parameter, invalid-parameter")
    public Count count(@RestQuery @Nullable UUID orderId, @RestQuery @Nullable UUID customerId,
            @RestQuery @Nullable ReturnStatus status) {
        return returns.count(new ReturnFilter(orderId, customerId, status));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({ Roles.SHOP, Roles.SUPPORT, Roles.ADMIN, Roles.ANALYST, Roles.MARKETING, Roles.FINANCE, Roles.SHOPPER })
    @Operation(summary = "Read a return", description = "Roles: shop, support, admin, analyst, marketing, finance; shopper (his own).")
    @APIResponse(responseCode = "200", description = "The return", content = @Content(schema = @Schema(implementation = ReturnView.class)))
    @APIResponse(responseCode = "304", description = "Not changed since the ETag in If-None-Match")
    @APIResponse(responseCode = "404", description = "not-found")
    public Response get(@RestPath UUID id, @RestHeader(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch) {
        ReturnView view = returns.get(id);
        return Replies.item(view, view.version(), ifNoneMatch);
    }
}
