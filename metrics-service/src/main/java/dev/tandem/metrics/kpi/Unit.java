package dev.tandem.metrics.kpi;

/** What kind of number a metric is, which decides how its parts make the figure and how many decimals are shown. */
public enum Unit {
    /** The numerator itself, a whole number. */
    COUNT("count"),
    /** The numerator in minor units of one currency, shown at the currency's scale. */
    MONEY_SUM("money"),
    /** Numerator in minor units by denominator. */
    MONEY_AVERAGE("money"),
    /** A hundred numerators by denominator. */
    PERCENT("percent"),
    /** Stars by number of ratings. */
    STARS("stars"),
    /** Days by number of facts; the only unit with order statistics. */
    DAYS("days");

    private final String text;

    Unit(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    public boolean isMoney() {
        return this == MONEY_SUM || this == MONEY_AVERAGE;
    }

    /** Whether the figure is a plain sum, which is zero and not unknown where there are no facts. */
    public boolean isSum() {
        return this == COUNT || this == MONEY_SUM;
    }
}
