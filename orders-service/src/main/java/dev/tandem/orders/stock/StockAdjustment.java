package dev.tandem.orders.stock;

import java.util.UUID;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a client says to change the pieces on the shelf.
 *
 * @param change how many more, or fewer where negative
 */
@Schema(example = "{\"productId\":\"0198f0c2-7d6e-7cc3-98c4-dc0c0c073990\",\"change\":12,\"reason\":\"RECEIVED\"}")
public record StockAdjustment(@NotNull @Nullable UUID productId,
        @NotNull @Min(-1_000_000_000) @Max(1_000_000_000) @Nullable Integer change,
        @NotNull @Nullable AdjustmentReason reason) {
}
