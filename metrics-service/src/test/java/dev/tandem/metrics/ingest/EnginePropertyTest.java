package dev.tandem.metrics.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.tandem.metrics.contribution.Contribution;
import dev.tandem.metrics.conversion.RateEntry;
import dev.tandem.metrics.state.Feed;
import dev.tandem.metrics.state.ReviewFact;

/**
 * Thousands of made-up histories against the oracle. A failure names its seed; {@code -Dtandem.seed=N} runs that one,
 * {@code -Dtandem.runs=N} more of them.
 */
class EnginePropertyTest {

    private static final int RUNS = Integer.getInteger("tandem.runs", 3000);

    interface Trial {
        void run(long seed);
    }

    static void forAllSeeds(Trial trial) {
        Long only = Long.getLong("tandem.seed");
        if (only != null) {
            trial.run(only);
            return;
        }
        for (long seed = 0; seed < RUNS; seed++) {
            trial.run(seed);
        }
    }

    /** A history of events with the rates that somebody publishes while it is worked. */
    record History(List<FeedEvent> events, RecordedRates rates, Deque<RateEntry> wishes, Random random) {

        static History of(long seed, int size) {
            Random random = new Random(seed);
            return new History(RandomLog.of(seed, 5 + random.nextInt(size)), new RecordedRates(),
                    new ArrayDeque<>(RecordedRates.wishes(random, random.nextInt(12))), random);
        }

        /** The first run takes the wishes; later ones find everything recorded. */
        MemoryLaneStore worked(int lanes) {
            MemoryLaneStore store = new MemoryLaneStore(rates, () -> {
                if (random.nextInt(7) == 0) {
                    throw new Run.Crash();
                }
            });
            Run.work(events, store, lanes, 1, random, () -> {
                if (!wishes.isEmpty() && random.nextInt(3) == 0) {
                    rates.record(wishes.removeFirst(), store.known());
                }
                return !wishes.isEmpty() ? 0 : rates.last() == 0 ? Run.NO_RATES : rates.last();
            });
            return store;
        }

        /** What is worked once everything was recorded, from any beginning to any end. */
        MemoryLaneStore workedAgain(MemoryLaneStore store, Run.Kind kind) {
            Run.work(events, store, kind, random, () -> rates.last() == 0 ? Run.NO_RATES : rates.last());
            return store;
        }

        MemoryLaneStore mortal() {
            return new MemoryLaneStore(rates, () -> {
                if (random.nextInt(7) == 0) {
                    throw new Run.Crash();
                }
            });
        }

        /** The running maximum of recordedat per service, over its events and the rates between them. */
        Map<FeedEvent, Instant> knownAt() {
            return OracleRates.knownAt(events, rates::turns, rates.entries());
        }

        List<Oracle.Row> oracle(Instant then) {
            Map<FeedEvent, Instant> known = new HashMap<>(knownAt());
            known.values().removeIf(at -> at.isAfter(then));
            List<RateEntry> published = rates.entries().stream().filter(entry -> !entry.recordedAt().isAfter(then))
                    .toList();
            return Oracle.rows(known.keySet(), new OracleRates(known, published));
        }
    }

    @Test
    void figuresEqualARecomputationFromTheLatestStates() {
        forAllSeeds(seed -> {
            History history = History.of(seed, 60);
            MemoryLaneStore store = history.worked(1 + history.random().nextInt(4));
            List<Oracle.Row> expected = history.oracle(Instant.MAX);

            assertThat(Figures.ofContributions(store.contributions())).as("contributions, seed %d", seed)
                    .isEqualTo(Figures.ofOracle(expected));
            assertThat(Figures.cells(store.cells())).as("cells, seed %d", seed)
                    .isEqualTo(Figures.cellsOfOracle(expected));
            assertThat(sumOfLog(store.log(), Instant.MAX)).as("log, seed %d", seed)
                    .isEqualTo(Figures.ofOracle(expected));
        });
    }

