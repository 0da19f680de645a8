package dev.tandem.metrics.ingest;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import dev.tandem.metrics.conversion.RateEntry;
import dev.tandem.platform.feed.FeedPosition;

/**
 * Events and rates in the one order in which every lane and every rebuild applies them. A rate comes before the first
 * event that became known no earlier. Where no such event comes, the rate takes its place after everything applied so
 * far as soon as the feeds are complete to its instant; that place is kept, because an event that was recorded before but
 * committed late would claim another one in a rebuild.
 */
final class Timeline {

    /** One thing to apply, with the instant since when it is known. */
    sealed interface Step {
        Instant knownAt();

        FeedPosition position();
    }

    /** @param knownAt running maximum */
    record EventStep(FeedEvent event, Instant knownAt) implements Step {

        @Override
        public FeedPosition position() {
            return event.position();
        }
    }

    /** @param position of the last event that it follows */
    record RateStep(RateEntry entry, FeedPosition position, Instant knownAt) implements Step {
    }

    private final String service;
    private final LaneReads reads;
    private final List<Step> steps = new ArrayList<>();
    private final Deque<RateEntry> entries;
    private final Deque<RateTurn> turns;
    private FeedPosition position;
    private Instant known;
    private long rates;

    private Timeline(String service, LaneCursor cursor, LaneReads reads) {
        this.service = service;
        this.reads = reads;
        this.position = cursor.position();
        this.known = cursor.knownAt();
        this.rates = cursor.rates();
        this.entries = new ArrayDeque<>(reads.rates().after(rates));
        this.turns = new ArrayDeque<>(entries.isEmpty() ? List.of() : reads.turns(service, rates));
    }

    static Timeline of(String service, List<FeedEvent> events, LaneCursor cursor, FeedPosition through,
            LaneReads reads) {
        Timeline timeline = new Timeline(service, cursor, reads);
        events.forEach(timeline::add);
        timeline.takeTurnsUpTo(through);
        return timeline;
    }

    private void add(FeedEvent event) {
        while (!turns.isEmpty() && turns.getFirst().position().compareTo(event.position()) < 0) {
            take(turns.removeFirst());
        }
        Instant next = later(known, event.recordedAt());
        if (turns.isEmpty() && !entries.isEmpty() && !entries.getFirst().recordedAt().isAfter(next)) {
            take(reads.fixTurn(service, new RateTurn(lastRecordedBy(next), position)));
        }
        known = later(known, event.recordedAt());
        position = event.position();
        steps.add(new EventStep(event, known));
    }

    private void takeTurnsUpTo(FeedPosition through) {
        while (!turns.isEmpty() && turns.getFirst().position().compareTo(through) <= 0) {
            take(turns.removeFirst());
        }
    }

    private void take(RateTurn turn) {
        while (!entries.isEmpty() && entries.getFirst().seq() <= turn.throughSeq()) {
            RateEntry entry = entries.removeFirst();
            known = later(known, entry.recordedAt());
            rates = entry.seq();
            steps.add(new RateStep(entry, turn.position(), known));
        }
    }

    private long lastRecordedBy(Instant instant) {
        return entries.stream().takeWhile(entry -> !entry.recordedAt().isAfter(instant)).mapToLong(RateEntry::seq)
                .max().orElseThrow();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** Where a lane stands that has applied only these steps; more of the feeds is not complete there. */
    static LaneCursor after(LaneCursor start, List<Step> steps) {
        LaneCursor cursor = start;
        for (Step step : steps) {
            cursor = switch (step) {
                case EventStep event -> new LaneCursor(event.event().position(), event.knownAt(),
                        cursor.completeThrough(), cursor.rates());
                case RateStep rate -> new LaneCursor(
                        rate.position().compareTo(cursor.position()) > 0 ? rate.position() : cursor.position(),
                        rate.knownAt(), cursor.completeThrough(), rate.entry().seq());
            };
        }
        return cursor;
    }

    List<Step> steps() {
        return steps;
    }

    Instant knownAt() {
        return known;
    }

    long rates() {
        return rates;
    }

    /** When the next rate that has no place yet was recorded; {@link Instant#MAX} if there is none. */
    Instant waitingSince() {
        return turns.isEmpty() && !entries.isEmpty() ? entries.getFirst().recordedAt() : Instant.MAX;
    }
}
