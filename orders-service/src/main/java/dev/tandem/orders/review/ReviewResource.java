package dev.tandem.orders.review;

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

/** Reviews over HTTP; what everybody may read of a product is {@link ProductReviewResource}. */
@Path(Api.PREFIX + "/reviews")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Reviews", description = "What buyers say. Only who received it writes; others read it once it is approved. Another's unpublished review is 404.")
@APIResponse(responseCode = "401", description = "No valid token: unauthenticated, invalid-token")
@APIResponse(responseCode = "403", description = "The role does not allow it: forbidden")
public class ReviewResource {

    private final ReviewService reviews;

    ReviewResource(ReviewService reviews) {
        this.reviews = reviews;
    }

    @GET
    @RolesAllowed({ Roles.SHOP, Roles.SUPPORT, Roles.ADMIN, Roles.ANALYST, Roles.MARKETING, Roles.FINANCE, Roles.SHOPPER })
    @Operation(summary = "List reviews", description = "Roles: shop, support, admin, analyst, marketing, finance; shopper (his own). In every state; state=PENDING is what waits for a moderator; q finds words of title and body, or an external id."
            + Api.LISTS)
    @APIResponse(responseCode = "200", description = "A page of reviews")
    @APIResponse(responseCode = "400", description = "unknown-parameter, invalid-parameter, invalid-cursor, unknown-sort, out-of-range")
    public Page<ReviewView> list(@RestQuery @Nullable UUID productId, @RestQuery @Nullable UUID customerId,
            @RestQuery @Nullable UUID orderId, @RestQuery @Nullable ReviewState state, @RestQuery @Nullable Integer rating,
            @RestQuery @Nullable Boolean verifiedPurchase, @RestQuery @Nullable String q,
            @Schema(description = "createdAt, -createdAt; occurredAt, -occurredAt, rating, -rating (unstable while they are corrected)", defaultValue = "-createdAt") @RestQuery @DefaultValue("-createdAt") String sort,
            @RestQuery @Nullable Integer limit, @RestQuery @Nullable String cursor) {
        return reviews.list(new ReviewFilter(productId, customerId, orderId, state, rating, verifiedPurchase, q), sort, limit,
                cursor);
    }

