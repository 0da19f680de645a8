package dev.tandem.metrics.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.tandem.platform.feed.FeedPosition;

/**
 * Reads one service's feeds once for all lanes that this replica holds of one generation. A lane that is behind, because
 * it was taken over or failed, skips nothing: reading starts at the slowest lane, and the others pass over what they have.
 */
final class FeedWorker implements Runnable {

    private static final Logger LOG = Logger.getLogger(FeedWorker.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final String service;
    private final FeedMerge merge;
    private final FeedBell bell;
    private final ExecutorService threads;
    private final Supplier<Collection<LaneLease>> leases;
    private final Function<LaneLease, LaneWork> open;
    private final Consumer<LaneLease> lost;
    private final Map<LaneLease, LaneWork> lanes = new HashMap<>();
    private FeedPosition read = FeedPosition.START;
    private boolean started;
    private @Nullable Future<FeedBatch> ahead;
    private Duration pause = FIRST_PAUSE;
    private volatile boolean stopped;
    private volatile @Nullable String trouble;
    private volatile boolean cutOff;
    /** Nothing that was recorded later is applied. */
    private volatile Instant bound = Instant.MAX;
    private volatile Duration idlePoll = LONGEST_PAUSE;

    FeedWorker(String service, FeedMerge merge, FeedBell bell, ExecutorService threads,
            Supplier<Collection<LaneLease>> leases, Function<LaneLease, LaneWork> open, Consumer<LaneLease> lost) {
        this.service = service;
        this.merge = merge;
        this.bell = bell;
        this.threads = threads;
        this.leases = leases;
        this.open = open;
        this.lost = lost;
    }

    /** Why nothing moves at present, for the health page. */
    @Nullable
    String trouble() {
        return trouble;
    }

    /** Whether the service no longer knows where we are, so that trying again will never help. */
    boolean isCutOff() {
        return cutOff;
    }

    /** Lets lanes that stand still go on. */
    void goOnTo(Instant later) {
        bound = later;
    }

    /** How long it waits for news before it looks again all the same. */
    void lookEvery(Duration length) {
        idlePoll = length;
    }

    /** Looks for news at once. */
    void ring() {
        bell.ring();
    }

    void stop() {
        stopped = true;
        bell.ring();
    }

    @Override
    public void run() {
        try {
            while (!stopped) {
                round();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } finally {
            forgetAhead();
        }
    }

    private void round() throws InterruptedException {
        try {
            adoptLanes();
            if (lanes.isEmpty()) {
                // What was wrong is now seen by whoever works the lanes.
                trouble = null;
                cutOff = false;
                rest(FIRST_PAUSE);
                return;
            }
            if (load()) {
                return;
            }
            Instant end = bound;
            if (lanes.values().stream().noneMatch(lane -> lane.completeThrough().isBefore(end))) {
                rest(idlePoll);
                return;
            }
            FeedBatch batch = nextBatch(end);
            applyToAll(batch);
            trouble = null;
            cutOff = false;
            pause = FIRST_PAUSE;
            if (!batch.more() && !stopped) {
                bell.await(read, idlePoll);
            }
        } catch (RuntimeException failed) {
            report(failed);
            started = false;
            rest(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
    }

    /** Once per kind of trouble, whichever feed has it, and with a stack only where a feed is not simply away. */
    private void report(RuntimeException failed) {
        String before = trouble;
        if (before == null || !kind(before).equals(kind(String.valueOf(failed.getMessage())))) {
            boolean away = failed instanceof FeedFailure;
            LOG.warnf(away ? null : failed, "The feeds of %s cannot be worked now, trying again: %s", service,
                    failed.getMessage());
        }
        trouble = String.valueOf(failed.getMessage());
        cutOff = failed instanceof PositionRefused;
    }

    private static String kind(String message) {
        return message.replaceFirst("^Feed \\S+", "");
    }

    private void rest(Duration length) throws InterruptedException {
        bell.rest(length);
    }

    private void adoptLanes() {
        Collection<LaneLease> held = leases.get();
        lanes.keySet().retainAll(held);
        for (LaneLease lease : held) {
            if (!lanes.containsKey(lease)) {
                try {
                    lanes.put(lease, open.apply(lease));
                } catch (LeaseLost taken) {
                    lost.accept(lease);
                }
            }
        }
    }

    /** @return whether a lane is still taking over its baseline */
    private boolean load() {
        boolean any = false;
        for (LaneWork lane : List.copyOf(lanes.values())) {
            if (lane.isLoading()) {
                any = true;
                try {
                    lane.load();
                } catch (LeaseLost taken) {
                    lanes.remove(lane.lease());
                    lost.accept(lane.lease());
                }
            }
        }
        return any;
    }

    private FeedBatch nextBatch(Instant end) throws InterruptedException {
        FeedPosition slowest = lanes.values().stream().map(LaneWork::position).min(FeedPosition::compareTo)
                .orElseThrow();
        if (!started || !slowest.equals(read)) {
            forgetAhead();
            merge.startAt(slowest);
            read = slowest;
            started = true;
        }
        Future<FeedBatch> waiting = ahead;
        ahead = null;
        FeedBatch batch = waiting == null ? merge.next() : result(waiting);
        if (!end.equals(Instant.MAX)) {
            FeedBatch bounded = batch.until(end, slowest);
            started = bounded.through().equals(batch.through());
            read = bounded.through();
            return bounded;
        }
        read = batch.through();
        if (batch.more()) {
            ahead = threads.submit(merge::next);
        }
        return batch;
    }

    private void forgetAhead() {
        Future<FeedBatch> waiting = ahead;
        ahead = null;
        if (waiting != null) {
            try {
                waiting.get();
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException failed) {
                LOG.debugf(failed, "A batch read ahead was not needed");
            }
        }
    }

    private static FeedBatch result(Future<FeedBatch> batch) throws InterruptedException {
        try {
            return batch.get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause
                    : new FeedFailure("A feed could not be read", failed.getCause());
        }
    }

    private void applyToAll(FeedBatch batch) throws InterruptedException {
        Map<LaneWork, Future<?>> running = new HashMap<>();
        lanes.values().forEach(lane -> running.put(lane, threads.submit(() -> lane.apply(batch))));
        List<RuntimeException> failures = new ArrayList<>();
        for (Map.Entry<LaneWork, Future<?>> each : running.entrySet()) {
            try {
                each.getValue().get();
            } catch (ExecutionException failed) {
                LaneLease lease = each.getKey().lease();
                lanes.remove(lease);
                if (failed.getCause() instanceof LeaseLost) {
                    lost.accept(lease);
                } else {
                    failures.add(failed.getCause() instanceof RuntimeException cause ? cause
                            : new IllegalStateException(failed.getCause()));
                }
            }
        }
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
    }
}
