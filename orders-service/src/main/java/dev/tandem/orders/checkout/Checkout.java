package dev.tandem.orders.checkout;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.tandem.orders.order.PaymentMethod;
import dev.tandem.platform.money.Money;

/**
 * What a buyer says to pay for his cart.
 *
 * @param payment needed unless the cart costs nothing
 * @param total what the buyer was shown; where given and prices have moved since, nothing is bought
 */
@Schema(example = """
        {"payment":{"method":"CARD","token":"tok_4711"},"channel":"WEB","country":"ID",
         "total":{"amount":"49.80","currency":"USD"}}""")
public record Checkout(@Valid @Nullable Payment payment,
        @Pattern(regexp = "[A-Za-z0-9_.-]{1,64}", message = "A channel is a code of at most 64 letters, digits, '_', '.' or '-'.") @Nullable String channel,
        @Pattern(regexp = "[A-Z]{2}", message = "A country is an ISO 3166-1 code of two capital letters.") @Nullable String country,
        @Nullable Money total) {

    /** How the buyer pays; the token comes from the provider's form, and a card number never comes here. */
    @Schema(name = "CheckoutPayment")
    public record Payment(@NotNull @Nullable PaymentMethod method,
            @NotNull @Pattern(regexp = "[A-Za-z0-9_.-]{1,200}") @Nullable String token) {
    }
}
