package dev.tandem.metrics.ingest;

import java.math.BigInteger;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.tandem.metrics.state.AccountFact;
import dev.tandem.metrics.state.Change;
import dev.tandem.metrics.state.Fact;
import dev.tandem.metrics.state.Feed;
import dev.tandem.metrics.state.OpportunityFact;
import dev.tandem.metrics.state.OrderFact;
import dev.tandem.metrics.state.ReviewFact;
import dev.tandem.metrics.state.SalesUserFact;
import dev.tandem.platform.time.Precision;

/**
 * Says what the figures must be by looking at nothing but the newest version of each record, all at once. It shares no
 * code with the engine on purpose: it is slow, plain, and written from the contract's text. All days are UTC.
 */
final class Oracle {

    /** An addend: its cell without grain and dimensions, its dimension values and its numbers. */
    record Row(String metric, String entity, String part, LocalDate day, int bucket, String currency,
            Map<String, String> dims, long num, long den, String reporting, long covered) {

        Row(String metric, String entity, String part, LocalDate day, int bucket, String currency,
                Map<String, String> dims, long num, long den) {
            this(metric, entity, part, day, bucket, currency, dims, num, den, "", 0);
        }
    }

    private final OracleRates rates;

    private final Map<Feed, Map<UUID, Fact>> facts = new HashMap<>();
    private final Map<Feed, Map<UUID, Fact>> existing = new HashMap<>();
    private final List<Row> rows = new ArrayList<>();

    static List<Row> rows(Collection<FeedEvent> events, OracleRates rates) {
        Oracle oracle = new Oracle(events, rates);
        oracle.existing.getOrDefault(Feed.OPPORTUNITY, Map.of())
                .forEach((id, fact) -> oracle.deal(id, (OpportunityFact) fact));
        oracle.existing.getOrDefault(Feed.ORDER, Map.of()).forEach((id, fact) -> oracle.order(id, (OrderFact) fact));
        oracle.existing.getOrDefault(Feed.REVIEW, Map.of()).forEach((id, fact) -> oracle.review(id, (ReviewFact) fact));
        oracle.customers();
        return oracle.rows;
    }

    private Oracle(Collection<FeedEvent> events, OracleRates rates) {
        this.rates = rates;
        Map<Feed, Map<UUID, List<FeedEvent>>> byRecord = new HashMap<>();
        events.stream().filter(event -> event.change() != Change.ERASED)
                .forEach(event -> byRecord.computeIfAbsent(event.feed(), feed -> new HashMap<>())
                        .computeIfAbsent(event.id(), id -> new ArrayList<>()).add(event));
        byRecord.forEach((feed, records) -> records.forEach((id, history) -> {
            FeedEvent newest = history.stream().max(Comparator.comparingLong(FeedEvent::version)).orElseThrow();
            history.stream().filter(event -> event.fact() != null).max(Comparator.comparingLong(FeedEvent::version))
                    .ifPresent(told -> {
                        facts.computeIfAbsent(feed, key -> new HashMap<>()).put(id, told.fact());
                        if (newest.change() == Change.UPSERT) {
                            existing.computeIfAbsent(feed, key -> new HashMap<>()).put(id, told.fact());
                        }
                    });
        }));
    }

