package dev.tandem.metrics.kpi;

import static dev.tandem.metrics.kpi.Dimension.CHANNEL;
import static dev.tandem.metrics.kpi.Dimension.COUNTRY;
import static dev.tandem.metrics.kpi.Dimension.CURRENCY;
import static dev.tandem.metrics.kpi.Dimension.INDUSTRY;
import static dev.tandem.metrics.kpi.Dimension.MANAGER;
import static dev.tandem.metrics.kpi.Dimension.OWNER;
import static dev.tandem.metrics.kpi.Dimension.PRODUCT;
import static dev.tandem.metrics.kpi.Dimension.REGION;
import static dev.tandem.metrics.kpi.Dimension.SOURCE;
import static dev.tandem.metrics.kpi.Model.B2B;
import static dev.tandem.metrics.kpi.Model.B2C;
import static dev.tandem.metrics.kpi.Unit.COUNT;
import static dev.tandem.metrics.kpi.Unit.DAYS;
import static dev.tandem.metrics.kpi.Unit.MONEY_AVERAGE;
import static dev.tandem.metrics.kpi.Unit.MONEY_SUM;
import static dev.tandem.metrics.kpi.Unit.PERCENT;
import static dev.tandem.metrics.kpi.Unit.STARS;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** Every metric that Tandem speaks of, with its one definition; those not computed yet are marked so. */
public final class KpiCatalogue {

    public static final String PIPELINE_VALUE = "pipeline_value";
    public static final String REPURCHASE_60D = "repurchase_60d";
    public static final String REVENUE = "revenue";
    /** The cells of the cohort table, which is read at its own address and therefore not listed. */
    public static final String CUSTOMER_COHORT_KEY = "customer_cohort@1";

    private static final List<Dimension> B2B_DIMENSIONS = List.of(INDUSTRY, PRODUCT, REGION, MANAGER, OWNER, SOURCE,
            COUNTRY, CURRENCY);
    private static final List<Dimension> B2C_DIMENSIONS = List.of(COUNTRY, CHANNEL, CURRENCY);
    private static final List<String> B2B_FEEDS = List.of("accounts/account", "accounts/opportunity",
            "accounts/pipeline", "accounts/product", "accounts/sales-user", "accounts/team");
    private static final List<String> B2C_FEEDS = List.of("orders/customer", "orders/order", "orders/product");
    private static final List<String> SALES_FEEDS = List.of("orders/order", "orders/product");
    private static final List<String> REVIEW_FEEDS = List.of("orders/product", "orders/review");
    private static final List<String> REVIEWED_SALES_FEEDS = List.of("orders/order", "orders/product", "orders/review");
    private static final List<String> CLOSED = List.of("opportunity.won", "opportunity.lost", "opportunity.reopened");
    private static final List<String> ORDERED = List.of("order.placed", "order.amended", "order.cancelled");

    private static final List<String> MODERATED = List.of("review.posted", "review.moderated");

    private static final String BY_CLOSE = "Counted on the closing date, so a deal opened earlier counts where it closed.";
    private static final String FIRST_ORDER = "Counted on the day of the first order; an earlier order that arrives late moves the customer.";

