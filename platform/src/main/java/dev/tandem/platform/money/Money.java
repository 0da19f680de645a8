package dev.tandem.platform.money;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.stream.IntStream;

import jakarta.persistence.Embeddable;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;

import dev.tandem.platform.problem.ProblemException;

/**
 * An amount in whole minor units. On the wire it is {@code {"amount":"8000.00","currency":"EUR"}}, a decimal string at the
 * ISO 4217 scale; in a table it is the pair {@code …_minor bigint}, {@code …_currency char(3)}.
 *
 * @param minor minor units (cents for USD, won for KRW); may be negative
 * @param currency ISO 4217 code
 */
@Embeddable
@Schema(name = "Money", example = "{\"amount\":\"8000.00\",\"currency\":\"EUR\"}")
public record Money(@JsonIgnore long minor, String currency) {

    /** What Jackson reads: both parts are strings and both are needed. */
    @JsonCreator
    static Money read(@JsonProperty("amount") String amount, @JsonProperty("currency") String currency) {
        if (amount == null) {
            throw ProblemException.invalid("required", "/amount", "An amount of money needs its amount.");
        }
        if (currency == null) {
            throw ProblemException.invalid("required", "/currency", "An amount of money needs its currency.");
        }
        return of(amount, currency);
    }

    /** @throws ProblemException {@code invalid-number}, {@code invalid-amount-scale} or {@code unknown-currency} */
    public static Money of(String amount, String currency) {
        if (!amount.matches("-?\\d{1,18}(\\.\\d{1,18})?")) {
            throw ProblemException.invalid("invalid-number", "/amount", "\"" + amount + "\" is not a decimal amount.");
        }
        return of(new BigDecimal(amount), currency);
    }

    /** @throws ProblemException {@code invalid-amount-scale} where the amount is finer than the currency allows */
    public static Money of(BigDecimal amount, String currency) {
        int scale = scale(currency);
        if (amount.stripTrailingZeros().scale() > scale) {
            throw ProblemException.invalid("invalid-amount-scale", "/amount",
                    currency + " has " + scale + " decimals; " + amount.toPlainString() + " has more.");
        }
        try {
            return new Money(amount.movePointRight(scale).longValueExact(), currency);
        } catch (ArithmeticException tooLarge) {
            throw ProblemException.invalid("invalid-number", "/amount", "The amount is too large.").causedBy(tooLarge);
        }
    }

    public static Money zero(String currency) {
        scale(currency);
        return new Money(0, currency);
    }

    /** Decimals of a currency by ISO 4217. */
    public static int scale(String currency) {
        try {
            int digits = Currency.getInstance(currency).getDefaultFractionDigits();
            if (digits >= 0) {
                return digits;
            }
        } catch (IllegalArgumentException unknown) {
            throw ProblemException.invalid("unknown-currency", "/currency",
                    "\"" + currency + "\" is not an ISO 4217 currency.").causedBy(unknown);
        }
        throw ProblemException.invalid("unknown-currency", "/currency", currency + " is not a currency of payment.");
    }

    public Money plus(Money other) {
        return new Money(Math.addExact(minor, same(other).minor), currency);
    }

    public Money minus(Money other) {
        return new Money(Math.subtractExact(minor, same(other).minor), currency);
    }

    private Money same(Money other) {
        if (!other.currency.equals(currency)) {
            throw ProblemException.invalid("currency-mismatch", "",
                    "Amounts in " + currency + " and " + other.currency + " cannot be added.");
        }
        return other;
    }

    @JsonIgnore
    public boolean isNegative() {
        return minor < 0;
    }

    @JsonIgnore
    public boolean isZero() {
        return minor == 0;
    }

    /** The amount as a decimal at the currency's scale. */
    public BigDecimal amount() {
        return BigDecimal.valueOf(minor, scale(currency));
    }

    /** The amount as it is written on the wire. */
    @JsonProperty("amount")
    public String amountText() {
        return amount().toPlainString();
    }

    /** Splits the amount by weight with largest remainders, so that the parts sum exactly; ties go to the earliest. */
    public List<Money> allocate(long... weights) {
        long total = 0;
        for (long weight : weights) {
            if (weight < 0) {
                throw new IllegalArgumentException("A weight is negative");
            }
            total = Math.addExact(total, weight);
        }
        if (total == 0) {
            throw new IllegalArgumentException("All weights are zero");
        }
        var wholeTotal = java.math.BigInteger.valueOf(total);
        var size = java.math.BigInteger.valueOf(Math.abs(minor));
        long[] parts = new long[weights.length];
        var rests = new java.math.BigInteger[weights.length];
        long left = Math.abs(minor);
        for (int i = 0; i < weights.length; i++) {
            var split = size.multiply(java.math.BigInteger.valueOf(weights[i])).divideAndRemainder(wholeTotal);
            parts[i] = split[0].longValueExact();
            rests[i] = split[1];
            left -= parts[i];
        }
        IntStream.range(0, weights.length).boxed().sorted(Comparator.comparing((Integer i) -> rests[i]).reversed())
                .limit(left).forEach(i -> parts[i]++);
        return java.util.Arrays.stream(parts).mapToObj(part -> new Money(minor < 0 ? -part : part, currency)).toList();
    }
}
