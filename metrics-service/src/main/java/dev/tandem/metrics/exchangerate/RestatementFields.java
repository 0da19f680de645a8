package dev.tandem.metrics.exchangerate;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.tandem.platform.problem.Violation;

/** What is to be judged anew, and why. */
@Schema(name = "ExchangeRateRestatementFields", example = "{\"base\":\"EUR\",\"quote\":\"USD\",\"from\":\"2026-02-01\",\"to\":\"2026-03-01\",\"reason\":\"The bank corrected its February rates.\"}")
record RestatementFields(
        @NotNull @Schema(description = "ISO 4217 code; facts in either currency of the pair are meant") @Nullable String base,
        @NotNull @Schema(description = "ISO 4217 code, another one than base") @Nullable String quote,
        @NotNull @Schema(description = "First day of the facts") @Nullable LocalDate from,
        @NotNull @Schema(description = "The day after the last") @Nullable LocalDate to,
        @NotBlank @Size(max = 500) @Schema(description = "For the audit") @Nullable String reason) {

    /** The order; empty where something is wrong or absent. */
    Optional<Restatement.Order> order(List<Violation> violations) {
        List<Violation> found = new ArrayList<>();
        Optional<CurrencyPair> pair = CurrencyPair.read(base, quote, found);
        RateDays.check("/from", from, found);
        RateDays.check("/to", to, found);
        if (found.isEmpty() && from != null && to != null && !from.isBefore(to)) {
            found.add(new Violation("/to", "invalid-range", "The day after the last lies after the first."));
        }
        violations.addAll(found);
        if (!found.isEmpty() || pair.isEmpty() || from == null || to == null || reason == null) {
            return Optional.empty();
        }
        return Optional.of(new Restatement.Order(pair.get(), from, to, reason.strip()));
    }
}
