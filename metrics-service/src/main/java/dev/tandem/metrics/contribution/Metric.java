package dev.tandem.metrics.contribution;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The metrics that are computed, each with the version of its meaning and the dimensions its cells are kept by. */
public enum Metric {
    WIN_RATE("win_rate@1", Kept.B2B, Kept.DEAL),
    OPPORTUNITY_TO_WON("opportunity_to_won@1", Kept.B2B, Kept.DEAL),
    WON_AMOUNT("won_amount@1", Kept.B2B, Kept.DEAL),
    ASP("asp@1", Kept.B2B, Kept.DEAL),
    SALES_CYCLE_DAYS("sales_cycle_days@1", Kept.B2B, Kept.DEAL),
    PIPELINE_VALUE("pipeline_value@1", Kept.B2B, Kept.DEAL),
    ORDERS("orders@1", Kept.B2C, Kept.ORDER),
    REVENUE("revenue@1", Kept.B2C, Kept.ORDER),
    AOV("aov@1", Kept.B2C, Kept.ORDER),
    REPEAT_RATE("repeat_rate@1", Kept.B2C, Kept.ORDER),
    REPURCHASE_60D("repurchase_60d@1", Kept.B2C, Kept.ORDER),
    CUSTOMER_COHORT("customer_cohort@1", Kept.B2C, List.of()),
    UNITS("units@1", Kept.B2C, Kept.SOLD),
    RATING_AVG("rating_avg@1", Kept.B2C, Kept.SOLD),
    REVIEW_RATE("review_rate@1", Kept.B2C, Kept.SOLD);

    /** Constants that the enum's own entries need. */
    private static final class Kept {
        static final String B2B = "B2B";
        static final String B2C = "B2C";
        /** Sorted, because the name of a pair of dimensions is sorted. */
        static final List<String> DEAL = List.of("country", "industry", "manager", "owner", "product", "region",
                "source");
        static final List<String> ORDER = List.of("channel", "country");
        static final List<String> SOLD = List.of("channel", "country", "product");
    }

    private final String key;
    private final String model;
    private final List<String> dimensions;

    Metric(String key, String model, List<String> dimensions) {
        this.key = key;
        this.model = model;
        this.dimensions = dimensions;
    }

    /** {@code win_rate@1}: a changed meaning gets a new version, and so a new key. */
    public String key() {
        return key;
    }

    public String model() {
        return model;
    }

    /** The service whose feeds alone decide this metric. */
    public String service() {
        return model.equals(Kept.B2B) ? "accounts" : "orders";
    }

    /** Names of the dimensions that cells are kept by, sorted; currency is part of every cell and not among them. */
    public List<String> dimensions() {
        return dimensions;
    }

    public static Metric ofKey(String key) {
        return Arrays.stream(values()).filter(metric -> metric.key.equals(key)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No metric is called " + key));
    }

    /** Those of a list of definitions that this code can compute. */
    public static Set<Metric> among(String definitions) {
        List<String> listed = List.of(definitions.split(","));
        Set<Metric> found = EnumSet.noneOf(Metric.class);
        Arrays.stream(values()).filter(metric -> listed.contains(metric.key)).forEach(found::add);
        return found;
    }

    /** What this code computes; a generation made with another list is out of date. */
    public static String definitions() {
        return Arrays.stream(values()).map(Metric::key).sorted().collect(Collectors.joining(","));
    }
}