    @GET
    @Path("/count")
    @RolesAllowed({ Roles.SHOP, Roles.SUPPORT, Roles.ADMIN, Roles.ANALYST, Roles.MARKETING, Roles.FINANCE, Roles.SHOPPER })
    @Operation(summary = "Count reviews", description = "Roles: as the list. Exact up to 10,000, then atLeast.")
    @APIResponse(responseCode = "200", description = "The count")
    @APIResponse(responseCode = "400", description = "unknown-parameter, invalid-parameter")
    public Count count(@RestQuery @Nullable UUID productId, @RestQuery @Nullable UUID customerId,
            @RestQuery @Nullable UUID orderId, @RestQuery @Nullable ReviewState state, @RestQuery @Nullable Integer rating,
            @RestQuery @Nullable Boolean verifiedPurchase, @RestQuery @Nullable String q) {
        return reviews.count(new ReviewFilter(productId, customerId, orderId, state, rating, verifiedPurchase, q));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({ Roles.SHOP, Roles.SUPPORT, Roles.ADMIN, Roles.ANALYST, Roles.MARKETING, Roles.FINANCE, Roles.SHOPPER,
            Roles.GUEST })
    @Operation(summary = "Read a review", description = "Roles: shop, support, admin, analyst, marketing, finance; shopper (his own, and what is approved); guest (what is approved).")
    @APIResponse(responseCode = "200", description = "The review", content = @Content(schema = @Schema(implementation = ReviewView.class)))
    @APIResponse(responseCode = "304", description = "Not changed since the ETag in If-None-Match")
    @APIResponse(responseCode = "404", description = "not-found")
    public Response get(@RestPath UUID id, @RestHeader(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch) {
        ReviewView view = reviews.get(id);
        return Replies.item(view, view.version(), ifNoneMatch);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Idempotent
    @RolesAllowed(Roles.SHOPPER)
    @Operation(summary = "Review something you received", description = "Role: shopper. The order with it is completed and not refunded; each line of an order has one review. It waits for a moderator. Honours Idempotency-Key.")
    @APIResponse(responseCode = "201", description = "The review", content = @Content(schema = @Schema(implementation = ReviewView.class)))
    @APIResponse(responseCode = "400", description = "unknown-field, wrong-type, malformed-json")
    @APIResponse(responseCode = "403", description = "forbidden, review-not-eligible")
    @APIResponse(responseCode = "409", description = "review-exists (reviewId), request-in-progress")
    @APIResponse(responseCode = "422", description = "required, out-of-range, invalid-length, invalid-locale, idempotency-key-reused")
    public Response post(ReviewFields.Post command) {
        ReviewView view = reviews.post(command);
        return Replies.created(URI.create(Api.PREFIX + "/reviews/" + view.id()), view, view.version());
    }

    @PATCH
    @Path("/{id}")
    @Consumes(Api.MERGE_PATCH)
    @RolesAllowed(Roles.SHOPPER)
    @Operation(summary = "Change your review", description = "Role: shopper (his own). A merge patch; null clears. It waits for a moderator again. If-Match is required.")
    @APIResponse(responseCode = "200", description = "The review after the change", content = @Content(schema = @Schema(implementation = ReviewView.class)))
    @APIResponse(responseCode = "400", description = "unknown-field, wrong-type, malformed-json")
    @APIResponse(responseCode = "404", description = "not-found")
    @APIResponse(responseCode = "412", description = "version-mismatch")
    @APIResponse(responseCode = "415", description = "Not application/merge-patch+json")
    @APIResponse(responseCode = "422", description = "required, out-of-range, invalid-length, invalid-locale")
    @APIResponse(responseCode = "428", description = "if-match-required")
    public Response patch(@RestPath UUID id, @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Schema(implementation = ReviewFields.class) JsonNode patch) {
        ReviewView view = reviews.patch(id, ifMatch, patch);
        return Replies.changed(view, view.version());
    }

    @POST
    @Path("/{id}/moderation")
    @Consumes(MediaType.APPLICATION_JSON)
    @Idempotent
    @RolesAllowed({ Roles.SUPPORT, Roles.SHOP, Roles.MARKETING, Roles.ADMIN })
    @Operation(summary = "Decide whether others may read a review", description = "Roles: support, shop, marketing, admin. A pending one is APPROVED or REJECTED, an approved one HIDDEN, a hidden one APPROVED again; REJECTED and HIDDEN need a reason. The rating of the product follows at once. If-Match is required.")
    @APIResponse(responseCode = "200", description = "The review afterwards", content = @Content(schema = @Schema(implementation = ReviewView.class)))
    @APIResponse(responseCode = "400", description = "unknown-field, wrong-type, malformed-json")
    @APIResponse(responseCode = "404", description = "not-found")
    @APIResponse(responseCode = "409", description = "illegal-review-state")
    @APIResponse(responseCode = "412", description = "version-mismatch")
    @APIResponse(responseCode = "422", description = "required, invalid-length")
    @APIResponse(responseCode = "428", description = "if-match-required")
    public Response moderate(@RestPath UUID id, @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            ReviewFields.Moderation command) {
        ReviewView view = reviews.moderate(id, ifMatch, command);
        return Replies.changed(view, view.version());
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed({ Roles.SHOPPER, Roles.SUPPORT, Roles.ADMIN })
    @Operation(summary = "Delete a review", description = "Roles: shopper (his own), support, admin. Can be restored; the reply's ETag is the version for that. If-Match is required.")
    @APIResponse(responseCode = "204", description = "Deleted")
    @APIResponse(responseCode = "404", description = "not-found")
    @APIResponse(responseCode = "412", description = "version-mismatch")
    @APIResponse(responseCode = "428", description = "if-match-required")
    public Response delete(@RestPath UUID id, @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        long version = reviews.delete(id, ifMatch);
        return Response.noContent().header(HttpHeaders.ETAG, ETags.of(version)).build();
    }

    @POST
    @Path("/{id}/restore")
    @Idempotent
    @RolesAllowed({ Roles.SUPPORT, Roles.ADMIN })
    @Operation(summary = "Restore a deleted review", description = "Roles: support, admin. In the state it had. If-Match is required.")
    @APIResponse(responseCode = "200", description = "The review", content = @Content(schema = @Schema(implementation = ReviewView.class)))
    @APIResponse(responseCode = "404", description = "not-found: absent, or not deleted")
    @APIResponse(responseCode = "409", description = "review-exists: the purchase has another review by now")
    @APIResponse(responseCode = "412", description = "version-mismatch")
    @APIResponse(responseCode = "428", description = "if-match-required")
    public Response restore(@RestPath UUID id, @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        ReviewView view = reviews.restore(id, ifMatch);
        return Replies.changed(view, view.version());
    }
}
