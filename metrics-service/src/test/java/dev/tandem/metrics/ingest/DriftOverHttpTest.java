package dev.tandem.metrics.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.tandem.metrics.contribution.Metric;
import dev.tandem.metrics.drift.Drift;
import dev.tandem.metrics.generation.Generation;
import dev.tandem.metrics.state.Feed;
import dev.tandem.platform.feed.FeedPosition;

/** What is held against what the feeds say that they told, and sums against the log. */
class DriftOverHttpTest extends ReplicasOverHttp {

    @Test
    void whatIsHeldIsWhatTheFeedsToldAndADifferenceIsNamed() {
        List<FeedEvent> events = RandomLog.of(14, 500);
        publish(events);
        Generation served = database.fresh(4);
        awaitCaughtUp(served, replica(served, "one"));
        Drift drift = drift();

        drift.check();
        assertThat(drift.feeds()).containsKeys(Feed.values());
        assertThat(drift.rollups()).containsKeys(Metric.values());
        assertThat(differing(drift)).isEmpty();

        database.database().update("""
                UPDATE entity_state SET version = version + 7 WHERE ctid = (
                    SELECT ctid FROM entity_state WHERE feed = 'orders/order' AND state IS NOT NULL LIMIT 1)""");
        database.database().update("DELETE FROM entity_state WHERE feed = 'orders/review'");
        database.database().update("""
                UPDATE rollup SET num = num + 1 WHERE ctid = (
                    SELECT ctid FROM rollup WHERE metric = 'units@1' AND dims = 'product' AND grain = 'DAY' LIMIT 1)""");
        drift.check();
        assertThat(differing(drift)).isEqualTo(Set.of(Feed.ORDER, Feed.REVIEW, Metric.UNITS));
        assertThat(drift.feeds().get(Feed.ORDER)).satisfies(found -> {
            assertThat(found.size()).isEqualTo(7);
            assertThat(found.text()).contains("records with versions summing to");
        });
        assertThat(drift.rollups().get(Metric.UNITS)).satisfies(found -> {
            assertThat(found.size()).isEqualTo(1);
            assertThat(found.text()).contains("DAY 2026-").contains("product");
        });
    }

    @Test
    void lanesThatStandApartAreComparedOnlyWhereTheFeedSaidNothingBetween() {
        List<FeedEvent> events = RandomLog.of(15, 200);
        publish(events);
        Generation served = database.fresh(2);
        Replica replica = replica(served, "one");
        awaitCaughtUp(served, replica);
        replica.kill();
        FeedPosition ahead = new FeedPosition(1, orders.head().xid() + 1000, 0);
        database.database().update("UPDATE lane_cursor SET position = ? WHERE lane = 1 AND feed = 'orders/order'",
                PositionBytes.of(ahead));
        Drift drift = drift();
        drift.check();
        assertThat(drift.feeds().get(Feed.ORDER).size()).as("only heads differ").isZero();

        database.database().update("UPDATE lane_cursor SET position = ? WHERE lane = 1 AND feed = 'orders/order'",
                PositionBytes.of(events.get(events.size() / 2).position()));
        Drift busy = drift();
        busy.check();
        assertThat(busy.feeds()).as("no answer is better than a wrong alarm").doesNotContainKey(Feed.ORDER)
                .containsKey(Feed.REVIEW);
    }

    /** Cells that were never made, and cells of a time in which nothing happened. */
    @Test
    void sumsThatAreMissingOrTooManyAreFoundInWhateverMonth() {
        List<FeedEvent> events = RandomLog.of(16, 200);
        publish(events);
        Generation served = database.fresh(2);
        awaitCaughtUp(served, replica(served, "one"));
        database.database().update("DELETE FROM rollup WHERE metric = 'orders@1'");
        database.database().update("""
                INSERT INTO rollup (generation, lane, metric, grain, period_start, reporting, num, den, cnt, covered)
                SELECT generation, lane, metric, 'DAY', '1999-05-05', reporting, 1, 0, 1, 1 FROM rollup
                WHERE metric = 'units@1' LIMIT 1""");

        Drift drift = drift();
        drift.check();

        assertThat(differing(drift)).isEqualTo(Set.of(Metric.ORDERS, Metric.UNITS));
        assertThat(drift.rollups().get(Metric.UNITS).text()).contains("DAY 1999-05-05 (all)");
    }

    private Drift drift() {
        Map<String, URI> services = Map.of("accounts", accounts.address(), "orders", orders.address());
        return new Drift(database.generations(), database.database(),
                new FeedClient(services, new TokenFile(tokenFile), FeedClient.http()));
    }

    private static Set<Object> differing(Drift drift) {
        Set<Object> found = new HashSet<>();
        drift.feeds().forEach((feed, difference) -> {
            if (difference.size() > 0) {
                found.add(feed);
            }
        });
        drift.rollups().forEach((metric, difference) -> {
            if (difference.size() > 0) {
                found.add(metric);
            }
        });
        return found;
    }
}
