package dev.tandem.metrics.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.tandem.metrics.generation.Generation;
import dev.tandem.platform.testing.Eventually;

/** Replicas reading real feeds over HTTP into a real database, as they come, die and take over from each other. */
class IngestOverHttpTest extends ReplicasOverHttp {

    @Test
    void readsWhatIsThereAndWhatComes() {
        List<FeedEvent> events = RandomLog.of(7, 300);
        Generation generation = database.fresh(4);
        publish(events.subList(0, 200));
        Replica replica = replica(generation, "one");
        awaitCaughtUp(generation, replica);
        publish(events.subList(200, events.size()));
        awaitCaughtUp(generation, replica);

        assertExact(generation, events);
    }

    @Test
    void killingAReplicaInTheMiddleOfCatchingUpChangesNothing() {
        List<FeedEvent> events = RandomLog.of(8, 600);
        publish(events);
        Generation generation = database.fresh(4);
        int[] batches = new int[1];
        Replica[] first = new Replica[1];
        LaneStore deadly = new LaneStore() {
            private final LaneStore real = new PgLaneStore(database.dataSource());

            @Override
            public <T> T transact(LaneLease lease, java.util.function.Function<LaneSession, T> work) {
                return real.transact(lease, session -> {
                    T result = work.apply(session);
                    synchronized (batches) {
                        if (++batches[0] > 25) {
                            throw new Run.Crash();
                        }
                    }
                    return result;
                });
            }

            @Override
            public void fixTurn(String service, java.time.Instant recordedThrough) {
                real.fixTurn(service, recordedThrough);
            }
        };
        first[0] = replica(generation, "one", deadly);
        first[0].ingest.keepLanes();
        Eventually.within(PATIENCE, () -> assertThat(batches[0]).isGreaterThan(25));
        first[0].kill();
        assertThat(database.stored(generation.id())).as("it died on the way").isNotEmpty();

        Replica second = replica(generation, "two");
        awaitCaughtUp(generation, second);

        assertExact(generation, events);
    }

    @Test
    void anOutageOfAFeedOnlyDelays() {
        List<FeedEvent> events = RandomLog.of(9, 100);
        publish(events);
        orders.fail(7);
        Generation generation = database.fresh(2);
        Replica replica = replica(generation, "one");
        awaitCaughtUp(generation, replica);

        assertExact(generation, events);
        assertThat(replica.ingest.troubles()).isEmpty();
    }

    @Test
    void aRenewedTokenFileIsReadAgain() throws IOException {
        List<FeedEvent> events = RandomLog.of(10, 50);
        publish(events);
        Files.writeString(tokenFile, "expired");
        Generation generation = database.fresh(1);
        Replica replica = replica(generation, "one");
        replica.ingest.keepLanes();
        Eventually.within(PATIENCE, () -> assertThat(accounts.refusals()).isPositive());
        Files.writeString(tokenFile, "right");

        awaitCaughtUp(generation, replica);
        assertExact(generation, events);
    }
}
