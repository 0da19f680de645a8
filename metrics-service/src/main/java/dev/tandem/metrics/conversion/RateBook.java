package dev.tandem.metrics.conversion;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.tandem.metrics.conversion.RateEntry.Rate;
import dev.tandem.metrics.conversion.RateEntry.Restatement;

/**
 * All that was ever recorded about rates, as a whole in memory, because every fact of another currency asks for one.
 * Nothing in it changes and new entries only follow the ones before, so one book serves all lanes: each question names
 * the instant up to which it may look.
 */
public final class RateBook {

    private static final class Quotes {
        private final List<Rate> recorded = new ArrayList<>();
        private final NavigableMap<LocalDate, List<Rate>> byDay = new TreeMap<>();

        private void add(Rate rate) {
            recorded.add(rate);
            byDay.computeIfAbsent(rate.validFrom(), day -> new ArrayList<>()).add(rate);
        }

        private @Nullable Rate known(LocalDate day, Instant at) {
            if (recorded.getFirst().recordedAt().isAfter(at)) {
                return null;
            }
            for (List<Rate> rates : byDay.headMap(day, true).descendingMap().values()) {
                Rate latest = latest(rates, at);
                if (latest != null) {
                    return latest;
                }
            }
            return null;
        }

        private static @Nullable Rate latest(List<Rate> rates, Instant at) {
            for (Rate rate : rates.reversed()) {
                if (!rate.recordedAt().isAfter(at)) {
                    return rate;
                }
            }
            return null;
        }

        private @Nullable Rate firstAfter(LocalDate day, Instant after, Instant now) {
            int at = 0;
            for (int size = recorded.size(), end = size; at < end;) {
                int middle = (at + end) >>> 1;
                if (recorded.get(middle).recordedAt().isAfter(after)) {
                    end = middle;
                } else {
                    at = middle + 1;
                }
            }
            for (; at < recorded.size() && !recorded.get(at).recordedAt().isAfter(now); at++) {
                if (!recorded.get(at).validFrom().isAfter(day)) {
                    return recorded.get(at);
                }
            }
            return null;
        }
    }

    private record Pair(String base, String quote) {
    }

    private final List<RateEntry> entries = new ArrayList<>();
    private final Map<Pair, Quotes> quotes = new HashMap<>();
    private final Map<Pair, List<Restatement>> restatements = new HashMap<>();

    public synchronized long lastSeq() {
        return entries.isEmpty() ? 0 : entries.getLast().seq();
    }

    /** @param more in the order of {@code seq}; what the book has already is passed over */
    public synchronized void add(List<RateEntry> more) {
        for (RateEntry entry : more) {
            if (entry.seq() <= lastSeq()) {
                continue;
            }
            entries.add(entry);
            Pair pair = new Pair(entry.base(), entry.quote());
            switch (entry) {
                case Rate rate -> quotes.computeIfAbsent(pair, key -> new Quotes()).add(rate);
                case Restatement order -> {
                    restatements.computeIfAbsent(pair, key -> new ArrayList<>()).add(order);
                    restatements.computeIfAbsent(new Pair(entry.quote(), entry.base()), key -> new ArrayList<>())
                            .add(order);
                }
            }
        }
    }

    /** What became known after the entry {@code seq}, in order. */
    public synchronized List<RateEntry> after(long seq) {
        int from = entries.size();
        while (from > 0 && entries.get(from - 1).seq() > seq) {
            from--;
        }
        return List.copyOf(entries.subList(from, entries.size()));
    }

    /** The rate valid on a day as known at an instant: the direct pair's, else the inverse one's, never through a third. */
    synchronized @Nullable Rate known(String from, String to, LocalDate day, Instant at) {
        for (Quotes pair : both(from, to)) {
            Rate found = pair.known(day, at);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /**
     * The rate of a closed fact: the one valid on its day as known when it was picked, else the first that was recorded
     * later and covers the day. An order to pick anew takes the place of the first pick.
     */
    synchronized @Nullable Rate picked(String from, String to, LocalDate day, Instant pickedAt, Instant now) {
        Instant pick = pickedAt;
        for (Restatement order : restatements.getOrDefault(new Pair(from, to), List.of())) {
            if (order.covers(day) && order.recordedAt().isAfter(pick) && !order.recordedAt().isAfter(now)) {
                pick = order.recordedAt();
            }
        }
        Rate known = known(from, to, day, pick);
        if (known != null) {
            return known;
        }
        Instant after = pick;
        return both(from, to).stream().flatMap(pair -> Stream.ofNullable(pair.firstAfter(day, after, now)))
                .min(Comparator.comparingLong(Rate::seq)).orElse(null);
    }

    private List<Quotes> both(String from, String to) {
        return Stream.of(new Pair(from, to), new Pair(to, from))
                .flatMap(pair -> Stream.ofNullable(quotes.get(pair))).toList();
    }

    /** The first day that a rate, once recorded, no longer decides; null if it carries forward. */
    public synchronized @Nullable LocalDate end(Rate rate) {
        Quotes pair = quotes.get(new Pair(rate.base(), rate.quote()));
        if (pair == null) {
            return null;
        }
        for (Map.Entry<LocalDate, List<Rate>> next : pair.byDay.tailMap(rate.validFrom(), false).entrySet()) {
            if (next.getValue().getFirst().seq() < rate.seq()) {
                return next.getKey();
            }
        }
        return null;
    }
}
