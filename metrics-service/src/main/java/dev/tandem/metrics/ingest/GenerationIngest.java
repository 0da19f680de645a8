package dev.tandem.metrics.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

import dev.tandem.metrics.generation.Generation;
import dev.tandem.metrics.state.Feed;

/** The work of this replica for one generation: its lanes and one worker per service that feeds them. */
final class GenerationIngest {

    /** What the workers share. */
    record Tools(FeedPages pages, LaneStore store, LaneLeases leases, FeedsConfig feeds, int restatementChunk,
            ExecutorService threads) {
    }

    private static final Duration BUILDING = Duration.ofMillis(250);

    private final Generation generation;
    private final Tools tools;
    private final Set<LaneLease> held = ConcurrentHashMap.newKeySet();
    private final Map<String, FeedWorker> workers = new ConcurrentHashMap<>();
    private final List<Future<?>> running = new ArrayList<>();

    GenerationIngest(Generation generation, Tools tools) {
        this.generation = generation;
        this.tools = tools;
    }

    void start() {
        Map<String, List<Feed>> services = Arrays.stream(Feed.values()).collect(Collectors.groupingBy(Feed::service));
        services.forEach((service, feeds) -> {
            FeedBell bell = new FeedBell(tools.pages(), feeds, tools.threads());
            FeedMerge merge = new FeedMerge(tools.pages(), feeds, tools.feeds().pageSize(), tools.feeds().batchSize(),
                    tools.threads());
            FeedWorker worker = new FeedWorker(service, merge, bell, tools.threads(),
                    () -> List.copyOf(held), lease -> new LaneWork(tools.store(), lease, service,
                            LaneRules.of(generation, tools.restatementChunk())),
                    held::remove);
            follow(worker, generation);
            workers.put(service, worker);
            running.add(tools.threads().submit(worker));
        });
    }

    /** Goes on to where the generation may go by now, as eagerly as its state asks for. */
    void follow(Generation now) {
        workers.values().forEach(worker -> follow(worker, now));
    }

    /**
     * The heads of the feeds move even while nothing happens, so of two generations that look equally often the one that
     * looked last is ahead, and a build would wait for luck to take over.
     */
    private void follow(FeedWorker worker, Generation now) {
        worker.goOnTo(now.bound() == null ? Instant.MAX : now.bound());
        Duration idle = tools.feeds().idlePoll();
        worker.lookEvery(now.state() == Generation.State.BUILDING && idle.compareTo(BUILDING) > 0 ? BUILDING : idle);
    }

    /** Keeps as many lanes as are this replica's part: gives back what is more, takes what is free where it is less. */
    void keepLanes() {
        held.removeIf(lease -> !tools.leases().renew(lease));
        int part = tools.leases().part(generation.id(), generation.lanes());
        held.stream().sorted(Comparator.comparingInt(LaneLease::lane)).skip(part).toList().forEach(this::giveBack);
        int[] lanes = held.stream().mapToInt(LaneLease::lane).toArray();
        if (lanes.length < part && held.addAll(tools.leases().take(generation.id(), lanes, part - lanes.length))) {
            workers.values().forEach(FeedWorker::ring);
        }
    }

    /** A batch under way goes on until somebody has taken the lane, and then is refused. */
    private void giveBack(LaneLease lease) {
        held.remove(lease);
        tools.leases().release(lease);
    }

    /** Ends the work; a batch under way is finished first. */
    void stop() throws InterruptedException {
        workers.values().forEach(FeedWorker::stop);
        for (Future<?> worker : running) {
            try {
                worker.get();
            } catch (java.util.concurrent.ExecutionException failed) {
                throw new IllegalStateException("A worker ended with an error", failed.getCause());
            }
        }
        held.forEach(tools.leases()::release);
        held.clear();
        tools.leases().leave(generation.id());
    }

    void ring() {
        workers.values().forEach(FeedWorker::ring);
    }

    Collection<LaneLease> lanes() {
        return held;
    }

    /** Whether a producer was restored and what was read of it cannot be gone on with. */
    boolean isCutOff() {
        return workers.values().stream().anyMatch(FeedWorker::isCutOff);
    }

    /** By service, what keeps it from moving. */
    Map<String, String> troubles() {
        Map<String, String> troubles = new ConcurrentHashMap<>();
        workers.forEach((service, worker) -> {
            String trouble = worker.trouble();
            if (trouble != null) {
                troubles.put(service, trouble);
            }
        });
        return troubles;
    }
}
