package dev.tandem.metrics.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.tandem.metrics.generation.Generation;
import dev.tandem.platform.testing.Eventually;

/** Which replica works which lanes, as replicas come and go. */
class LaneSharingTest extends ReplicasOverHttp {

    private static final Duration LONG = Duration.ofMinutes(1);

    private static LaneLeases leases(String name) {
        return new LaneLeases(database.database(), name, LONG);
    }

    @Test
    void aLaneIsTakenOnlyWhenItsLeaseRanOutOrItsOwnerCameBack() {
        int generation = database.fresh(2).id();
        LaneLeases one = leases("one");
        LaneLeases two = leases("two");

        List<LaneLease> held = one.take(generation, new int[0], 2);
        assertThat(held).hasSize(2);
        assertThat(two.take(generation, new int[0], 2)).isEmpty();
        assertThat(leases("one").take(generation, new int[0], 2)).as("after a restart").hasSize(2);
        assertThat(one.renew(held.getFirst())).as("the right of the process before").isFalse();

        database.database().update("UPDATE lane SET lease_until = clock_timestamp() - interval '1 second'");
        assertThat(two.take(generation, new int[0], 1)).hasSize(1);
        assertThat(two.take(generation, new int[0], 2)).as("its own and the other").hasSize(2);
    }

    @Test
    void thePartsAreEvenAndMakeTheWhole() {
        int generation = database.fresh(5).id();
        assertThat(leases("b").part(generation, 5)).isEqualTo(5);
        leases("c").part(generation, 5);
        leases("a").part(generation, 5);

        assertThat(List.of(leases("a").part(generation, 5), leases("b").part(generation, 5), leases("c").part(generation, 5)))
                .containsExactly(2, 2, 1);

        leases("b").leave(generation);
        assertThat(leases("a").part(generation, 5)).isEqualTo(3);
        database.database()
                .update("UPDATE lane_worker SET alive_until = clock_timestamp() - interval '1 second' WHERE owner = 'c'");
        assertThat(leases("a").part(generation, 5)).as("the other died").isEqualTo(5);
    }

    @Test
    void aReplicaThatPausedUntilItCountsAsDeadHasAll() {
        int generation = database.fresh(5).id();

        assertThat(new LaneLeases(database.database(), "late", Duration.ofSeconds(-1)).part(generation, 5)).isEqualTo(5);
    }

    @Test
    void aReplicaThatComesGetsItsPartAndLeavesItToTheOthers() throws InterruptedException {
        List<FeedEvent> events = RandomLog.of(18, 600);
        publish(events.subList(0, 200));
        Generation generation = database.fresh(4);
        Replica one = replica(generation, "one");
        awaitCaughtUp(generation, one);
        assertThat(one.ingest.lanes()).hasSize(4);

        Replica two = replica(generation, "two");
        Replica three = replica(generation, "three");
        publish(events.subList(200, 400));
        awaitLanes(generation, List.of(one, three, two), 2, 1, 1);
        awaitCaughtUp(generation, one, two, three);
        three.ingest.stop();
        two.kill();
        publish(events.subList(400, events.size()));
        awaitLanes(generation, List.of(one), 4);
        awaitCaughtUp(generation, one);

        assertExact(generation, events);
    }

    @Test
    void aReplicaThatHasLostItsLanesHasNoTroubleWithTheirFeeds() {
        publish(RandomLog.of(19, 20));
        Generation generation = database.fresh(1);
        orders.fail(Integer.MAX_VALUE);
        Replica one = replica(generation, "one");
        one.ingest.keepLanes();
        Eventually.within(PATIENCE, () -> assertThat(one.ingest.troubles()).containsOnlyKeys("orders"));

        database.database().update("UPDATE lane SET lease_owner = 'two', lease_token = 2, lease_until = 'infinity'");

        Eventually.within(PATIENCE, () -> {
            one.ingest.keepLanes();
            assertThat(one.ingest.troubles()).isEmpty();
        });
    }

    private static void awaitLanes(Generation generation, List<Replica> replicas, Integer... held) {
        Eventually.within(PATIENCE, () -> {
            replicas.forEach(replica -> replica.ingest.keepLanes());
            assertThat(replicas.stream().map(replica -> replica.ingest.lanes().size())).containsExactly(held);
            assertThat(replicas.stream().flatMap(replica -> replica.ingest.lanes().stream()).map(LaneLease::lane))
                    .doesNotHaveDuplicates().hasSize(generation.lanes());
        });
    }
}
