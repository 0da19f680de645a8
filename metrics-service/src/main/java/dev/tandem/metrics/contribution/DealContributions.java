package dev.tandem.metrics.contribution;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.tandem.metrics.state.AccountFact;
import dev.tandem.metrics.state.OpportunityFact;
import dev.tandem.metrics.state.SalesUserFact;
import dev.tandem.platform.money.Money;

/** What one deal adds to the B2B metrics. */
public final class DealContributions {

    private final UUID id;
    private final OpportunityFact deal;
    private final Dimensions dimensions;
    private final List<OpportunityFact.Line> lines;
    private final @Nullable LocalDate opened;
    private final @Nullable LocalDate closed;
    private final Converter converter;
    private final List<Contribution> found = new ArrayList<>();

    private DealContributions(UUID id, OpportunityFact deal, Dimensions dimensions, ZoneId zone, Converter converter) {
        this.id = id;
        this.deal = deal;
        this.dimensions = dimensions;
        this.converter = converter;
        this.lines = deal.allLines().stream().sorted(Comparator.comparingInt(OpportunityFact.Line::lineNo)).toList();
        this.opened = BusinessDay.of(deal.openedAt(), deal.openedOn(), deal.openedPrecision(), zone);
        this.closed = closedDay(deal, zone);
    }

    /** The contributions of a deal that exists, by what is known of its account and owner. */
    public static List<Contribution> of(UUID id, OpportunityFact deal, @Nullable AccountFact account,
            @Nullable SalesUserFact owner, ZoneId zone, Converter converter) {
        UUID manager = owner == null ? null : owner.managerId();
        Dimensions dimensions = new Dimensions(account == null ? null : account.industry(), null,
                owner == null ? null : owner.region(), text(manager), text(deal.ownerId()), deal.leadSource(),
                account == null ? null : account.country(), null);
        return new DealContributions(id, deal, dimensions, zone, converter).all();
    }

    /** The deal's amount, once it is won. */
    public static List<ClosedAmount> closedAmounts(OpportunityFact deal, ZoneId zone) {
        LocalDate day = closedDay(deal, zone);
        return deal.isClosed() && deal.isWon() && day != null && deal.amount() != null
                ? List.of(new ClosedAmount(ClosedAmount.TOTAL, deal.amount().currency(), day))
                : List.of();
    }

    private static @Nullable LocalDate closedDay(OpportunityFact deal, ZoneId zone) {
        return BusinessDay.of(deal.closedAt(), deal.closedOn(), deal.closedPrecision(), zone);
    }

    private static @Nullable String text(@Nullable UUID id) {
        return id == null ? null : id.toString();
    }

    private List<Contribution> all() {
        if (deal.isClosed() && closed != null) {
            count(Metric.WIN_RATE, closed, 0, deal.isWon() ? 1 : 0);
            if (deal.isWon()) {
                won(closed);
            }
        }
        // An estimated opening says when a deal came into the suite, not when it began.
        if (opened != null && !deal.openedOnEstimated()) {
            count(Metric.OPPORTUNITY_TO_WON, opened, 0, deal.isClosed() && deal.isWon() ? 1 : 0);
        }
        if (!deal.isClosed()) {
            open();
        }
        return found;
    }

    private void won(LocalDate day) {
        amount(Metric.WON_AMOUNT, day);
        amount(Metric.ASP, day);
        if (opened != null && !deal.openedOnEstimated()) {
            int days = Math.toIntExact(ChronoUnit.DAYS.between(opened, day));
            count(Metric.SALES_CYCLE_DAYS, day, days, days);
        }
    }

    private void open() {
        LocalDate expected = deal.expectedCloseOn();
        if (expected != null && deal.amount() != null) {
            amount(Metric.PIPELINE_VALUE, expected);
        }
        if (expected == null) {
            add(Metric.PIPELINE_VALUE, "undated", Contribution.UNDATED, Contribution.PIPELINE_UNDATED,
                    mainProduct(), 0, 0);
        }
        if (deal.amount() == null) {
            add(Metric.PIPELINE_VALUE, "unpriced", expected == null ? Contribution.UNDATED : expected,
                    Contribution.PIPELINE_UNPRICED, mainProduct(), 0, 0);
        }
    }

