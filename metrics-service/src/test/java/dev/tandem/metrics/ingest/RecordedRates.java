package dev.tandem.metrics.ingest;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import dev.tandem.metrics.conversion.RateEntry;

/** What is recorded about rates while lanes work, dated as the writers date it, with the places the lanes gave it. */
final class RecordedRates {

    private static final LocalDate BASE = LocalDate.of(2026, 1, 1);
    private static final Instant RECORDED = Instant.parse("2026-06-01T00:00:00Z");
    private static final String[] CURRENCIES = { "USD", "EUR", "JPY" };

    private final List<RateEntry> entries = new ArrayList<>();
    private final Map<String, List<RateTurn>> turns = new HashMap<>();

    List<RateEntry> entries() {
        return entries;
    }

    List<RateTurn> turns(String service) {
        return turns.computeIfAbsent(service, key -> new ArrayList<>());
    }

    long last() {
        return entries.isEmpty() ? 0 : entries.getLast().seq();
    }

    RateTurn fix(String service, RateTurn turn) {
        return turns(service).stream().filter(each -> each.throughSeq() == turn.throughSeq()).findFirst()
                .orElseGet(() -> {
                    turns(service).add(turn);
                    turns(service).sort(Comparator.comparingLong(RateTurn::throughSeq));
                    return turn;
                });
    }

    /** @param known the latest instant that any lane has reached */
    RateEntry record(RateEntry wish, Instant known) {
        Instant at = later(wish.recordedAt(), known.plusNanos(1000));
        if (!entries.isEmpty()) {
            at = later(at, entries.getLast().recordedAt().plusNanos(1000));
        }
        long seq = last() + 1;
        RateEntry entry = switch (wish) {
            case RateEntry.Rate rate -> new RateEntry.Rate(seq, at, rate.base(), rate.quote(), rate.validFrom(),
                    rate.rate());
            case RateEntry.Restatement order -> new RateEntry.Restatement(seq, at, order.base(), order.quote(),
                    order.from(), order.to());
        };
        entries.add(entry);
        return entry;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** Made-up rates over the days of made-up facts, some of them published long after, some twice, some the other way. */
    static List<RateEntry> wishes(Random random, int count) {
        List<RateEntry> wishes = new ArrayList<>();
        Instant at = RECORDED;
        for (int i = 0; i < count; i++) {
            at = at.plusSeconds(random.nextInt(200_000));
            int base = random.nextInt(3);
            int quote = (base + 1 + random.nextInt(2)) % 3;
            LocalDate day = BASE.plusDays(random.nextInt(12) * 14L - 14);
            wishes.add(random.nextInt(5) == 0
                    ? new RateEntry.Restatement(0, at, CURRENCIES[base], CURRENCIES[quote], day,
                            day.plusDays(1 + random.nextInt(60)))
                    : new RateEntry.Rate(0, at, CURRENCIES[base], CURRENCIES[quote], day,
                            new BigDecimal(1 + random.nextInt(30_000)).movePointLeft(random.nextInt(5))));
        }
        return wishes;
    }
}
