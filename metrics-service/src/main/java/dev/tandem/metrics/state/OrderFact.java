package dev.tandem.metrics.state;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonIgnore;

import dev.tandem.platform.money.Money;
import dev.tandem.platform.time.Precision;

/** A consumer's order with its lines and its ledger of captures and refunds. */
public record OrderFact(
        @Nullable UUID customerId,
        String status,
        @Nullable String channel,
        @Nullable String country,
        Instant occurredAt,
        @Nullable LocalDate occurredOn,
        @Nullable Precision precision,
        Money total,
        @Nullable List<Line> lines,
        @Nullable List<Payment> payments,
        @Nullable String orderNo,
        @Nullable String externalId,
        @Nullable String recordSource) implements Fact {

    /** So many pieces of one product; a product that the shop does not know is null. */
    public record Line(int lineNo, @Nullable UUID productId, int quantity, @Nullable Money lineTotal) {
    }

    /** One movement of money. */
    public record Payment(UUID id, String type, @Nullable String state, Money amount, Instant occurredAt,
            @Nullable LocalDate occurredOn, @Nullable Precision precision) {
    }

    @JsonIgnore
    public List<Line> allLines() {
        return lines == null ? List.of() : lines;
    }

    @JsonIgnore
    public List<Payment> allPayments() {
        return payments == null ? List.of() : payments;
    }

    /** Whether the order counts: one that came to nothing does not. */
    @JsonIgnore
    public boolean isCounted() {
        return !status.equals("CANCELLED") && !status.equals("EXPIRED");
    }

    /** Whether the buyer has what he ordered. */
    @JsonIgnore
    public boolean isDelivered() {
        return status.equals("COMPLETED");
    }

    @Override
    public boolean isImported() {
        return "IMPORT".equals(recordSource);
    }
}
