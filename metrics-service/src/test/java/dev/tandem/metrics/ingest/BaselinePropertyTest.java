package dev.tandem.metrics.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.tandem.metrics.conversion.RateEntry;
import dev.tandem.metrics.generation.Generation;
import dev.tandem.metrics.ingest.EnginePropertyTest.History;
import dev.tandem.metrics.state.Change;
import dev.tandem.metrics.state.EntityKey;

/**
 * Made-up histories that are given up at any instant: what is built on the baseline of it says what the whole history says,
 * now and as of every instant since, however lanes, batches and crashes fall.
 */
class BaselinePropertyTest {

    private static final int BASE = 99;

    private static Instant any(History history) {
        List<Instant> instants = Stream.concat(history.knownAt().values().stream(),
                history.rates().entries().stream().map(RateEntry::recordedAt)).sorted().toList();
        return instants.get(history.random().nextInt(instants.size()));
    }

    @Test
    void whatIsBuiltOnABaselineIsWhatTheWholeHistorySays() {
        int[] used = new int[1];
        EnginePropertyTest.forAllSeeds(seed -> {
            History history = History.of(seed, 60);
            MemoryLaneStore live = history.worked(1 + history.random().nextInt(4));
            Instant bound = any(history);
            int lanes = 1 + history.random().nextInt(4);
            MemoryLaneStore base = history.workedAgain(history.mortal(), new Run.Kind(lanes, MemoryLaneStore.OWN, bound, null));
            assertThat(base.log()).as("a baseline tells nothing").isEmpty();
            assertThat(base.cells()).isEmpty();
            if (!base.isEven()) {
                return;
            }
            used[0]++;
            MemoryLaneStore built = history.workedAgain(history.mortal().beginningWith(base), new Run.Kind(
                    history.random().nextBoolean() ? lanes : 1 + history.random().nextInt(4), MemoryLaneStore.OWN, null,
                    new Generation.Origin(BASE, lanes)));

            assertThat(Figures.ofContributions(built.contributions())).as("contributions, seed %d", seed)
                    .isEqualTo(Figures.ofOracle(history.oracle(Instant.MAX)));
            assertThat(Figures.cells(built.cells())).as("cells, seed %d", seed)
                    .isEqualTo(Figures.cellsOfOracle(history.oracle(Instant.MAX)));
            Instant then = later(history, bound);
            assertThat(EnginePropertyTest.sumOfLog(built.log(), then)).as("as of %s, seed %d", then, seed)
                    .isEqualTo(Figures.ofOracle(history.oracle(then)));
            assertThat(late(built)).as("restated periods, seed %d", seed).isEqualTo(late(live));
        });
        if (Long.getLong("tandem.seed") == null) {
            assertThat(used[0]).as("histories with a baseline").isGreaterThan(100);
        }
    }

    /** A baseline moves on in steps; it comes to the same as one that was made at once. */
    @Test
    void aBaselineThatMovesOnIsThatOfItsLastInstant() {
        int[] used = new int[1];
        EnginePropertyTest.forAllSeeds(seed -> {
            History history = History.of(seed, 40);
            history.worked(2);
            Instant bound = any(history);
            Instant other = any(history);
            Instant then = other.isBefore(bound) ? bound : other;
            int lanes = 1 + history.random().nextInt(3);
            MemoryLaneStore moved = history.workedAgain(history.mortal(),
                    new Run.Kind(lanes, MemoryLaneStore.OWN, bound, null));
            history.workedAgain(moved, new Run.Kind(lanes, MemoryLaneStore.OWN, then, null));
            MemoryLaneStore atOnce = history.workedAgain(history.mortal(),
                    new Run.Kind(lanes, MemoryLaneStore.OWN, then, null));
            if (!atOnce.isEven() || !moved.isEven() || !atOnce.places().equals(moved.places())) {
                // An event that came after its feed was said to be complete is in one of them only.
                return;
            }
            used[0]++;

            assertThat(Figures.ofContributions(moved.contributions())).as("seed %d", seed)
                    .isEqualTo(Figures.ofContributions(atOnce.contributions()));
            assertThat(late(moved)).as("seed %d", seed).isEqualTo(late(atOnce));
        });
        if (Long.getLong("tandem.seed") == null) {
            assertThat(used[0]).as("histories with two such baselines").isGreaterThan(100);
        }
    }

    /** As a service gives up old days: what its outbox leaves of the first events. */
    private static List<FeedEvent> cut(List<FeedEvent> events, int first) {
        Map<EntityKey, Long> newest = new HashMap<>();
        Map<EntityKey, Long> unerased = new HashMap<>();
        Map<EntityKey, Long> upserted = new HashMap<>();
        for (FeedEvent event : events.subList(0, first)) {
            newest.merge(event.key(), event.version(), Math::max);
            if (event.change() != Change.ERASED) {
                unerased.merge(event.key(), event.version(), Math::max);
            }
            if (event.change() == Change.UPSERT) {
                upserted.merge(event.key(), event.version(), Math::max);
            }
        }
        List<FeedEvent> left = new ArrayList<>();
        for (FeedEvent event : events.subList(0, first)) {
            if (event.version() == newest.get(event.key())
                    || event.change() != Change.ERASED && event.version() == unerased.get(event.key())
                    || event.change() == Change.UPSERT && event.version() == upserted.get(event.key())) {
                left.add(event);
            }
        }
        left.addAll(events.subList(first, events.size()));
        return left;
    }

    /** Rates are chosen by when an amount became known, which a feed that was cut does not say any more. */
    private static List<String> inTheirOwnCurrencies(MemoryLaneStore store) {
        return Figures.ofContributions(store.contributions().stream().filter(each -> !each.isConverted()).toList());
    }

    @Test
    void aDatabaseThatBeginsWithACutFeedHasTheFiguresOfTheWholeHistory() {
        int[] shorter = new int[1];
        EnginePropertyTest.forAllSeeds(seed -> {
            History whole = History.of(seed, 60);
            List<FeedEvent> left = cut(whole.events(), whole.random().nextInt(whole.events().size() + 1));
            shorter[0] += left.size() < whole.events().size() ? 1 : 0;
            MemoryLaneStore live = whole.worked(1 + whole.random().nextInt(4));
            History afterwards = new History(left, new RecordedRates(), new ArrayDeque<>(), whole.random());

            assertThat(inTheirOwnCurrencies(afterwards.worked(1 + whole.random().nextInt(4)))).as("seed %d", seed)
                    .isEqualTo(inTheirOwnCurrencies(live));
        });
        if (Long.getLong("tandem.seed") == null) {
            assertThat(shorter[0]).as("feeds that were cut").isGreaterThan(100);
        }
    }

    private static Instant later(History history, Instant bound) {
        Random random = history.random();
        for (int attempt = 0; attempt < 5; attempt++) {
            Instant then = any(history);
            if (!then.isBefore(bound)) {
                return then;
            }
        }
        return random.nextBoolean() ? bound : Instant.MAX;
    }

    private static List<String> late(MemoryLaneStore store) {
        return EnginePropertyTest.texts(Stream.concat(store.late().stream(), store.log().stream().filter(LogEntry::isLate))
                .toList());
    }
}
