package dev.tandem.orders.stock;

import java.time.Instant;
import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One entry of the stock ledger as clients read it. */
@Schema(name = "StockMovement")
public record MovementView(UUID id, UUID productId, MovementType type, int onHandChange, int allocatedChange,
        @Nullable AdjustmentReason reason, @Nullable UUID orderId, Instant recordedAt) {
}
