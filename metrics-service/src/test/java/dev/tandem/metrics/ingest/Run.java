package dev.tandem.metrics.ingest;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import dev.tandem.metrics.generation.Generation;
import dev.tandem.metrics.state.Feed;
import dev.tandem.platform.feed.FeedPosition;

/** Lets lanes work a log to its end, with batches cut anywhere and workers that die before they commit. */
final class Run {

    /** A process that ended at the worst moment. */
    static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** What happens meanwhile: somebody publishes rates. */
    interface Meanwhile {

        /** @return the last entry there will be, 0 as long as more may come */
        long happens();
    }

    /** There are no rates and will be none. */
    static final long NO_RATES = -1;

    private Run() {
    }

    /** @param store may throw {@link Crash} from any transaction */
    static void work(List<FeedEvent> events, LaneStore store, int lanes, int generation, Random random,
            Meanwhile meanwhile) {
        work(events, store, new Kind(lanes, generation, null, null), random, meanwhile);
    }

    /**
     * What sort of run it is.
     *
     * @param bound of a baseline: what was recorded later is left out; else null
     * @param origin of a run that begins with a baseline; else null
     */
    record Kind(int lanes, int generation, Instant bound, Generation.Origin origin) {
    }

    static void work(List<FeedEvent> events, LaneStore store, Kind kind, Random random, Meanwhile meanwhile) {
        List<Lanes> services = new ArrayList<>();
        for (String service : List.of("accounts", "orders")) {
            List<Feed> feeds = Arrays.stream(Feed.values()).filter(feed -> feed.service().equals(service)).toList();
            List<FeedEvent> own = events.stream().filter(event -> event.feed().service().equals(service)).toList();
            ScriptedFeeds pages = new ScriptedFeeds(own, random);
            FeedMerge merge = new FeedMerge(pages, feeds, 1 + random.nextInt(6), 1 + random.nextInt(12),
                    new InlineExecutor());
            services.add(new Lanes(store, service, kind, pages.end(), merge, random));
        }
        long last = 0;
        while (last == 0 || !services.get(0).done(last) || !services.get(1).done(last)) {
            services.get(random.nextInt(2)).round();
            last = meanwhile.happens();
        }
    }

    private static final class Lanes {
        private final LaneStore store;
        private final String service;
        private final int generation;
        private final FeedPosition end;
        private final FeedMerge merge;
        private final Instant bound;
        private final LaneRules rules;
        private final List<LaneWork> work = new ArrayList<>();
        private FeedPosition read;

        Lanes(LaneStore store, String service, Kind kind, FeedPosition end, FeedMerge merge, Random random) {
            this.bound = kind.bound();
            this.store = store;
            this.service = service;
            this.generation = kind.generation();
            this.end = end;
            this.merge = merge;
            this.rules = new LaneRules(kind.lanes(), ZoneOffset.UTC, EngineDatabase.REPORTING, EngineDatabase.METRICS,
                    random.nextBoolean() ? 1000 : 1 + random.nextInt(2), bound != null, kind.origin());
            for (int lane = 0; lane < kind.lanes(); lane++) {
                work.add(open(lane));
            }
        }

        boolean done(long lastRate) {
            if (bound != null) {
                return work.stream().noneMatch(lane -> lane.completeThrough().isBefore(bound));
            }
            return work.stream().allMatch(lane -> lane.position().compareTo(end) >= 0
                    && (lastRate == NO_RATES || lane.rates() == lastRate));
        }

        void round() {
            FeedPosition slowest = work.stream().map(LaneWork::position).min(FeedPosition::compareTo).orElseThrow();
            if (!slowest.equals(read)) {
                merge.startAt(slowest);
            }
            FeedBatch batch = next(merge);
            read = batch.through();
            if (bound != null) {
                batch = batch.until(bound, slowest);
                read = batch.through().equals(read) ? read : null;
            }
            for (int lane = 0; lane < work.size(); lane++) {
                try {
                    work.get(lane).apply(batch);
                } catch (Crash died) {
                    work.set(lane, open(lane));
                }
            }
        }

        private LaneWork open(int lane) {
            while (true) {
                try {
                    LaneWork opened = new LaneWork(store, new LaneLease(generation, lane, "test", 1), service, rules);
                    while (opened.isLoading()) {
                        opened.load();
                    }
                    return opened;
                } catch (Crash died) {
                    // Opened again, as the worker does.
                }
            }
        }

        private static FeedBatch next(FeedMerge merge) {
            try {
                return merge.next();
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        }
    }
}
