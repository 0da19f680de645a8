package dev.tandem.metrics.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;

import dev.tandem.metrics.contribution.Contribution;
import dev.tandem.metrics.state.Feed;

/**
 * Thousands of made-up histories against the oracle. A failure names its seed; {@code -Dtandem.seed=N} runs that one,
 * {@code -Dtandem.runs=N} more of them.
 */
class EnginePropertyTest {

    private static final int RUNS = Integer.getInteger("tandem.runs", 3000);

    private interface Trial {
        void run(long seed);
    }

    private static void forAllSeeds(Trial trial) {
        Long only = Long.getLong("tandem.seed");
        if (only != null) {
            trial.run(only);
            return;
        }
        for (long seed = 0; seed < RUNS; seed++) {
            trial.run(seed);
        }
    }

    private static MemoryLaneStore workedWithCrashes(List<FeedEvent> events, int lanes, Random random) {
        MemoryLaneStore store = new MemoryLaneStore(() -> {
            if (random.nextInt(7) == 0) {
                throw new Run.Crash();
            }
        });
        Run.work(events, store, lanes, 1, random);
        return store;
    }

    @Test
    void figuresEqualARecomputationFromTheLatestStates() {
        forAllSeeds(seed -> {
            Random random = new Random(seed);
            List<FeedEvent> events = RandomLog.of(seed, 5 + random.nextInt(60));
            MemoryLaneStore store = workedWithCrashes(events, 1 + random.nextInt(4), random);
            List<Oracle.Row> expected = Oracle.rows(events);

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
            Random random = new Random(seed);
            List<FeedEvent> events = RandomLog.of(seed, 5 + random.nextInt(40));
            MemoryLaneStore live = workedWithCrashes(events, 4, random);
            MemoryLaneStore rebuilt = workedWithCrashes(events, 1 + random.nextInt(5), random);

            assertThat(texts(rebuilt.log())).as("seed %d", seed).isEqualTo(texts(live.log()));
        });
    }

    @Test
    void whatWasKnownThenIsWhatTheEventsOfThenSay() {
        forAllSeeds(seed -> {
            Random random = new Random(seed);
            List<FeedEvent> events = RandomLog.of(seed, 5 + random.nextInt(40));
            MemoryLaneStore store = workedWithCrashes(events, 3, random);
            Map<FeedEvent, Instant> knownAt = knownAt(events);
            Instant then = knownAt.values().stream().sorted().skip(random.nextInt(knownAt.size())).findFirst()
                    .orElseThrow();

            List<FeedEvent> known = events.stream().filter(event -> !knownAt.get(event).isAfter(then)).toList();
            assertThat(sumOfLog(store.log(), then)).as("seed %d at %s", seed, then)
                    .isEqualTo(Figures.ofOracle(Oracle.rows(known)));
        });
    }

    /** The running maximum of recordedat per service in the order of positions, as the contract defines it. */
    private static Map<FeedEvent, Instant> knownAt(List<FeedEvent> events) {
        Map<FeedEvent, Instant> knownAt = new HashMap<>();
        Map<String, Instant> latest = new HashMap<>();
        for (FeedEvent event : events) {
            Instant known = latest.merge(event.feed().service(), event.recordedAt(),
                    (one, other) -> one.isAfter(other) ? one : other);
            knownAt.put(event, known);
        }
        return knownAt;
    }

    private static List<String> sumOfLog(List<LogEntry> log, Instant asOf) {
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

    private static List<String> texts(List<LogEntry> log) {
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
                .anyMatch(event -> event.feed() == Feed.ORDER);
    }
}
