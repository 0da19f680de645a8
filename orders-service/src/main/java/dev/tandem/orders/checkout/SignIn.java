package dev.tandem.orders.checkout;

import java.util.List;
import java.util.UUID;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a shopper says who was a guest before. */
@Schema(example = "{\"guestToken\":\"eyJhbGciOiJSUzI1NiJ9…\"}")
public record SignIn(@NotBlank @Size(max = 8_000) @Nullable String guestToken) {

    /**
     * What has become of the guest's things.
     *
     * @param cartId the cart that he fills from now on; null where neither had one
     * @param orders how many orders changed hands; a shopper who was no customer before takes over the guest's as they are
     * @param adjustments things of which the cart has fewer than both carts together asked for, because there are not more
     */
    @Schema(name = "SignedIn")
    public record Result(@Nullable UUID cartId, int orders, List<Adjustment> adjustments) {
    }

    /** What was wanted of a thing, and what can be had. */
    @Schema(name = "CartAdjustment")
    public record Adjustment(String sku, int requested, int granted) {
    }
}
