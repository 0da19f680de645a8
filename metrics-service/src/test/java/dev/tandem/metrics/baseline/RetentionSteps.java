package dev.tandem.metrics.baseline;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import dev.tandem.metrics.generation.Generations;
import dev.tandem.metrics.ingest.FeedProgress;
import dev.tandem.metrics.store.Database;
import dev.tandem.platform.feed.FeedPosition;

/** Takes the steps by which the past is given up, at instants of a test's choice. */
public final class RetentionSteps {

    private static final Duration KEEP = Duration.ofDays(1);

    private final Generations generations;
    private final Database database;
    private final Map<String, FeedPosition> confirmed = new TreeMap<>();
    private String trouble;

    public RetentionSteps(Generations generations, Database database) {
        this.generations = generations;
        this.database = database;
    }

    /** What was confirmed to the services. */
    public Map<String, FeedPosition> confirmed() {
        return confirmed;
    }

    /** What the last step complained of. */
    public String trouble() {
        return trouble;
    }

    /** One step at a time at which everything after {@code bound} is to be kept. */
    public void step(Instant bound) {
        FeedProgress progress = new FeedProgress(database);
        Baselines baselines = new Baselines(generations, new BaseStore(database), new BaseHash(database),
                new LogCollapse(database, progress),
                (service, reader, through) -> confirmed.put(service + " " + reader, through),
                progress, new Kept(), Clock.fixed(bound.plus(KEEP), ZoneOffset.UTC));
        baselines.step(KEEP);
        trouble = baselines.trouble();
    }

    public boolean isSealed(int generation) {
        return new BaseStore(database).find(generation).isPresent();
    }

    public boolean isCollapsed(int generation) {
        return new BaseStore(database).find(generation).filter(seal -> seal.collapsedAt() != null).isPresent();
    }

    private record Kept() implements RetentionConfig {

        @Override
        public Optional<Duration> keep() {
            return Optional.of(KEEP);
        }

        @Override
        public Duration sealEvery() {
            return Duration.ofSeconds(1);
        }

        @Override
        public String checkEvery() {
            return "off";
        }

        @Override
        public String reader() {
            return "metrics";
        }
    }
}
