package dev.tandem.platform.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import dev.tandem.platform.journal.Things;
import dev.tandem.platform.testing.Eventually;
import dev.tandem.platform.testing.PostgresTestResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** The promise on which all computed figures stand: a reader gets every event once, in one order, and never a gap. */
@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class FeedOrderTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    Things things;

    @Test
    void aSlowTransactionDelaysEventsAndLosesNone() throws Exception {
        String kind = "slow";
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(9)) {
            Future<UUID> slow = threads.submit(() -> QuarkusTransaction.requiringNew().call(() -> {
                UUID id = things.create(kind, "slow");
                written.countDown();
                release.await(30, TimeUnit.SECONDS);
                return id;
            }));
            written.await();
            FeedClient reader = new FeedClient(kind);
            List<Future<UUID>> fast = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                String name = "fast " + i;
                fast.add(threads.submit(() -> things.create(kind, name)));
            }
            Instant firstRecorded = Instant.now();
            for (Future<UUID> one : fast) {
                one.get();
            }
            FeedClient.Reply meanwhile = reader.read(1000, 0);
            assertThat(meanwhile.events()).as("nothing overtakes the slow one").isEmpty();
            assertThat(meanwhile.completeThrough()).isBefore(firstRecorded.plusSeconds(5))
                    .isBefore(Instant.now());
            release.countDown();
            UUID late = slow.get();
            Eventually.within(SOON, () -> {
                reader.read(97, 0);
                assertThat(reader.seen()).hasSize(1001);
            });

            assertThat(reader.seen()).doesNotHaveDuplicates().first().isEqualTo(late.toString());
            assertThat(reader.positions()).isSorted();
            List<String> all = new ArrayList<>(List.of(late.toString()));
            for (Future<UUID> one : fast) {
                all.add(one.get().toString());
            }
            assertThat(reader.seen()).containsExactlyInAnyOrderElementsOf(all);
        }
    }

    @Test
    void aReaderWhoReadsAllTheTimeWhileManyWriteMissesNothing() throws Exception {
        String kind = "busy";
        FeedClient reader = new FeedClient(kind);
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            List<Future<UUID>> writes = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                boolean slow = i % 20 == 0;
                writes.add(threads.submit(() -> QuarkusTransaction.requiringNew().call(() -> {
                    UUID id = things.create(kind, "busy");
                    if (slow) {
                        new CountDownLatch(1).await(30, TimeUnit.MILLISECONDS);
                    }
                    return id;
                })));
            }
            Eventually.within(SOON, () -> {
                reader.read(1000, 0);
                assertThat(reader.seen()).hasSize(400);
            });

            List<String> all = new ArrayList<>();
            for (Future<UUID> write : writes) {
                all.add(write.get().toString());
            }
            assertThat(reader.seen()).containsExactlyInAnyOrderElementsOf(all);
            assertThat(reader.positions()).isSorted().doesNotHaveDuplicates();
        }
    }

    @Test
    void anEntityHasOneEventPerTransactionWithItsLastState() {
        FeedClient reader = new FeedClient("single");
        UUID id = QuarkusTransaction.requiringNew().call(() -> {
            UUID made = things.create("single", "first");
            things.rename(made, "second", "third");
            return made;
        });
        things.rename(id, "fourth");
        things.delete(id);

        Eventually.within(SOON, () -> {
            reader.read(1000, 0);
            assertThat(reader.seen()).hasSize(3);
        });
        List<java.util.Map<String, Object>> events = new FeedClient("single").read(10, 0).events();
        assertThat(events).extracting(event -> event.get("change")).containsExactly("UPSERT", "UPSERT", "DELETED");
        assertThat(events.getFirst().get("data")).asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsEntry("name", "third");
        assertThat(events.getLast().get("data")).isNull();
        assertThat(events).extracting(event -> (Integer) event.get("entityversion")).isSorted().doesNotHaveDuplicates();
    }
}
