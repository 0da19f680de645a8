package dev.tandem.orders.stock;

import java.util.UUID;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

import org.jspecify.annotations.Nullable;

/** The pieces of one product as somebody has counted them. */
public record StockRow(@NotNull @Nullable UUID productId, @NotNull @Min(0) @Max(1_000_000_000) @Nullable Integer onHand) {
}
