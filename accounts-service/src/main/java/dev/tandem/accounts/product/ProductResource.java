package dev.tandem.accounts.product;

import java.net.URI;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tandem.platform.auth.Roles;
import dev.tandem.platform.http.Count;
import dev.tandem.platform.http.Idempotent;
import dev.tandem.platform.http.Page;
import dev.tandem.platform.http.Replies;
import dev.tandem.platform.query.QueryNames;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** Products over HTTP. */
@Path("/api/v1/b2b/products")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Products")
public class ProductResource {

    private static final String READERS = "Roles: sales, sales-manager, customer-success, marketing, finance, analyst, admin.";
    private static final String WRITERS = "Roles: admin.";

    private final ProductService service;

    ProductResource(ProductService service) {
        this.service = service;
    }

    @GET
    @RolesAllowed({ Roles.SALES, Roles.SALES_MANAGER, Roles.CUSTOMER_SUCCESS, Roles.MARKETING, Roles.FINANCE, Roles.ANALYST,
            Roles.ADMIN })
    @QueryNames({ "sku", "name", "kind", "status", "family" })
    @Operation(summary = "List products", description = READERS
            + " Sort by `id` (default), `createdAt`, `sku`, `name` (both unstable); a leading `-` turns it round. Errors: 400 unknown-parameter, invalid-parameter, unknown-sort, invalid-cursor, out-of-range.")
    public Page<ProductView> list(@BeanParam ProductQuery query, @RestQuery @Nullable String sort,
            @RestQuery @Nullable String cursor,
            @Parameter(description = "1 to 200, 50 unless set") @RestQuery @Nullable Integer limit) {
        return service.page(query.selection(), sort, cursor, limit);
    }

    @GET
    @Path("/count")
    @RolesAllowed({ Roles.SALES, Roles.SALES_MANAGER, Roles.CUSTOMER_SUCCESS, Roles.MARKETING, Roles.FINANCE, Roles.ANALYST,
            Roles.ADMIN })
    @QueryNames({ "sku", "name", "kind", "status", "family" })
    @Operation(summary = "Count products", description = READERS
            + " Exact up to 10,000, then `atLeast`. Errors: 400 unknown-parameter, invalid-parameter.")
    public Count count(@BeanParam ProductQuery query) {
        return service.count(query.selection());
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({ Roles.SALES, Roles.SALES_MANAGER, Roles.CUSTOMER_SUCCESS, Roles.MARKETING, Roles.FINANCE, Roles.ANALYST,
            Roles.ADMIN })
    @Operation(summary = "Read a product", description = READERS + " Errors: 404 not-found.")
    @APIResponse(responseCode = "200", description = "As it is, with its ETag", content = @Content(schema = @Schema(implementation = ProductView.class)))
    @APIResponse(responseCode = "304", description = "If-None-Match names the present version")
    public Response get(UUID id, @RestHeader("If-None-Match") @Nullable String ifNoneMatch) {
        ProductView view = service.get(id);
        return Replies.item(view, view.version(), ifNoneMatch);
    }

    @POST
    @Idempotent
    @RolesAllowed({ Roles.ADMIN })
    @Operation(summary = "Create a product", description = WRITERS
            + " Errors: 409 sku-taken; 422 invalid-amount-scale, unknown-currency, negative-amount.")
    @APIResponse(responseCode = "201", description = "Created, with its ETag and Location", content = @Content(schema = @Schema(implementation = ProductView.class)))
    public Response create(@RequestBody(required = true) ProductDetails details) {
        ProductView view = service.create(details);
        return Replies.created(URI.create("/api/v1/b2b/products/" + view.id()), view, view.version());
    }

    @PATCH
    @Path("/{id}")
    @Consumes("application/merge-patch+json")
    @RolesAllowed({ Roles.ADMIN })
    @Operation(summary = "Change a product", description = WRITERS
            + " RFC 7396 over the settable fields; null clears. Errors: 404 not-found; 409 sku-taken; 412 version-mismatch; 422 invalid-amount-scale, unknown-currency, negative-amount; 428 if-match-required.")
    @APIResponse(responseCode = "200", description = "As it is after the change", content = @Content(schema = @Schema(implementation = ProductView.class)))
    public Response patch(UUID id, @RestHeader("If-Match") @Nullable String ifMatch,
            @RequestBody(required = true, content = @Content(mediaType = "application/merge-patch+json", schema = @Schema(implementation = ProductDetails.class))) JsonNode patch) {
        ProductView view = service.patch(id, ifMatch, patch);
        return Replies.changed(view, view.version());
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed({ Roles.ADMIN })
    @Operation(summary = "Delete a product", description = WRITERS
            + " It can be restored. Errors: 404 not-found; 412 version-mismatch; 428 if-match-required. ")
    @APIResponse(responseCode = "204", description = "Deleted")
    public Response delete(UUID id, @RestHeader("If-Match") @Nullable String ifMatch) {
        service.delete(id, ifMatch);
        return Replies.noContent();
    }

    @POST
    @Path("/{id}/restore")
    @Idempotent
    @RolesAllowed({ Roles.ADMIN })
    @Operation(summary = "Restore a deleted one of the products", description = WRITERS
            + " If-Match is honoured if sent. Errors: 404 not-found; 409 sku-taken; 412 version-mismatch.")
    @APIResponse(responseCode = "200", description = "As it is again", content = @Content(schema = @Schema(implementation = ProductView.class)))
    public Response restore(UUID id, @RestHeader("If-Match") @Nullable String ifMatch) {
        ProductView view = service.restore(id, ifMatch);
        return Replies.changed(view, view.version());
    }
}