    @Test
    void aRebuildKnowsTheSameAtEveryInstantHoweverBatchesLanesAndCrashesFall() {
        forAllSeeds(seed -> {
            History history = History.of(seed, 40);
            MemoryLaneStore live = history.worked(4);
            MemoryLaneStore rebuilt = history.worked(1 + history.random().nextInt(5));

            assertThat(texts(rebuilt.log())).as("seed %d", seed).isEqualTo(texts(live.log()));
        });
    }

    @Test
    void whatWasKnownThenIsWhatTheEventsAndRatesOfThenSay() {
        forAllSeeds(seed -> {
            History history = History.of(seed, 40);
            MemoryLaneStore store = history.worked(3);
            List<Instant> instants = Stream.concat(history.knownAt().values().stream(),
                    history.rates().entries().stream().map(RateEntry::recordedAt)).sorted().toList();
            Instant then = instants.get(history.random().nextInt(instants.size()));

            assertThat(sumOfLog(store.log(), then)).as("seed %d at %s", seed, then)
                    .isEqualTo(Figures.ofOracle(history.oracle(then)));
        });
    }

    @Test
    void someHistoriesAreWorkedInChunksAndSomeRatesFindFactsThatWaitForThem() {
        int chunks = 0;
        int late = 0;
        for (long seed = 0; seed < 300; seed++) {
            History history = History.of(seed, 60);
            MemoryLaneStore store = history.worked(2);
            chunks += store.chunks();
            late += (int) store.log().stream().filter(entry -> entry.contribution().isConverted() && history.rates()
                    .entries().stream().anyMatch(rate -> rate.recordedAt().equals(entry.knownAt()))).count();
        }
        assertThat(chunks).isGreaterThan(100);
        assertThat(late).isGreaterThan(100);
    }

    @Test
    void noEventIsAppliedBeforeARateThatWasKnownByThen() {
        forAllSeeds(seed -> {
            History history = History.of(seed, 40);
            history.worked(3);
            Map<FeedEvent, Instant> knownAt = history.knownAt();
            history.events().forEach(event -> history.rates().turns(event.feed().service()).stream()
                    .filter(turn -> event.position().compareTo(turn.position()) <= 0)
                    .forEach(turn -> assertThat(knownAt.get(event)).as("seed %d", seed)
                            .isBefore(history.rates().entries().get((int) turn.throughSeq() - 1).recordedAt())));
        });
    }

    static List<String> sumOfLog(List<LogEntry> log, Instant asOf) {
        Map<Contribution, Integer> sums = new HashMap<>();
        log.stream().filter(entry -> !entry.knownAt().isAfter(asOf))
                .forEach(entry -> sums.merge(entry.contribution(), entry.sign(), Integer::sum));
        List<Contribution> left = new ArrayList<>();
        sums.forEach((contribution, count) -> {
            for (int i = 0; i < count; i++) {
                left.add(contribution);
            }
            assertThat(count).as("never taken away before it was added").isNotNegative();
        });
        return Figures.ofContributions(left);
    }

    static List<String> texts(List<LogEntry> log) {
        return log.stream().map(entry -> entry.knownAt() + " " + entry.position() + " " + entry.firstImport() + " "
                + entry.sign() + " " + Figures.text(entry.contribution())).sorted().toList();
    }

    @Test
    void theHistoriesHoldEverythingThatMakesSumsGoWrong() {
        List<FeedEvent> events = RandomLog.of(1, 2000);
        Map<Object, Long> newest = new HashMap<>();
        boolean inverted = false;
        for (FeedEvent event : events) {
            inverted |= newest.merge(event.key(), event.version(), Math::max) > event.version();
        }
        assertThat(inverted).as("versions that come late").isTrue();
        assertThat(events).anyMatch(event -> event.change() == dev.tandem.metrics.state.Change.ERASED)
                .anyMatch(event -> event.change() == dev.tandem.metrics.state.Change.DELETED && event.fact() == null)
                .anyMatch(event -> event.feed() == Feed.ORDER)
                .anyMatch(event -> event.fact() instanceof ReviewFact review && !review.isPublished());
    }
}
