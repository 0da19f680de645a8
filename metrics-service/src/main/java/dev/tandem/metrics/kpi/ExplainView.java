package dev.tandem.metrics.kpi;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.tandem.platform.money.Money;

/** The rows behind one figure. Items over all pages and the hidden ones together come to the figure exactly. */
public record ExplainView(@Nullable String value, @Nullable String numerator, @Nullable String denominator, long count,
        Hidden hidden, List<Item> items, @Nullable String nextCursor) {

    /** What the caller may not open, in one sum. */
    public record Hidden(long count, String numerator, @Nullable String denominator) {
    }

    /**
     * One record's share; {@code selected} marks the rows that decide a median, percentile or maximum.
     *
     * @param original of a converted amount, what it was converted from; absent where nothing was
     */
    @Schema(name = "ExplainedRecord")
    public record Item(String kind, UUID id, @Nullable String externalId, String href, LocalDate occurredOn,
            String numerator, @Nullable String denominator, @Nullable String value,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Money original, boolean selected) {
    }
}