    /** Counts and days are whole: they go to the product of the largest line. */
    private void count(Metric metric, LocalDate day, int bucket, long numerator) {
        add(metric, "", day, bucket, mainProduct(), numerator, 1);
    }

    /**
     * Amounts split over the lines, so that the products' sums are the total; converted ones split after conversion. The
     * denominator counts the deal once, on its main line.
     */
    private void amount(Metric metric, LocalDate day) {
        List<Contribution> shares = shares(metric, day);
        found.addAll(shares);
        Money amount = deal.amount();
        if (amount == null) {
            return;
        }
        for (String target : converter.targets(amount.currency())) {
            OptionalLong converted = metric == Metric.PIPELINE_VALUE ? converter.open(amount, day, target)
                    : converter.closed(ClosedAmount.TOTAL, amount, day, target);
            if (converted.isEmpty()) {
                found.add(shares.getFirst().lacking(target));
                continue;
            }
            List<Money> split = split(new Money(converted.getAsLong(), target));
            Contribution.Standing standing = metric == Metric.PIPELINE_VALUE ? Contribution.Standing.MOVING
                    : Contribution.Standing.SETTLED;
            for (int i = 0; i < shares.size(); i++) {
                found.add(shares.get(i).converted(target, split.get(i).minor(), standing));
            }
        }
    }

    private List<Contribution> shares(Metric metric, LocalDate day) {
        List<Money> split = split(new Money(deal.amount() == null ? 0 : deal.amount().minor(), currency()));
        if (lines.isEmpty()) {
            return List.of(made(metric, "", day, 0, null, split.getFirst().minor(), 1));
        }
        List<Contribution> shares = new ArrayList<>();
        int main = lines.indexOf(mainLine());
        for (int i = 0; i < lines.size(); i++) {
            OpportunityFact.Line line = lines.get(i);
            shares.add(made(metric, part(line), day, 0, text(line.productId()), split.get(i).minor(),
                    i == main ? 1 : 0));
        }
        return shares;
    }

    private List<Money> split(Money total) {
        return lines.size() < 2 ? List.of(total) : total.allocate(weights());
    }

    private static String part(OpportunityFact.Line line) {
        return Integer.toString(line.lineNo());
    }

    /** Lines without amounts tell no shares: then everything goes to the main line. */
    private long[] weights() {
        long[] weights = lines.stream().mapToLong(DealContributions::size).toArray();
        if (java.util.Arrays.stream(weights).allMatch(weight -> weight == 0)) {
            weights[lines.indexOf(mainLine())] = 1;
        }
        return weights;
    }

    private static long size(OpportunityFact.Line line) {
        return line.amount() == null ? 0 : Math.max(0, line.amount().minor());
    }

    private OpportunityFact.Line mainLine() {
        OpportunityFact.Line main = lines.getFirst();
        for (OpportunityFact.Line line : lines) {
            if (size(line) > size(main)) {
                main = line;
            }
        }
        return main;
    }

    private @Nullable String mainProduct() {
        return lines.isEmpty() ? null : text(mainLine().productId());
    }

    private String currency() {
        return deal.amount() == null ? Contribution.NO_CURRENCY : deal.amount().currency();
    }

    private void add(Metric metric, String part, LocalDate day, int bucket, @Nullable String product, long numerator,
            long denominator) {
        found.add(made(metric, part, day, bucket, product, numerator, denominator));
    }

    private Contribution made(Metric metric, String part, LocalDate day, int bucket, @Nullable String product,
            long numerator, long denominator) {
        return new Contribution(metric, id, new Owner(Owner.Kind.OPPORTUNITY, id), part, day, bucket, currency(),
                dimensions.withProduct(product), numerator, denominator);
    }
}
