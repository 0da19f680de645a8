package dev.tandem.metrics.drift;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import dev.tandem.metrics.contribution.Metric;
import dev.tandem.metrics.generation.Generations;
import dev.tandem.metrics.ingest.FeedChecksums;
import dev.tandem.metrics.ingest.FeedFailure;
import dev.tandem.metrics.state.Feed;
import dev.tandem.metrics.store.Database;
import dev.tandem.platform.feed.FeedChecksum;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;

/** Compares what is served with what the producers have told and with its own log, and says where they differ. */
@ApplicationScoped
public class Drift {

    private static final Logger LOG = Logger.getLogger(Drift.class);
    /** A feed that talks all the time gives an answer only between two of its events. */
    private static final int ATTEMPTS = 5;
    private static final int NAMED_CELLS = 5;

    /** @param size 0 for none; what is missing or too much, at least 1 */
    public record Difference(long size, String text) {

        static final Difference NONE = new Difference(0, "");
    }

    private final Generations generations;
    private final Database database;
    private final FeedChecksums producers;
    private final Map<Feed, Difference> feeds = new ConcurrentHashMap<>();
    private final Map<Metric, Difference> rollups = new ConcurrentHashMap<>();

    public Drift(Generations generations, Database database, FeedChecksums producers) {
        this.generations = generations;
        this.database = database;
        this.producers = producers;
    }

    /** What the last look at each feed found; a feed that could not be compared yet is absent. */
    public Map<Feed, Difference> feeds() {
        return Map.copyOf(feeds);
    }

    /** What the last look at each metric's sums found. */
    public Map<Metric, Difference> rollups() {
        return Map.copyOf(rollups);
    }

    /** A generation of older code has not read all that this code reads, and its successor is on the way. */
    @Scheduled(every = "${tandem.drift.check-every}", delayed = "${tandem.drift.first-after}", concurrentExecution = ConcurrentExecution.SKIP)
    public void check() {
        generations.active().filter(active -> active.definitions().equals(Metric.definitions())).ifPresent(active -> {
            for (Feed feed : Feed.values()) {
                try {
                    compare(active.id(), feed).ifPresent(found -> note(feeds, feed, feed.path(), found));
                } catch (FeedFailure away) {
                    LOG.warnf("%s could not be compared with its checksum: %s", feed.path(), away.getMessage());
                }
            }
            RollupDrift sums = new RollupDrift(database, active.id());
            for (Metric metric : Metric.values()) {
                note(rollups, metric, "The sums of " + metric.key(), difference(sums.of(metric)));
            }
        });
    }

    private static <K> void note(Map<K, Difference> found, K key, String name, Difference difference) {
        found.put(key, difference);
        if (difference.size() > 0) {
            LOG.errorf("%s differs: %s", name, difference.text());
        }
    }

    private Optional<Difference> compare(int generation, Feed feed) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<OwnChecksum> own = OwnChecksum.of(database, generation, feed);
            if (own.isEmpty()) {
                return Optional.empty();
            }
            FeedChecksum told = producers.checksum(feed, own.get().least());
            boolean together = own.get().least().equals(own.get().greatest())
                    || difference(told, producers.checksum(feed, own.get().greatest())).size() == 0;
            if (together) {
                return Optional.of(difference(told, own.get().sum()));
            }
        }
        return Optional.empty();
    }

    private static Difference difference(FeedChecksum told, FeedChecksum held) {
        if (told.entities() == held.entities() && told.versionSum().equals(held.versionSum())
                && told.digest().equals(held.digest())) {
            return Difference.NONE;
        }
        BigInteger size = BigInteger.valueOf(told.entities() - held.entities()).abs()
                .max(told.versionSum().subtract(held.versionSum()).abs()).max(BigInteger.ONE);
        long counted = size.min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact();
        return new Difference(counted, "up to " + told.through() + " the producer told of " + text(told) + ", held are "
                + text(held));
    }

    private static String text(FeedChecksum sum) {
        return sum.entities() + " records with versions summing to " + sum.versionSum() + " (" + sum.digest() + ")";
    }

    private static Difference difference(List<String> cells) {
        if (cells.isEmpty()) {
            return Difference.NONE;
        }
        List<String> named = new ArrayList<>(cells.subList(0, Math.min(NAMED_CELLS, cells.size())));
        if (cells.size() > named.size()) {
            named.add("and " + (cells.size() - named.size()) + " more");
        }
        return new Difference(cells.size(), "not what the log adds up to: " + String.join(", ", named));
    }
}
