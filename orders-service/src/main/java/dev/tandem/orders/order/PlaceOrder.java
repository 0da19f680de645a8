package dev.tandem.orders.order;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.tandem.platform.money.Money;
import dev.tandem.platform.resource.ExternalName;

/**
 * What a client says to place an order.
 *
 * @param occurredAt when it was placed; now where absent
 * @param total optional; where given it must equal what the parts add up to
 */
@Schema(example = """
        {"customerId":"0198f0c2-7d6e-7cc3-98c4-dc0c0c07398f","channel":"WEB","country":"ID",
         "lines":[{"productId":"0198f0c2-7d6e-7cc3-98c4-dc0c0c073990","quantity":2},
                  {"description":"Gift wrap","quantity":1,"lineTotal":{"amount":"3.00","currency":"USD"}}],
         "shippingTotal":{"amount":"5.00","currency":"USD"}}""")
public record PlaceOrder(@NotNull @Nullable UUID customerId,
        @Pattern(regexp = OrderRow.CHANNEL, message = "A channel is a code of at most 64 letters, digits, '_', '.' or '-'.") @Nullable String channel,
        @Pattern(regexp = OrderRow.COUNTRY, message = "A country is an ISO 3166-1 code of two capital letters.") @Nullable String country,
        @Nullable Instant occurredAt, @NotEmpty @Size(max = 500) @Nullable List<@NotNull @Valid PlaceLine> lines,
        @Nullable Money discountTotal, @Nullable Money taxTotal, @Nullable Money shippingTotal, @Nullable Money total,
        @Size(max = 20) @Nullable List<@NotNull @Valid ExternalName> externalIds) {

    /**
     * One line.
     *
     * @param unitPrice the product's price where neither it nor a total is given
     * @param lineTotal the truth; price times quantity where absent
     */
    public record PlaceLine(@Nullable UUID productId, @Size(min = 1, max = 500) @Nullable String description,
            @NotNull @Min(1) @Max(1_000_000) @Nullable Integer quantity, @Nullable Money unitPrice, @Nullable Money lineTotal) {
    }
}
