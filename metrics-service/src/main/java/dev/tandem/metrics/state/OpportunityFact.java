package dev.tandem.metrics.state;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;

import dev.tandem.platform.money.Money;
import dev.tandem.platform.time.Precision;

/** A deal with everything that its figures are made of. */
public record OpportunityFact(
        @Nullable UUID accountId,
        @Nullable UUID ownerId,
        @Nullable String leadSource,
        @Nullable Money amount,
        @JsonProperty("isClosed") boolean isClosed,
        @JsonProperty("isWon") boolean isWon,
        @Nullable Instant openedAt,
        @Nullable LocalDate openedOn,
        @Nullable Precision openedPrecision,
        boolean openedOnEstimated,
        @Nullable Instant closedAt,
        @Nullable LocalDate closedOn,
        @Nullable Precision closedPrecision,
        @Nullable LocalDate expectedCloseOn,
        @Nullable List<Line> lines,
        @Nullable String externalId,
        @Nullable String recordSource) implements Fact {

    /** One product of the deal with its share of the amount. */
    public record Line(int lineNo, @Nullable UUID productId, @Nullable Money amount) {
    }

    @JsonIgnore
    public List<Line> allLines() {
        return lines == null ? List.of() : lines;
    }

    @Override
    public List<UUID> refs() {
        return Stream.of(accountId, ownerId).filter(Objects::nonNull).distinct().toList();
    }

    @Override
    public boolean isImported() {
        return "IMPORT".equals(recordSource);
    }
}
