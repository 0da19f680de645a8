package dev.tandem.metrics.ingest;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.tandem.metrics.conversion.RateEntry;
import dev.tandem.metrics.state.Change;
import dev.tandem.metrics.state.Fact;
import dev.tandem.metrics.state.Feed;
import dev.tandem.metrics.state.OpportunityFact;
import dev.tandem.metrics.state.OrderFact;

/**
 * The oracle's half about rates: it walks each record's history once more to see since when its closed amounts stand,
 * and looks through all rates for each of them. Scales are those of the three currencies in random logs.
 */
final class OracleRates {

    private record Amount(String fact, String currency, LocalDate day) {
    }

    private final List<RateEntry> entries;
    private final Map<String, Map<Amount, Instant>> since = new HashMap<>();

    /** @param knownAt of the events that are known, in the order of their positions */
    OracleRates(Map<FeedEvent, Instant> knownAt, List<RateEntry> entries) {
        this.entries = entries;
        Map<UUID, List<FeedEvent>> histories = new LinkedHashMap<>();
        knownAt.keySet().stream().filter(event -> event.change() != Change.ERASED)
                .filter(event -> event.feed() == Feed.OPPORTUNITY || event.feed() == Feed.ORDER)
                .sorted(Comparator.comparing(FeedEvent::position))
                .forEach(event -> histories.computeIfAbsent(event.id(), id -> new ArrayList<>()).add(event));
        histories.values().forEach(history -> walk(history, knownAt));
    }

    /** The running maximum of recordedat per service, over its events and the rates that have their places between them. */
    static Map<FeedEvent, Instant> knownAt(List<FeedEvent> events, Function<String, List<RateTurn>> turns,
            List<RateEntry> entries) {
        Map<FeedEvent, Instant> knownAt = new HashMap<>();
        Map<String, Instant> latest = new HashMap<>();
        for (FeedEvent event : events) {
            String service = event.feed().service();
            Instant known = latest.merge(service, event.recordedAt(), OracleRates::later);
            for (RateTurn turn : turns.apply(service)) {
                if (turn.position().compareTo(event.position()) < 0) {
                    known = later(known, entries.get((int) turn.throughSeq() - 1).recordedAt());
                }
            }
            knownAt.put(event, known);
        }
        return knownAt;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private void walk(List<FeedEvent> history, Map<FeedEvent, Instant> knownAt) {
        Map<Amount, Instant> standing = new HashMap<>();
        Object subject = null;
        FeedEvent newest = null;
        FeedEvent told = null;
        for (FeedEvent event : history) {
            newest = newest == null || event.version() > newest.version() ? event : newest;
            told = event.fact() != null && (told == null || event.version() > told.version()) ? event : told;
            Object about = told != null && told.fact() instanceof OrderFact order && order.customerId() != null
                    ? order.customerId()
                    : null;
            if (!Objects.equals(subject, about)) {
                standing = new HashMap<>();
            }
            subject = about;
            if (told != null && newest.change() == Change.UPSERT) {
                Map<Amount, Instant> next = new HashMap<>();
                for (Amount amount : amounts(told.fact())) {
                    next.put(amount, standing.getOrDefault(amount, knownAt.get(event)));
                }
                standing = next;
            }
        }
        since.put((history.getFirst().feed() == Feed.ORDER ? "order:" : "opportunity:") + history.getFirst().id(),
                standing);
    }

    private static List<Amount> amounts(Fact fact) {
        List<Amount> amounts = new ArrayList<>();
        if (fact instanceof OpportunityFact deal && deal.isClosed() && deal.isWon() && deal.amount() != null) {
            amounts.add(new Amount("", deal.amount().currency(), Oracle.closedOn(deal)));
        }
        if (fact instanceof OrderFact order) {
            if (!List.of("CANCELLED", "EXPIRED").contains(order.status())) {
                amounts.add(new Amount("", order.total().currency(), Oracle.placedOn(order)));
            }
            order.payments().stream().filter(payment -> payment.state().equals("SUCCEEDED"))
                    .filter(payment -> payment.amount().minor() != 0)
                    .forEach(payment -> amounts.add(new Amount(payment.id().toString(), payment.amount().currency(),
                            Oracle.paidOn(payment))));
        }
        return amounts;
    }

    List<String> targets(String currency) {
        return Stream.of("EUR", "USD").filter(target -> !target.equals(currency)).toList();
    }

    @Nullable
    Long open(String currency, LocalDate day, long minor, String target) {
        return convert(minor, currency, target, valid(currency, target, day, entries));
    }

    @Nullable
    Long closed(String entity, String fact, String currency, LocalDate day, long minor, String target) {
        Instant pick = since.get(entity).get(new Amount(fact, currency, day));
        for (RateEntry entry : entries) {
            if (entry instanceof RateEntry.Restatement order && of(order, currency, target)
                    && !day.isBefore(order.from()) && day.isBefore(order.to()) && order.recordedAt().isAfter(pick)) {
                pick = order.recordedAt();
            }
        }
        Instant picked = pick;
        RateEntry.Rate rate = valid(currency, target, day,
                entries.stream().filter(entry -> !entry.recordedAt().isAfter(picked)).toList());
        if (rate == null) {
            for (RateEntry entry : entries.reversed()) {
                if (entry instanceof RateEntry.Rate later && of(later, currency, target)
                        && later.recordedAt().isAfter(picked) && !later.validFrom().isAfter(day)) {
                    rate = later;
                }
            }
        }
        return convert(minor, currency, target, rate);
    }

    private static boolean of(RateEntry entry, String one, String other) {
        return entry.base().equals(one) && entry.quote().equals(other)
                || entry.base().equals(other) && entry.quote().equals(one);
    }

    private static RateEntry.@Nullable Rate valid(String from, String to, LocalDate day, List<RateEntry> known) {
        RateEntry.Rate direct = null;
        RateEntry.Rate inverse = null;
        for (RateEntry entry : known) {
            if (entry instanceof RateEntry.Rate rate && of(rate, from, to) && !rate.validFrom().isAfter(day)) {
                if (rate.base().equals(from)) {
                    direct = direct == null || !rate.validFrom().isBefore(direct.validFrom()) ? rate : direct;
                } else {
                    inverse = inverse == null || !rate.validFrom().isBefore(inverse.validFrom()) ? rate : inverse;
                }
            }
        }
        return direct == null ? inverse : direct;
    }

    private static @Nullable Long convert(long minor, String from, String to, RateEntry.@Nullable Rate rate) {
        if (minor == 0) {
            return 0L;
        }
        if (rate == null) {
            return null;
        }
        BigDecimal amount = BigDecimal.valueOf(minor).movePointLeft(from.equals("JPY") ? 0 : 2);
        int decimals = to.equals("JPY") ? 0 : 2;
        BigDecimal worth = rate.base().equals(from) ? amount.multiply(rate.rate())
                : amount.divide(rate.rate(), 60, RoundingMode.DOWN);
        return worth.setScale(decimals, RoundingMode.HALF_EVEN).movePointRight(decimals).longValueExact();
    }
}
