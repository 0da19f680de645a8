package dev.tandem.orders.product;

import java.net.URI;
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

/** Products over HTTP. */
@Path(Api.PREFIX + "/products")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Products", description = "What consumers can buy. Shoppers and guests see what is on sale.")
@APIResponse(responseCode = "401", description = "No valid token: unauthenticated, invalid-token")
@APIResponse(responseCode = "403", description = "The role does not allow it: forbidden")
public class ProductResource {

    private final ProductService products;

    ProductResource(ProductService products) {
        this.products = products;
    }

    @GET
    @RolesAllowed({ Roles.SHOP, Roles.SUPPORT, Roles.ADMIN, Roles.ANALYST, Roles.MARKETING, Roles.FINANCE, Roles.SHOPPER,
            Roles.GUEST })
    @Operation(summary = "List products", description = "Roles: shop, support, admin, analyst, marketing, finance; shopper and guest (what is on sale)."
            + Api.LISTS)
    @APIResponse(responseCode = "200", description = "A page of products")
    @APIResponse(responseCode = "400", description = "unknown-parameter, invalid-parameter, invalid-cursor, unknown-sort, out-of-range")
    public Page<ProductView> list(@RestQuery @Nullable String sku, @RestQuery @Nullable ProductKind kind,
            @RestQuery @Nullable ProductStatus status,
            @Schema(description = "createdAt, -createdAt; sku, -sku (unstable while SKUs are renamed)", defaultValue = "-createdAt") @RestQuery @DefaultValue("-createdAt") String sort,
            @RestQuery @Nullable Integer limit, @RestQuery @Nullable String cursor) {
        return products.list(new ProductFilter(sku, kind, status), sort, limit, cursor);
    }

    @GET
    @Path("/count")
    @RolesAllowed({ Roles.SHOP, Roles.SUPPORT, Roles.ADMIN, Roles.ANALYST, Roles.MARKETING, Roles.FINANCE, Roles.SHOPPER,
            Roles.GUEST })
    @Operation(summary = "Count products", description = "Roles: as the list. Exact up to 10,000, then atLeast.")
    @APIResponse(responseCode = "200", description = "The count")
    @APIResponse(responseCode = "400", description = "unknown-parameter, invalid-parameter")
    public Count count(@RestQuery @Nullable String sku, @RestQuery @Nullable ProductKind kind,
            @RestQuery @Nullable ProductStatus status) {
        return products.count(new ProductFilter(sku, kind, status));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({ Roles.SHOP, Roles.SUPPORT, Roles.ADMIN, Roles.ANALYST, Roles.MARKETING, Roles.FINANCE, Roles.SHOPPER,
            Roles.GUEST })
    @Operation(summary = "Read a product", description = "Roles: shop, support, admin, analyst, marketing, finance; shopper and guest (what is on sale).")
    @APIResponse(responseCode = "200", description = "The product", content = @Content(schema = @Schema(implementation = ProductView.class)))
    @APIResponse(responseCode = "304", description = "Not changed since the ETag in If-None-Match")
    @APIResponse(responseCode = "404", description = "not-found")
    public Response get(@RestPath UUID id, @RestHeader(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch) {
        ProductView view = products.get(id);
        return Replies.item(view, view.version(), ifNoneMatch);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Idempotent
    @RolesAllowed({ Roles.SHOP, Roles.ADMIN })
    @Operation(summary = "Create a product", description = "Roles: shop, admin. Honours Idempotency-Key.")
    @APIResponse(responseCode = "201", description = "The product", content = @Content(schema = @Schema(implementation = ProductView.class)))
    @APIResponse(responseCode = "400", description = "unknown-field, wrong-type, malformed-json")
    @APIResponse(responseCode = "409", description = "sku-taken, external-id-taken, request-in-progress")
    @APIResponse(responseCode = "422", description = "required, invalid-length, invalid-amount-scale, unknown-currency, negative-amount, idempotency-key-reused")
    public Response create(ProductFields fields) {
        ProductView view = products.create(fields);
        return Replies.created(URI.create(Api.PREFIX + "/products/" + view.id()), view, view.version());
    }

    @PATCH
    @Path("/{id}")
    @Consumes(Api.MERGE_PATCH)
    @RolesAllowed({ Roles.SHOP, Roles.ADMIN })
    @Operation(summary = "Change a product", description = "Roles: shop, admin. A merge patch of the settable fields; null clears. If-Match is required.")
    @APIResponse(responseCode = "200", description = "The product after the change", content = @Content(schema = @Schema(implementation = ProductView.class)))
    @APIResponse(responseCode = "400", description = "unknown-field, wrong-type, malformed-json")
    @APIResponse(responseCode = "404", description = "not-found")
    @APIResponse(responseCode = "409", description = "sku-taken, external-id-taken")
    @APIResponse(responseCode = "412", description = "version-mismatch")
    @APIResponse(responseCode = "415", description = "Not application/merge-patch+json")
    @APIResponse(responseCode = "422", description = "required, invalid-length, invalid-amount-scale, unknown-currency, negative-amount")
    @APIResponse(responseCode = "428", description = "if-match-required")
    public Response patch(@RestPath UUID id, @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Schema(implementation = ProductFields.class) JsonNode patch) {
        ProductView view = products.patch(id, ifMatch, patch);
        return Replies.changed(view, view.version());
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed({ Roles.SHOP, Roles.ADMIN })
    @Operation(summary = "Delete a product", description = "Roles: shop, admin. Can be restored; the reply's ETag is the version for that. If-Match is required.")
    @APIResponse(responseCode = "204", description = "Deleted")
    @APIResponse(responseCode = "404", description = "not-found")
    @APIResponse(responseCode = "412", description = "version-mismatch")
    @APIResponse(responseCode = "428", description = "if-match-required")
    public Response delete(@RestPath UUID id, @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        long version = products.delete(id, ifMatch);
        return Response.noContent().header(HttpHeaders.ETAG, ETags.of(version)).build();
    }

    @POST
    @Path("/{id}/restore")
    @Idempotent
    @RolesAllowed({ Roles.SHOP, Roles.ADMIN })
    @Operation(summary = "Restore a deleted product", description = "Roles: shop, admin. If-Match is required.")
    @APIResponse(responseCode = "200", description = "The product", content = @Content(schema = @Schema(implementation = ProductView.class)))
    @APIResponse(responseCode = "404", description = "not-found: absent, or not deleted")
    @APIResponse(responseCode = "409", description = "sku-taken")
    @APIResponse(responseCode = "412", description = "version-mismatch")
    @APIResponse(responseCode = "428", description = "if-match-required")
    public Response restore(@RestPath UUID id, @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        ProductView view = products.restore(id, ifMatch);
        return Replies.changed(view, view.version());
    }
}