    private static final List<KpiDefinition> ALL = List.of(
            ready("win_rate", B2B, "Win rate", "won / (won + lost), by closing date", PERCENT, CLOSED, null, BY_CLOSE),
            ready("opportunity_to_won", B2B, "Opportunity to won", "won / opened, by the cohort of opening", PERCENT,
                    List.of("opportunity.opened", "opportunity.won"),
                    Band.between("18", "30", Band.GoodWhen.HIGHER, "Reference range: opportunity to won"),
                    "Young cohorts look worse than they will be.", "Deals without an opening date are outside."),
            ready("won_amount", B2B, "Won amount", "sum of the amounts of won deals, by closing date", MONEY_SUM, CLOSED,
                    null, "A won deal without an amount adds nothing."),
            ready("asp", B2B, "Average selling price", "won amount / won deals, by closing date", MONEY_AVERAGE, CLOSED,
                    Band.of("USD", "2000", "250000", "Reference range: price"), "A few large deals carry the mean."),
            new KpiDefinition("sales_cycle_days", B2B, 1, "Sales cycle", "closing date - opening date, won deals", DAYS,
                    B2B_DIMENSIONS, List.of(Stat.values()), List.of("opportunity.won", "opportunity.reopened"),
                    Band.between("30", "180", Band.GoodWhen.LOWER, "Reference range: sales cycle"), true,
                    List.of("Deals whose opening date is an estimate are outside.", BY_CLOSE)),
            ready("pipeline_value", B2B, "Pipeline value",
                    "sum of the amounts of deals open at the horizon, by expected closing date", MONEY_SUM,
                    List.of("opportunity.opened", "opportunity.amended", "opportunity.won", "opportunity.lost"), null,
                    "Deals without an expected closing date or an amount appear only as undated and unpriced."),
            ready("orders", B2C, "Orders", "orders neither cancelled nor expired, by order date", COUNT, ORDERED, null,
                    "Two orders of one customer on one day are two orders."),
            ready("revenue", B2C, "Revenue", "captures - refunds, each on its own date", MONEY_SUM,
                    List.of("payment.captured", "order.refunded"), null,
                    "A refund counts in its own period, not in that of the order."),
            ready("aov", B2C, "Average order value", "sum of order totals / orders, by order date", MONEY_AVERAGE,
                    ORDERED, null, "After discount, before refunds; tax and shipping are included."),
            ready("repeat_rate", B2C, "Repeat rate", "customers with at least 2 orders / customers, by first order",
                    PERCENT, ORDERED, null, FIRST_ORDER, "Later orders count without an end; recent periods still grow."),
            ready("repurchase_60d", B2C, "Repurchase within 60 days",
                    "customers whose second order came within 60 days / customers with 60 days behind them", PERCENT,
                    ORDERED, null, FIRST_ORDER, "Customers younger than 60 days at the horizon are outside."),
            new KpiDefinition("units", B2C, 1, "Units", "pieces in orders neither cancelled nor expired, by order date",
                    COUNT, List.of(COUNTRY, CHANNEL, CURRENCY, PRODUCT), List.of(), ORDERED, null, true,
                    List.of("Pieces that came back are not taken away: they were sold.")),
            new KpiDefinition("rating_avg", B2C, 1, "Average rating",
                    "stars of published reviews / published reviews, by the day of the review", STARS,
                    List.of(COUNTRY, CHANNEL, PRODUCT), List.of(), MODERATED, null, true,
                    List.of("A review that is withdrawn or changed counts no more until it is approved again.",
                            "Few reviews make a bold average; look at the denominator.")),
            new KpiDefinition("review_rate", B2C, 1, "Review rate",
                    "published reviews, by their own day / completed orders, by order date", PERCENT,
                    List.of(COUNTRY, CHANNEL, PRODUCT), List.of(),
                    List.of("review.posted", "review.moderated", "order.placed", "order.amended"), null, true,
                    List.of("A review counts in its own period, not in that of the order; an order of several products can have several.",
                            "By product a review counts for what it is about, an order for the product of its largest line.")),
            later("mql_count", B2B, "MQLs", "distinct leads entering MQL in the period", COUNT, null),
            later("sql_ratio", B2B, "SQL ratio", "SQL / MQL of one entry cohort", PERCENT,
                    Band.alarmBelow("2", "Reference range: SQL ratio")),
            later("lead_to_opp", B2B, "Lead to opportunity", "opportunities from the lead cohort / its leads", PERCENT,
                    Band.between("5", "12", Band.GoodWhen.HIGHER, "Reference range: lead to opportunity")),
            later("weighted_pipeline", B2B, "Weighted pipeline", "open amounts x stage probability as known",
                    MONEY_SUM, null),
            later("acv", B2B, "Annual contract value", "contract value per year / won contracts", MONEY_AVERAGE, null),
            later("mrr", B2B, "Monthly recurring revenue", "normalised monthly recurring amount at the period's end",
                    MONEY_SUM, null),
            later("arr", B2B, "Annual recurring revenue", "12 x monthly recurring revenue", MONEY_SUM, null),
            later("ctr_b2b", B2B, "Click-through rate", "clicks / impressions", PERCENT,
                    Band.between("0.6", "1.2", Band.GoodWhen.HIGHER, "Reference range: CTR")),
            later("traffic", B2C, "Sessions", "sessions in the period", COUNT, null),
            later("cvr", B2C, "Conversion rate", "sessions with a paid order / sessions", PERCENT,
                    Band.between("1.8", "4.0", Band.GoodWhen.HIGHER, "Reference range: conversion")),
            later("ctr_b2c", B2C, "Click-through rate", "clicks / impressions", PERCENT,
                    Band.between("1.5", "3.5", Band.GoodWhen.HIGHER, "Reference range: CTR")),
            later("gap", B2C, "Cart to paid gap", "carts / sessions - paid / sessions, percentage points", PERCENT,
                    Band.alarmAbove("10", "Reference range: gap")),
            later("refund_rate", B2C, "Refund rate", "refunded / captured", PERCENT, null));

    private KpiCatalogue() {
    }

    public static List<KpiDefinition> all() {
        return ALL;
    }

    public static Optional<KpiDefinition> find(Model model, String id) {
        return ALL.stream().filter(kpi -> kpi.model() == model && kpi.id().equals(id)).findFirst();
    }

    /** The feeds that decide a metric: where reviews or products are not part of it, it does not wait for them. */
    static List<String> feedsOf(KpiDefinition kpi) {
        return switch (kpi.id()) {
            case "units" -> SALES_FEEDS;
            case "rating_avg" -> REVIEW_FEEDS;
            case "review_rate" -> REVIEWED_SALES_FEEDS;
            default -> feedsOf(kpi.model());
        };
    }

    /** The feeds of one model: references are among them, because their change restates facts. */
    public static List<String> feedsOf(Model model) {
        return model == B2B ? B2B_FEEDS : B2C_FEEDS;
    }

    private static KpiDefinition ready(String id, Model model, String name, String formula, Unit unit,
            List<String> events, @Nullable Band band, String... pitfalls) {
        return new KpiDefinition(id, model, 1, name, formula, unit, dimensionsOf(model), List.of(), events, band, true,
                List.of(pitfalls));
    }

    private static KpiDefinition later(String id, Model model, String name, String formula, Unit unit,
            @Nullable Band band) {
        return new KpiDefinition(id, model, 1, name, formula, unit, dimensionsOf(model), List.of(), List.of(), band,
                false, List.of());
    }

    private static List<Dimension> dimensionsOf(Model model) {
        return model == B2B ? B2B_DIMENSIONS : B2C_DIMENSIONS;
    }
}
