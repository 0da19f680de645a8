package dev.tandem.orders.review;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

import dev.tandem.orders.Api;
import dev.tandem.platform.auth.Roles;
import dev.tandem.platform.http.Page;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** What everybody may read about a product. */
@Path(Api.PREFIX + "/products/{productId}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Reviews")
@APIResponse(responseCode = "401", description = "No valid token: unauthenticated, invalid-token")
@APIResponse(responseCode = "403", description = "The role does not allow it: forbidden")
public class ProductReviewResource {

    private final ReviewService reviews;

    ProductReviewResource(ReviewService reviews) {
        this.reviews = reviews;
    }

    @GET
    @Path("/reviews")
    @RolesAllowed({ Roles.GUEST, Roles.SHOPPER, Roles.SHOP, Roles.SUPPORT, Roles.ADMIN, Roles.ANALYST, Roles.MARKETING,
            Roles.FINANCE })
    @Operation(summary = "List the approved reviews of a product", description = "Roles: guest, shopper, shop, support, admin, analyst, marketing, finance. Newest first unless sorted otherwise; q finds words of title and body."
            + Api.LISTS)
    @APIResponse(responseCode = "200", description = "A page of reviews")
    @APIResponse(responseCode = "400", description = "unknown-parameter, invalid-parameter, invalid-cursor, unknown-sort, out-of-range")
    @APIResponse(responseCode = "404", description = "not-found")
    public Page<ReviewView> list(@RestPath UUID productId, @RestQuery @Nullable Integer rating,
            @RestQuery @Nullable Boolean verifiedPurchase, @RestQuery @Nullable String q,
            @Schema(description = "occurredAt, -occurredAt; rating, -rating (unstable while a review is changed); createdAt, -createdAt", defaultValue = "-occurredAt") @RestQuery @DefaultValue("-occurredAt") String sort,
            @RestQuery @Nullable Integer limit, @RestQuery @Nullable String cursor) {
        return reviews.published(productId, ReviewFilter.published(productId, rating, verifiedPurchase, q), sort, limit,
                cursor);
    }

    @GET
    @Path("/rating-summary")
    @RolesAllowed({ Roles.GUEST, Roles.SHOPPER, Roles.SHOP, Roles.SUPPORT, Roles.ADMIN, Roles.ANALYST, Roles.MARKETING,
            Roles.FINANCE })
    @Operation(summary = "Read the rating of a product", description = "Roles: as the list. Of its approved reviews, at this moment.")
    @APIResponse(responseCode = "200", description = "The rating")
    @APIResponse(responseCode = "404", description = "not-found")
    public RatingView rating(@RestPath UUID productId) {
        return reviews.rating(productId);
    }
}
