package dev.tandem.metrics.kpi;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.feed.FeedPosition;

/**
 * How far the served generation has come in each feed, as the slowest of its lanes has it.
 * Positions are compared as bytes, which is the feed's order.
 */
record Progress(int generation, ZoneId zone, String currency, Set<String> reporting, Map<String, FeedProgress> feeds) {

    /** Where readers find how far the exchange rates are applied, beside the feeds. */
    static final String RATES = "metrics/exchange-rate";

    /**
     * A position of null means that some lane has not begun to read the feed.
     *
     * @param rates the last exchange rate or restatement that every lane has applied to the facts of this feed, by its turn
     * @param stamp differs whenever one of the lanes has gone on
     */
    record FeedProgress(byte @Nullable [] position, @Nullable Instant completeThrough, @Nullable Instant knownAt,
            long rates, String stamp) {
    }

    /** Lanes go on one by one, so what is surely applied can stay while figures move already; this moves with them. */
    String stamp(Collection<String> used) {
        return used.stream().sorted().map(feed -> {
            FeedProgress progress = feeds.get(feed);
            return feed + "=" + (progress == null ? "" : progress.stamp());
        }).collect(Collectors.joining(","));
    }

    /** The last exchange rate that is applied to everything these feeds tell. */
    long rates(Collection<String> used) {
        return used.stream().map(feeds::get).mapToLong(feed -> feed == null ? 0 : feed.rates()).min().orElse(0);
    }

    /** @param money whether the figure rests on exchange rates too */
    SortedMap<String, String> positions(Collection<String> used, boolean money) {
        SortedMap<String, String> positions = new TreeMap<>();
        if (money) {
            positions.put(RATES, new FeedPosition(1, rates(used), 0).encode());
        }
        for (String feed : used) {
            FeedProgress progress = feeds.get(feed);
            if (progress != null && progress.position() != null) {
                positions.put(feed, Base64.getUrlEncoder().withoutPadding().encodeToString(progress.position()));
            }
        }
        return positions;
    }

    /** The least over the feeds used; unknown while one of them has not been read at all. */
    @Nullable
    Instant completeThrough(Collection<String> used) {
        Instant least = null;
        for (String feed : used) {
            FeedProgress progress = feeds.get(feed);
            if (progress == null || progress.completeThrough() == null) {
                return null;
            }
            least = least == null || progress.completeThrough().isBefore(least) ? progress.completeThrough() : least;
        }
        return least;
    }

    /** When the latest applied event became known; two replies with the same one stand on the same facts. */
    @Nullable
    Instant lastKnownAt(Collection<String> used) {
        return used.stream().map(feeds::get).filter(feed -> feed != null && feed.knownAt() != null)
                .map(FeedProgress::knownAt).max(Comparator.naturalOrder()).orElse(null);
    }

    /** The instant of knowledge that a reply without {@code asOf} stands for: asking with it gives the same facts. */
    @Nullable
    Instant knowledge(Collection<String> used) {
        Instant latest = completeThrough(used);
        for (String feed : used) {
            FeedProgress progress = feeds.get(feed);
            if (progress != null && progress.knownAt() != null
                    && (latest == null || progress.knownAt().isAfter(latest))) {
                latest = progress.knownAt();
            }
        }
        return latest;
    }

    /** The day up to which time itself is known to have passed; before anything is read, no day has. */
    LocalDate horizon(Collection<String> used, @Nullable Instant asOf) {
        Instant known = completeThrough(used);
        if (asOf != null && (known == null || asOf.isBefore(known))) {
            known = asOf;
        }
        return known == null ? LocalDate.EPOCH : LocalDate.ofInstant(known, zone);
    }

    boolean hasPassed(MinPosition wanted, List<String> used) {
        if (wanted.isOfRates()) {
            return rates(used) >= wanted.number();
        }
        return used.stream().filter(wanted::concerns).allMatch(feed -> {
            FeedProgress progress = feeds.get(feed);
            return progress != null && wanted.isPassedBy(progress.position());
        });
    }
}
