package dev.tandem.metrics.exchangerate;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.validation.constraints.NotNull;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.tandem.platform.problem.Violation;

/** A rate as it is published, in a body or a row of a file. The rate is text, because a JSON number is a double to many. */
@Schema(name = "ExchangeRateFields", example = "{\"base\":\"EUR\",\"quote\":\"USD\",\"validFrom\":\"2026-02-01\",\"rate\":\"1.25\"}")
record ExchangeRateFields(
        @NotNull @Schema(description = "ISO 4217 code; the rate is units of quote for one unit of base") @Nullable String base,
        @NotNull @Schema(description = "ISO 4217 code, another one than base") @Nullable String quote,
        @NotNull @Schema(description = "The first day it holds, until the next rate of the pair") @Nullable LocalDate validFrom,
        @NotNull @Schema(description = "Decimal above zero, at most 10 digits before and 10 after the point", pattern = "^\\d{1,10}(\\.\\d{1,10})?$") @Nullable String rate) {

    static final int DECIMALS = 10;
    private static final String SHAPE = "\\d{1,10}(\\.\\d{1,18})?";

    static ExchangeRateFields of(Quotation quotation) {
        return new ExchangeRateFields(quotation.pair().base(), quotation.pair().quote(), quotation.validFrom(),
                quotation.rate().stripTrailingZeros().toPlainString());
    }

    /** What is to be recorded; empty where something is wrong or absent. */
    Optional<Quotation> quotation(List<Violation> violations) {
        List<Violation> found = new ArrayList<>();
        Optional<CurrencyPair> pair = CurrencyPair.read(base, quote, found);
        RateDays.check("/validFrom", validFrom, found);
        Optional<BigDecimal> value = Optional.ofNullable(rate).flatMap(text -> value(text, found));
        violations.addAll(found);
        if (!found.isEmpty() || pair.isEmpty() || validFrom == null || value.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Quotation(pair.get(), validFrom, value.get()));
    }

    private static Optional<BigDecimal> value(String text, List<Violation> violations) {
        if (!text.matches(SHAPE)) {
            violations.add(new Violation("/rate", "invalid-number", "\"" + text
                    + "\" is not a decimal of at most 10 digits before and 10 after the point."));
            return Optional.empty();
        }
        BigDecimal value = new BigDecimal(text).stripTrailingZeros();
        if (value.signum() == 0) {
            violations.add(new Violation("/rate", "out-of-range", "A rate is above zero."));
            return Optional.empty();
        }
        if (value.scale() > DECIMALS) {
            violations.add(new Violation("/rate", "invalid-rate-scale",
                    "A rate has at most " + DECIMALS + " decimals; " + text + " has more."));
            return Optional.empty();
        }
        return Optional.of(value);
    }
}
