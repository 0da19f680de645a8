package dev.tandem.metrics.ingest;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import dev.tandem.metrics.state.Feed;
import dev.tandem.platform.feed.FeedPosition;

/** Lets lanes work a log to its end, with batches cut anywhere and workers that die before they commit. */
final class Run {

    /** A process that ended at the worst moment. */
    static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private Run() {
    }

    /** @param store may throw {@link Crash} from any transaction */
    static void work(List<FeedEvent> events, LaneStore store, int lanes, int generation, Random random) {
        for (String service : Stream.of("accounts", "orders").toList()) {
            List<Feed> feeds = Arrays.stream(Feed.values()).filter(feed -> feed.service().equals(service)).toList();
            List<FeedEvent> own = events.stream().filter(event -> event.feed().service().equals(service)).toList();
            ScriptedFeeds pages = new ScriptedFeeds(own, random);
            FeedMerge merge = new FeedMerge(pages, feeds, 1 + random.nextInt(6), 1 + random.nextInt(12),
                    new InlineExecutor());
            new Lanes4(store, service, lanes, generation).workTo(pages.end(), merge);
        }
    }

    private record Lanes4(LaneStore store, String service, int lanes, int generation) {

        void workTo(FeedPosition end, FeedMerge merge) {
            List<LaneWork> work = new ArrayList<>();
            for (int lane = 0; lane < lanes; lane++) {
                work.add(open(lane));
            }
            FeedPosition read = null;
            while (work.stream().anyMatch(lane -> lane.position().compareTo(end) < 0)) {
                FeedPosition slowest = work.stream().map(LaneWork::position).min(FeedPosition::compareTo).orElseThrow();
                if (!slowest.equals(read)) {
                    merge.startAt(slowest);
                }
                FeedBatch batch = next(merge);
                read = batch.through();
                for (int lane = 0; lane < lanes; lane++) {
                    try {
                        work.get(lane).apply(batch);
                    } catch (Crash died) {
                        work.set(lane, open(lane));
                    }
                }
            }
        }

        private LaneWork open(int lane) {
            return new LaneWork(store, new LaneLease(generation, lane, "test", 1), service, lanes, ZoneOffset.UTC);
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