    private void deal(UUID id, OpportunityFact deal) {
        AccountFact account = (AccountFact) facts.getOrDefault(Feed.ACCOUNT, new HashMap<>()).get(deal.accountId());
        SalesUserFact owner = (SalesUserFact) facts.getOrDefault(Feed.SALES_USER, new HashMap<>()).get(deal.ownerId());
        Map<String, String> dims = new TreeMap<>();
        dims.put("industry", account == null ? null : account.industry());
        dims.put("country", account == null ? null : account.country());
        dims.put("region", owner == null ? null : owner.region());
        dims.put("manager", owner == null || owner.managerId() == null ? null : owner.managerId().toString());
        dims.put("owner", deal.ownerId() == null ? null : deal.ownerId().toString());
        dims.put("source", deal.leadSource());
        String currency = deal.amount() == null ? "XXX" : deal.amount().currency();
        LocalDate opened = deal.openedOn() == null ? null
                : deal.openedPrecision() == Precision.DAY ? deal.openedOn()
                        : deal.openedAt().atOffset(ZoneOffset.UTC).toLocalDate();
        LocalDate closed = deal.closedOn() == null ? null
                : deal.closedPrecision() == Precision.DAY ? deal.closedOn()
                        : deal.closedAt().atOffset(ZoneOffset.UTC).toLocalDate();
        List<OpportunityFact.Line> lines = new ArrayList<>(deal.lines());
        lines.sort(Comparator.comparingInt(OpportunityFact.Line::lineNo));
        OpportunityFact.Line biggest = null;
        for (OpportunityFact.Line line : lines) {
            if (biggest == null || weight(line) > weight(biggest)) {
                biggest = line;
            }
        }
        OpportunityFact.Line largest = biggest;
        Map<String, String> whole = new TreeMap<>(dims);
        whole.put("product", biggest == null || biggest.productId() == null ? null : biggest.productId().toString());
        String entity = "opportunity:" + id;
        if (deal.isClosed()) {
            rows.add(new Row("win_rate@1", entity, "", closed, 0, currency, whole, deal.isWon() ? 1 : 0, 1));
        }
        if (opened != null && !deal.openedOnEstimated()) {
            rows.add(new Row("opportunity_to_won@1", entity, "", opened, 0, currency, whole,
                    deal.isClosed() && deal.isWon() ? 1 : 0, 1));
        }
        if (deal.isClosed() && deal.isWon()) {
            if (opened != null && !deal.openedOnEstimated()) {
                int days = (int) ChronoUnit.DAYS.between(opened, closed);
                rows.add(new Row("sales_cycle_days@1", entity, "", closed, days, currency, whole, days, 1));
            }
            long total = deal.amount() == null ? 0 : deal.amount().minor();
            split(total, lines, biggest).forEach((line, minor) -> {
                Map<String, String> share = new TreeMap<>(dims);
                share.put("product", line == null || line.productId() == null ? null : line.productId().toString());
                String part = line == null ? "" : "" + line.lineNo();
                LocalDate day = deal.closedPrecision() == Precision.DAY ? deal.closedOn()
                        : deal.closedAt().atOffset(ZoneOffset.UTC).toLocalDate();
                boolean main = lines.isEmpty() || lines.indexOf(line) == mainIndex(lines);
                rows.add(new Row("won_amount@1", entity, part, day, 0, currency, share, minor, main ? 1 : 0));
                rows.add(new Row("asp@1", entity, part, day, 0, currency, share, minor, main ? 1 : 0));
                for (String target : deal.amount() == null ? List.<String> of() : rates.targets(currency)) {
                    Long worth = rates.closed(entity, "", currency, day, deal.amount().minor(), target);
                    if (worth != null) {
                        long shareOfWorth = split(worth, lines, largest).get(line);
                        rows.add(new Row("won_amount@1", entity, part, day, 0, currency, share, shareOfWorth, main ? 1 : 0,
                                target, minor));
                        rows.add(new Row("asp@1", entity, part, day, 0, currency, share, shareOfWorth, main ? 1 : 0, target,
                                minor));
                    }
                }
            });
        }
        if (!deal.isClosed()) {
            LocalDate never = LocalDate.of(9999, 12, 31);
            LocalDate expected = deal.expectedCloseOn();
            if (expected == null) {
                rows.add(new Row("pipeline_value@1", entity, "undated", never, 1, currency, whole, 0, 0));
            }
            if (deal.amount() == null) {
                rows.add(new Row("pipeline_value@1", entity, "unpriced", expected == null ? never : expected, 2,
                        currency, whole, 0, 0));
            }
            if (expected != null && deal.amount() != null) {
                split(deal.amount().minor(), lines, biggest).forEach((line, minor) -> {
                    Map<String, String> share = new TreeMap<>(dims);
                    share.put("product", line == null || line.productId() == null ? null : line.productId().toString());
                    String part = line == null ? "" : "" + line.lineNo();
                    int deals = lines.isEmpty() || lines.indexOf(line) == mainIndex(lines) ? 1 : 0;
                    rows.add(new Row("pipeline_value@1", entity, part, expected, 0, currency, share, minor, deals));
                    for (String target : rates.targets(currency)) {
                        Long worth = rates.open(currency, expected, deal.amount().minor(), target);
                        if (worth != null) {
                            rows.add(new Row("pipeline_value@1", entity, part, expected, 0, currency, share,
                                    split(worth, lines, largest).get(line), deals, target, minor));
                        }
                    }
                });
            }
        }
    }

