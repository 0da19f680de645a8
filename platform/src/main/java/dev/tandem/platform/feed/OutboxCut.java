package dev.tandem.platform.feed;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;

/**
 * Gives up old days of the outbox where that is wanted, a few blocks per transaction: one that is long would hold back every
 * feed of the server. What is begun is recorded, so that any replica goes on with it after a crash.
 */
@ApplicationScoped
class OutboxCut {

    private static final Logger LOG = Logger.getLogger(OutboxCut.class);
    private static final int FEW_BLOCKS = 8;
    private static final int MANY_BLOCKS = 1024;
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final Duration LONG = Duration.ofMillis(400);

    private final FeedRetention retention;
    private final FeedConfig config;

    OutboxCut(FeedRetention retention, FeedConfig config) {
        this.retention = retention;
        this.config = config;
    }

    void atStart(@Observes StartupEvent start) {
        config.keep().filter(keep -> keep.toDays() < 1).ifPresent(keep -> {
            throw new IllegalStateException("tandem.feed.keep is a number of days, at least one, not " + keep);
        });
    }

    /** What was begun is brought to its end also where the setting was taken away meanwhile. */
    @Scheduled(identity = "outbox-cut", every = "${tandem.feed.cut-every}", delayed = "${tandem.feed.cut-every}", concurrentExecution = ConcurrentExecution.SKIP)
    void regularly() {
        if (config.source().isEmpty()) {
            return;
        }
        boolean begun = retention.last().filter(cut -> cut.endedAt() == null).isPresent();
        if (begun || config.keep().isPresent() && begin(config.keep().get().toDays(), List.copyOf(config.confirmedBy()))) {
            work();
        }
    }

    /** @return whether there is something to cut */
    boolean begin(long keepDays, List<String> readers) {
        Optional<LocalDate> through = retention.begin(keepDays, readers);
        through.ifPresent(day -> LOG.infof("The events of the days through %s are given up but for the latest of each entity",
                day));
        return through.isPresent();
    }

    /** Works what is recorded until there is no more, or until somebody is in the way. */
    FeedRetention.State work() {
        int blocks = FEW_BLOCKS;
        long taken = 0;
        while (true) {
            long start = System.nanoTime();
            FeedRetention.Step step = retention.work(blocks);
            Duration duration = Duration.ofNanos(System.nanoTime() - start);
            taken += step.taken();
            if (step.dropped() != null) {
                LOG.infof("Partition %s of the outbox is dropped", step.dropped());
            }
            if (step.state() != FeedRetention.State.MORE) {
                LOG.infof("Giving up old events: %s after %d events", step.state(), taken);
                return step.state();
            }
            if (duration.compareTo(SHORT) < 0) {
                blocks = Math.min(blocks * 2, MANY_BLOCKS);
            } else if (duration.compareTo(LONG) > 0) {
                blocks = Math.max(blocks / 4, 1);
            }
        }
    }
}
