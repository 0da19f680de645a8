package dev.tandem.metrics.conversion;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedSet;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.money.Money;

/** What amounts come to in the reporting currencies, by the rates known at one instant. */
public final class Conversions {

    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

    private final RateBook book;
    private final SortedSet<String> reporting;
    private final Instant now;

    public Conversions(RateBook book, SortedSet<String> reporting, Instant now) {
        this.book = book;
        this.reporting = reporting;
        this.now = now;
    }

    /** The reporting currencies in which an amount has yet to be told. */
    public List<String> targets(String currency) {
        return reporting.stream().filter(target -> !target.equals(currency)).toList();
    }

    /** By the rate of its day, whichever was published last; empty if none is known. */
    public OptionalLong open(Money amount, LocalDate day, String target) {
        return converted(amount, target, book.known(amount.currency(), target, day, now));
    }

    /** By the rate that was picked when the fact became known, and again only by order; empty if there is none yet. */
    public OptionalLong closed(Money amount, LocalDate day, Instant pickedAt, String target) {
        return converted(amount, target, book.picked(amount.currency(), target, day, pickedAt, now));
    }

    /**
     * In minor units, half to even; nothing is nothing at any rate. What no whole number of ours can hold counts as not
     * convertible.
     */
    private static OptionalLong converted(Money amount, String target, RateEntry.@Nullable Rate rate) {
        if (amount.isZero()) {
            return OptionalLong.of(0);
        }
        if (rate == null) {
            return OptionalLong.empty();
        }
        int scale = Money.scale(target);
        BigDecimal converted = rate.base().equals(amount.currency())
                ? amount.amount().multiply(rate.rate()).setScale(scale, RoundingMode.HALF_EVEN)
                : amount.amount().divide(rate.rate(), scale, RoundingMode.HALF_EVEN);
        BigDecimal minor = converted.movePointRight(scale);
        return minor.abs().compareTo(MOST) > 0 ? OptionalLong.empty() : OptionalLong.of(minor.longValueExact());
    }
}