    private static int mainIndex(List<OpportunityFact.Line> lines) {
        int main = 0;
        for (int i = 1; i < lines.size(); i++) {
            if (weight(lines.get(i)) > weight(lines.get(main))) {
                main = i;
            }
        }
        return main;
    }

    private static long weight(OpportunityFact.Line line) {
        return line.amount() == null ? 0 : line.amount().minor();
    }

    @SuppressWarnings("ReferenceEquality") // two lines may say the same; the whole goes to one of them
    private static Map<OpportunityFact.Line, Long> split(long total, List<OpportunityFact.Line> lines,
            OpportunityFact.Line biggest) {
        Map<OpportunityFact.Line, Long> shares = new java.util.IdentityHashMap<>();
        if (lines.isEmpty()) {
            shares.put(null, total);
            return shares;
        }
        long sum = lines.stream().mapToLong(Oracle::weight).sum();
        if (sum == 0) {
            lines.forEach(line -> shares.put(line, line == biggest ? total : 0));
            return shares;
        }
        Map<OpportunityFact.Line, BigInteger> rests = new java.util.IdentityHashMap<>();
        long given = 0;
        for (OpportunityFact.Line line : lines) {
            BigInteger[] share = BigInteger.valueOf(total).multiply(BigInteger.valueOf(weight(line)))
                    .divideAndRemainder(BigInteger.valueOf(sum));
            shares.put(line, share[0].longValueExact());
            rests.put(line, share[1]);
            given += share[0].longValueExact();
        }
        while (given < total) {
            OpportunityFact.Line next = null;
            for (OpportunityFact.Line line : lines) {
                if (rests.containsKey(line) && (next == null || rests.get(line).compareTo(rests.get(next)) > 0)) {
                    next = line;
                }
            }
            rests.remove(next);
            shares.merge(next, 1L, Long::sum);
            given++;
        }
        return shares;
    }

    static LocalDate closedOn(OpportunityFact deal) {
        return deal.closedPrecision() == Precision.DAY ? deal.closedOn()
                : deal.closedAt().atOffset(ZoneOffset.UTC).toLocalDate();
    }

    static LocalDate paidOn(OrderFact.Payment payment) {
        return payment.precision() == Precision.DAY ? payment.occurredOn()
                : payment.occurredAt().atOffset(ZoneOffset.UTC).toLocalDate();
    }

    static LocalDate placedOn(OrderFact order) {
        return order.precision() == Precision.DAY ? order.occurredOn()
                : order.occurredAt().atOffset(ZoneOffset.UTC).toLocalDate();
    }

    private static Map<String, String> orderDims(OrderFact order) {
        Map<String, String> dims = new TreeMap<>();
        dims.put("country", order.country());
        dims.put("channel", order.channel());
        return dims;
    }

