package dev.tandem.metrics.contribution;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;

import dev.tandem.metrics.conversion.Conversions;
import dev.tandem.metrics.conversion.RateBook;
import dev.tandem.metrics.state.Pick;
import dev.tandem.platform.money.Money;

/** Converts the amounts of one record: the closed ones by the picks that are kept with it. */
public record Converter(Conversions conversions, List<Pick> picks) {

    /** Converts nothing, for facts that nobody wants told in another currency. */
    public static final Converter NONE = new Converter(
            new Conversions(new RateBook(), Collections.emptySortedSet(), Instant.EPOCH), List.of());

    List<String> targets(String currency) {
        return conversions.targets(currency);
    }

    OptionalLong open(Money amount, LocalDate day, String target) {
        return conversions.open(amount, day, target);
    }

    OptionalLong closed(String fact, Money amount, LocalDate day, String target) {
        Pick pick = picks.stream().filter(each -> each.isOf(fact, amount.currency(), day)).findFirst()
                .orElseThrow(() -> new IllegalStateException("An amount of " + day + " was never picked a rate for"));
        return conversions.closed(amount, day, pick.knownAt(), target);
    }
}
