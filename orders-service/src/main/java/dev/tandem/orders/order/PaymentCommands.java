package dev.tandem.orders.order;

import java.time.Instant;
import java.util.UUID;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.tandem.platform.money.Money;

/** What clients say about an order's money. Free text stays in this service; the feed does not carry it. */
public final class PaymentCommands {

    private PaymentCommands() {
    }

    /**
     * A payment that is authorised, or taken at once.
     *
     * @param capture whether the money is taken at once; true where absent
     */
    @Schema(example = """
            {"method":"CARD","amount":{"amount":"100.00","currency":"USD"},"capture":true,"reference":"psp-4711"}""")
    public record Pay(@NotNull @Nullable PaymentMethod method,
            @Pattern(regexp = "[A-Za-z0-9_.-]{1,64}") @Nullable String provider, @NotNull @Nullable Money amount,
            @Nullable Boolean capture, @Size(max = 200) @Nullable String reference, @Nullable Instant occurredAt) {
    }

    /** @param paymentId may be absent where only one payment waits to be captured */
    @Schema(example = "{\"amount\":{\"amount\":\"100.00\",\"currency\":\"USD\"}}")
    public record Capture(@Nullable UUID paymentId, @NotNull @Nullable Money amount,
            @Size(max = 200) @Nullable String reference,
            @Nullable Instant occurredAt) {
    }

    /**
     * Money back.
     *
     * @param paymentId may be absent where only one payment was captured
     * @param pending whether the provider still works on it; false where absent
     */
    @Schema(example = "{\"amount\":{\"amount\":\"40.00\",\"currency\":\"USD\"},\"reason\":\"Damaged on arrival\"}")
    public record Refund(@Nullable UUID paymentId, @NotNull @Nullable Money amount, @Nullable Boolean pending,
            @Size(max = 200) @Nullable String reference, @Size(max = 500) @Nullable String reason,
            @Nullable Instant occurredAt) {
    }

    /** How an entry that was pending has ended: SUCCEEDED or FAILED. */
    @Schema(example = "{\"state\":\"SUCCEEDED\"}")
    public record Settle(@NotNull @Nullable TransactionState state) {
    }

    /** Why an order is cancelled or an authorisation let go. */
    public record Reason(@Size(max = 500) @Nullable String reason) {
    }

    /** Where an order is to move. */
    public record Move(@NotNull @Nullable OrderStatus status) {
    }
}
