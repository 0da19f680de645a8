package dev.tandem.orders.customer;

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
import jakarta.ws.rs.core.StreamingOutput;

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

/** Customers over HTTP. */
@Path(Api.PREFIX + "/customers")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Customers", description = "People who buy. A shopper sees and changes himself alone; another's record is 404.")
@APIResponse(responseCode = "401", description = "No valid token: unauthenticated, invalid-token")
@APIResponse(responseCode = "403", description = "The role does not allow it: forbidden")
public class CustomerResource {

    private final CustomerService customers;
    private final CustomerRights rights;

    CustomerResource(CustomerService customers, CustomerRights rights) {
        this.customers = customers;
        this.rights = rights;
    }

    @GET
    @RolesAllowed({ Roles.SHOP, Roles.SUPPORT, Roles.ADMIN, Roles.ANALYST, Roles.MARKETING, Roles.FINANCE, Roles.SHOPPER })
    @Operation(summary = "List customers", description = "Roles: shop, support, admin, analyst, marketing, finance; shopper (himself)."
            + Api.LISTS)
    @APIResponse(responseCode = "200", description = "A page of customers")
    @APIResponse(responseCode = "400", description = "unknown-parameter, invalid-parameter, invalid-cursor, unknown-sort, out-of-range")
    public Page<CustomerView> list(
            @Parameter(description = "Words: each is the beginning of a word of givenName, familyName, email; or a whole external id") @RestQuery @Nullable String q,
            @RestQuery @Nullable CustomerStatus status, @RestQuery @Nullable String email,
            @RestQuery @Nullable String country,
            @Schema(description = "createdAt, -createdAt", defaultValue = "-createdAt") @RestQuery @DefaultValue("-createdAt") String sort,
            @RestQuery @Nullable Integer limit, @RestQuery @Nullable String cursor) {
        return customers.list(new CustomerFilter(status, email, country, q), sort, limit, cursor);
    }

    @GET
    @Path("/count")
    @RolesAllowed({ Roles.SHOP, Roles.SUPPORT, Roles.ADMIN, Roles.ANALYST, Roles.MARKETING, Roles.FINANCE, Roles.SHOPPER })
    @Operation(summary = "Count customers", description = "Roles: as the list. Exact up to 10,000, then atLeast.")
    @APIResponse(responseCode = "200", description = "The count")
    @APIResponse(responseCode = "400", description = "unknown-parameter, invalid-parameter")
    public Count count(
            @Parameter(description = "Words: each is the beginning of a word of givenName, familyName, email; or a whole external id") @RestQuery @Nullable String q,
            @RestQuery @Nullable CustomerStatus status, @RestQuery @Nullable String email,
            @RestQuery @Nullable String country) {
        return customers.count(new CustomerFilter(status, email, country, q));
    }

