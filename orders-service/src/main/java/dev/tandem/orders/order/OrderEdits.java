package dev.tandem.orders.order;

import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.resource.ExternalName;

/** What may be corrected on an order; its lines and amounts are a contract and change only by their own actions. */
public record OrderEdits(
        @Pattern(regexp = OrderRow.CHANNEL, message = "A channel is a code of at most 64 letters, digits, '_', '.' or '-'.") @Nullable String channel,
        @Pattern(regexp = OrderRow.COUNTRY, message = "A country is an ISO 3166-1 code of two capital letters.") @Nullable String country,
        @Size(max = 20) @Nullable List<@NotNull @Valid ExternalName> externalIds) {
}