    private void order(UUID id, OrderFact order) {
        String entity = "order:" + id;
        if (!order.status().equals("CANCELLED") && !order.status().equals("EXPIRED")) {
            rows.add(new Row("orders@1", entity, "", placedOn(order), 0, order.total().currency(), orderDims(order), 1, 0));
            rows.add(new Row("aov@1", entity, "", placedOn(order), 0, order.total().currency(), orderDims(order),
                    order.total().minor(), 1));
            for (String target : rates.targets(order.total().currency())) {
                Long minor = rates.closed(entity, "", order.total().currency(), placedOn(order), order.total().minor(),
                        target);
                if (minor != null) {
                    rows.add(new Row("aov@1", entity, "", placedOn(order), 0, order.total().currency(), orderDims(order),
                            minor, 1, target, order.total().minor()));
                }
            }
        }
        List<OrderFact.Line> lines = order.lines() == null ? List.of() : order.lines();
        if (!List.of("CANCELLED", "EXPIRED").contains(order.status())) {
            for (UUID product : lines.stream().map(OrderFact.Line::productId).collect(Collectors.toSet())) {
                long pieces = lines.stream().filter(line -> Objects.equals(line.productId(), product))
                        .mapToLong(OrderFact.Line::quantity).sum();
                rows.add(new Row("units@1", entity, product == null ? "" : product.toString(), placedOn(order), 0,
                        order.total().currency(), with(orderDims(order), product), pieces, 0));
            }
        }
        if (order.status().equals("COMPLETED")) {
            OrderFact.Line largest = null;
            for (OrderFact.Line line : lines) {
                if (largest == null || line.lineTotal().minor() > largest.lineTotal().minor()
                        || line.lineTotal().minor() == largest.lineTotal().minor() && line.lineNo() < largest.lineNo()) {
                    largest = line;
                }
            }
            rows.add(new Row("review_rate@1", entity, "", placedOn(order), 0, "XXX",
                    with(orderDims(order), largest == null ? null : largest.productId()), 0, 1));
        }
        for (OrderFact.Payment payment : order.payments()) {
            long minor = payment.amount().minor() * (payment.type().equals("REFUND") ? -1 : 1);
            if (payment.state().equals("SUCCEEDED") && minor != 0) {
                LocalDate day = paidOn(payment);
                String currency = payment.amount().currency();
                String part = payment.id().toString();
                rows.add(new Row("revenue@1", entity, part, day, 0, currency, orderDims(order), minor, 1));
                for (String target : rates.targets(currency)) {
                    Long converted = rates.closed(entity, part, currency, day, minor, target);
                    if (converted != null) {
                        rows.add(new Row("revenue@1", entity, part, day, 0, currency, orderDims(order), converted, 1,
                                target, minor));
                    }
                }
            }
        }
    }

    private static Map<String, String> with(Map<String, String> dims, UUID product) {
        dims.put("product", product == null ? null : product.toString());
        return dims;
    }

    private void review(UUID id, ReviewFact review) {
        if (review.state().equals("APPROVED")) {
            LocalDate day = review.precision() == Precision.DAY ? review.occurredOn()
                    : review.occurredAt().atOffset(ZoneOffset.UTC).toLocalDate();
            Map<String, String> dims = new TreeMap<>();
            dims.put("country", review.country());
            dims.put("channel", review.channel());
            with(dims, review.productId());
            rows.add(new Row("rating_avg@1", "review:" + id, "", day, 0, "XXX", dims, review.rating(), 1));
            rows.add(new Row("review_rate@1", "review:" + id, "", day, 0, "XXX", dims, 1, 0));
        }
    }

    private void customers() {
        Map<UUID, TreeMap<String, OrderFact>> histories = new HashMap<>();
        existing.getOrDefault(Feed.ORDER, Map.of()).forEach((id, fact) -> {
            OrderFact order = (OrderFact) fact;
            if (order.customerId() != null && !List.of("CANCELLED", "EXPIRED").contains(order.status())) {
                // Sorted by instant, then id as the platform compares ids.
                histories.computeIfAbsent(order.customerId(), key -> new TreeMap<>())
                        .put("%016d ".formatted(order.occurredAt().toEpochMilli()) + sortable(id), order);
            }
        });
        histories.forEach((customer, history) -> {
            List<OrderFact> orders = List.copyOf(history.values());
            OrderFact first = orders.getFirst();
            LocalDate day = placedOn(first);
            String entity = "customer:" + customer;
            rows.add(new Row("repeat_rate@1", entity, "", day, 0, first.total().currency(), orderDims(first),
                    orders.size() >= 2 ? 1 : 0, 1));
            boolean soon = orders.size() >= 2 && !placedOn(orders.get(1)).isAfter(day.plusDays(60));
            rows.add(new Row("repurchase_60d@1", entity, "", day, 0, first.total().currency(), orderDims(first),
                    soon ? 1 : 0, 1));
            orders.stream().map(Oracle::placedOn).map(placed -> (placed.getYear() - day.getYear()) * 12
                    + placed.getMonthValue() - day.getMonthValue()).distinct()
                    .forEach(month -> rows.add(new Row("customer_cohort@1", entity, "" + month, day.withDayOfMonth(1),
                            month, "XXX", new TreeMap<>(), 1, 0)));
        });
    }

    private static String sortable(UUID id) {
        return "%016x%016x".formatted(id.getMostSignificantBits() ^ Long.MIN_VALUE,
                id.getLeastSignificantBits() ^ Long.MIN_VALUE);
    }
}