    @GET
    @Path("/me")
    @RolesAllowed(Roles.SHOPPER)
    @Operation(summary = "The caller as a customer", description = "Role: shopper. The first call makes the customer and links it to the token's issuer and subject.")
    @APIResponse(responseCode = "200", description = "The caller's customer", content = @Content(schema = @Schema(implementation = CustomerView.class)))
    public Response me(@RestHeader(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch) {
        CustomerView view = customers.me();
        return Replies.item(view, view.version(), ifNoneMatch);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({ Roles.SHOP, Roles.SUPPORT, Roles.ADMIN, Roles.ANALYST, Roles.MARKETING, Roles.FINANCE, Roles.SHOPPER })
    @Operation(summary = "Read a customer", description = "Roles: shop, support, admin, analyst, marketing, finance; shopper (himself).")
    @APIResponse(responseCode = "200", description = "The customer", content = @Content(schema = @Schema(implementation = CustomerView.class)))
    @APIResponse(responseCode = "304", description = "Not changed since the ETag in If-None-Match")
    @APIResponse(responseCode = "404", description = "not-found")
    public Response get(@RestPath UUID id, @RestHeader(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch) {
        CustomerView view = customers.get(id);
        return Replies.item(view, view.version(), ifNoneMatch);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Idempotent
    @RolesAllowed({ Roles.SHOP, Roles.SUPPORT, Roles.ADMIN })
    @Operation(summary = "Create a customer", description = "Roles: shop, support, admin. Honours Idempotency-Key.")
    @APIResponse(responseCode = "201", description = "The customer", content = @Content(schema = @Schema(implementation = CustomerView.class)))
    @APIResponse(responseCode = "400", description = "unknown-field, wrong-type, malformed-json")
    @APIResponse(responseCode = "409", description = "email-taken, external-id-taken, request-in-progress")
    @APIResponse(responseCode = "422", description = "invalid-email, invalid-phone, unknown-country, invalid-locale, invalid-length, idempotency-key-reused")
    public Response create(CustomerFields fields) {
        CustomerView view = customers.create(fields);
        return Replies.created(URI.create(Api.PREFIX + "/customers/" + view.id()), view, view.version());
    }

    @PATCH
    @Path("/{id}")
    @Consumes(Api.MERGE_PATCH)
    @RolesAllowed({ Roles.SHOP, Roles.SUPPORT, Roles.ADMIN, Roles.SHOPPER })
    @Operation(summary = "Change a customer", description = "Roles: shop, support, admin; shopper (himself, without externalIds). A merge patch of the settable fields; null clears. If-Match is required.")
    @APIResponse(responseCode = "200", description = "The customer after the change", content = @Content(schema = @Schema(implementation = CustomerView.class)))
    @APIResponse(responseCode = "400", description = "unknown-field, wrong-type, malformed-json")
    @APIResponse(responseCode = "404", description = "not-found")
    @APIResponse(responseCode = "409", description = "email-taken, external-id-taken, customer-merged, person-erased")
    @APIResponse(responseCode = "412", description = "version-mismatch")
    @APIResponse(responseCode = "415", description = "Not application/merge-patch+json")
    @APIResponse(responseCode = "422", description = "invalid-email, invalid-phone, unknown-country, invalid-locale, invalid-length")
    @APIResponse(responseCode = "428", description = "if-match-required")
    public Response patch(@RestPath UUID id, @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Schema(implementation = CustomerFields.class) JsonNode patch) {
        CustomerView view = customers.patch(id, ifMatch, patch);
        return Replies.changed(view, view.version());
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed({ Roles.SUPPORT, Roles.ADMIN })
    @Operation(summary = "Delete a customer", description = "Roles: support, admin. Can be restored; the reply's ETag is the version for that. If-Match is required.")
    @APIResponse(responseCode = "204", description = "Deleted")
    @APIResponse(responseCode = "404", description = "not-found")
    @APIResponse(responseCode = "412", description = "version-mismatch")
    @APIResponse(responseCode = "428", description = "if-match-required")
    public Response delete(@RestPath UUID id, @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        long version = customers.delete(id, ifMatch);
        return Response.noContent().header(HttpHeaders.ETAG, ETags.of(version)).build();
    }

    @POST
    @Path("/{id}/restore")
    @Idempotent
    @RolesAllowed({ Roles.SUPPORT, Roles.ADMIN })
    @Operation(summary = "Restore a deleted customer", description = "Roles: support, admin. If-Match is required.")
    @APIResponse(responseCode = "200", description = "The customer", content = @Content(schema = @Schema(implementation = CustomerView.class)))
    @APIResponse(responseCode = "404", description = "not-found: absent, or not deleted")
    @APIResponse(responseCode = "409", description = "email-taken, customer-merged, person-erased")
    @APIResponse(responseCode = "412", description = "version-mismatch")
    @APIResponse(responseCode = "428", description = "if-match-required")
    public Response restore(@RestPath UUID id, @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        CustomerView view = customers.restore(id, ifMatch);
        return Replies.changed(view, view.version());
    }

    @POST
    @Path("/{id}/erasure")
    @Idempotent(required = true)
    @RolesAllowed({ Roles.SUPPORT, Roles.ADMIN })
    @Operation(summary = "Forget a person", description = """
            Roles: support, admin. Needs Idempotency-Key; If-Match is honoured. Cannot be taken back. The record stays without \
            anything that tells who it was, orders and payments stay with their amounts and lose what was written in words, the \
            audit keeps that something was changed and not what, log-ins are unlinked, names in other systems are kept as hashes: \
            a file that names the person again is refused with person-erased, row by row, and nothing of such a row is kept. \
            Figures do not change. A second erasure changes nothing and gives the same reply.""")
    @APIResponse(responseCode = "200", description = "What is left of the customer", content = @Content(schema = @Schema(implementation = CustomerView.class)))
    @APIResponse(responseCode = "400", description = "idempotency-key-required, unknown-parameter")
    @APIResponse(responseCode = "404", description = "not-found")
    @APIResponse(responseCode = "409", description = "request-in-progress")
    @APIResponse(responseCode = "412", description = "version-mismatch")
    @APIResponse(responseCode = "422", description = "idempotency-key-reused")
    public Response erase(@RestPath UUID id, @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        CustomerView view = rights.erase(id, ifMatch);
        return Replies.changed(view, view.version());
    }

    @GET
    @Path("/{id}/export")
    @RolesAllowed({ Roles.SUPPORT, Roles.ADMIN, Roles.SHOPPER })
    @Operation(summary = "All that is kept about a person", description = """
            Roles: support, admin; shopper (himself). One JSON document: exportedAt, customer, logins, orders with their payments, \
            and whatever else there is by kind, audit with before and after, failedImportRows that tell of the person. Of an erased \
            person nothing is kept: 404. A reply that ends without its last chunk is not whole.""")
    @APIResponse(responseCode = "200", description = "The document")
    @APIResponse(responseCode = "404", description = "not-found: absent, another's, or erased")
    public Response export(@RestPath UUID id) {
        CustomerRights.Head head = rights.head(id);
        StreamingOutput document = out -> rights.write(head, out);
        return Response.ok(document).type(MediaType.APPLICATION_JSON).header(HttpHeaders.CONTENT_DISPOSITION,
                "attachment; filename=\"customer-" + id + ".json\"").build();
    }
}
