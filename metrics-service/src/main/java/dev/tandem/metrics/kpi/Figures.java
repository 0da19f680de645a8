package dev.tandem.metrics.kpi;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

import dev.tandem.platform.money.Money;

/** How parts become figures and figures become text; the one place for both, so that rows and sums agree. */
final class Figures {

    private static final int AVERAGE_DECIMALS = 4;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private Figures() {
    }

    static Optional<Ratio> of(Unit unit, BigInteger num, BigInteger den, String currency) {
        return switch (unit) {
            case COUNT -> Optional.of(Ratio.of(num));
            case MONEY_SUM -> Optional.of(new Ratio(money(num, currency), BigInteger.ONE));
            case MONEY_AVERAGE -> ratio(money(num, currency), den);
            case PERCENT -> ratio(new BigDecimal(num).multiply(HUNDRED), den);
            case STARS, DAYS -> ratio(new BigDecimal(num), den);
        };
    }

    private static Optional<Ratio> ratio(BigDecimal num, BigInteger den) {
        return den.signum() <= 0 ? Optional.empty() : Optional.of(new Ratio(num, den));
    }

    static String value(Unit unit, Ratio figure, String currency) {
        int decimals = switch (unit) {
            case COUNT -> 0;
            case MONEY_SUM -> Money.scale(currency);
            case MONEY_AVERAGE, PERCENT, STARS, DAYS -> AVERAGE_DECIMALS;
        };
        return figure.rounded(decimals).toPlainString();
    }

    static String numerator(Unit unit, BigInteger num, String currency) {
        return unit.isMoney() ? money(num, currency).toPlainString() : num.toString();
    }

    static BigDecimal money(BigInteger minor, String currency) {
        return new BigDecimal(minor, currency.equals(Cell.NO_CURRENCY) ? 0 : Money.scale(currency));
    }
}
