package dev.tandem.metrics.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import dev.tandem.metrics.contribution.Metric;
import dev.tandem.metrics.generation.Generation;
import dev.tandem.metrics.generation.Generations;
import dev.tandem.metrics.rebuild.Digests;
import dev.tandem.metrics.rebuild.Rebuilds;
import dev.tandem.metrics.state.Change;
import dev.tandem.platform.feed.FeedPosition;
import dev.tandem.platform.testing.Eventually;

/** Figures computed anew beside those that are served: on request, for newer code, and after a restore of a producer. */
class RebuildOverHttpTest extends ReplicasOverHttp {

    @Test
    void aRebuildTakesOverWithEqualDigestsAndKeepsTheOldOne() {
        List<FeedEvent> events = RandomLog.of(11, 400);
        publish(events);
        Generation served = database.fresh(4);
        Replica serving = replica(served, "one");
        awaitCaughtUp(served, serving);
        Generation built = database.generations().build(EngineDatabase.wanted(3));
        Replica building = replica(built, "two");
        awaitCaughtUp(built, building);

        awaitTakeOver(built);
        assertThat(database.generations().active().orElseThrow().result()).isEqualTo("equal");
        assertThat(database.generations().find(served.id()).orElseThrow().state())
                .isEqualTo(Generation.State.RETIRED);
        assertThat(rebuilds().differences(served.id(), built.id())).isEmpty();
        assertThat(database.stored(served.id())).isEqualTo(database.stored(built.id()));
    }

    @Test
    void aRebuildDoesNotWaitForTheServedOneToLookLess() {
        idlePoll = PATIENCE.multipliedBy(2);
        publish(RandomLog.of(17, 100));
        Generation served = database.fresh(2);
        Replica serving = replica(served, "one");
        awaitCaughtUp(served, serving);
        Generation built = database.generations().build(EngineDatabase.wanted(2));
        awaitCaughtUp(built, replica(built, "two"));
        accounts.moveHead();
        orders.moveHead();
        serving.ingest.ring();
        awaitCaughtUp(served);

        awaitTakeOver(built);
    }

    @Test
    void aRebuildThatDiffersIsNotServed() {
        List<FeedEvent> events = RandomLog.of(12, 200);
        publish(events);
        Generation served = database.fresh(4);
        awaitCaughtUp(served, replica(served, "one"));
        Generation built = database.generations().build(EngineDatabase.wanted(2));
        awaitCaughtUp(built, replica(built, "two"));
        database.database().update(
                """
                        UPDATE contribution_log SET num = num + 1
                        WHERE generation = ? AND seq = (SELECT max(seq) FROM contribution_log WHERE generation = ? AND metric = 'aov@1')""",
                built.id(), built.id());

        Rebuilds rebuilds = rebuilds();
        Eventually.within(PATIENCE, () -> {
            rebuilds.check();
            assertThat(database.generations().find(built.id()).orElseThrow().state())
                    .isEqualTo(Generation.State.FAILED);
        });
        assertThat(database.generations().find(built.id()).orElseThrow().result()).startsWith("different: aov@1 ");
        assertThat(database.generations().active().orElseThrow().id()).isEqualTo(served.id());
    }

    @Test
    void aGenerationOfOlderCodeTellsWhatItKnowsUntilOneWithAllMetricsHasCaughtUp() {
        List<FeedEvent> events = RandomLog.of(13, 400);
        String fewer = Metric.definitions().replace("rating_avg@1,", "").replace("review_rate@1,", "")
                .replace(",units@1", "");
        int first = database.fresh(4).id();
        database.database().update("UPDATE generation SET definitions = ? WHERE id = ?", fewer, first);
        Generation served = database.generations().find(first).orElseThrow();
        publish(events.subList(0, 200));
        Replica old = replica(served, "one");
        awaitCaughtUp(served, old);
        old.kill();
        database.database().update("DELETE FROM lane_cursor WHERE feed = 'orders/review'");
        publish(events.subList(200, events.size()));
        awaitCaughtUp(served, replica(served, "one"));

        Generations.Wanted wanted = EngineDatabase.wanted(4);
        database.generations().ensure(new Generations.Wanted(wanted.lanes(), wanted.timeZone(), wanted.currency(),
                wanted.reporting(), wanted.definitions(), "configuration", true, null));
        Generation built = database.generations().worked().getLast();
        awaitCaughtUp(built, replica(built, "two"));
        awaitTakeOver(built);

        assertExact(built, events);
        assertThat(database.stored(served.id())).isNotEmpty().isEqualTo(database.stored(built.id()).stream()
                .filter(row -> !row.matches("(units|rating_avg|review_rate)@1 .*")).collect(Collectors.toSet()));
    }

    @Test
    void afterARestoreOfAProducerWhatIsLeftIsReadAgain() {
        List<FeedEvent> events = RandomLog.of(16, 300);
        publish(events);
        Generation served = database.fresh(4);
        Replica serving = replica(served, "one");
        awaitCaughtUp(served, serving);
        assertThat(serving.ingest.isCutOff()).isFalse();

        List<FeedEvent> told = events.stream().filter(event -> event.feed().service().equals("orders")).toList();
        List<FeedEvent> lost = told.subList(told.size() - 40, told.size());
        orders.restore(lost.size());
        Eventually.within(PATIENCE, () -> assertThat(serving.ingest.isCutOff()).isTrue());
        Generations.Wanted wanted = EngineDatabase.wanted(4);
        database.generations().startOver(served.id(), new Generations.Wanted(wanted.lanes(), wanted.timeZone(),
                wanted.currency(), wanted.reporting(), wanted.definitions(), Generations.RESTORED, true, "system"));
        database.generations().startOver(served.id(), wanted);
        List<Generation> worked = database.generations().worked();
        assertThat(worked).as("one start is enough").hasSize(2);
        Generation built = worked.getLast();
        awaitCaughtUp(built, replica(built, "two"));
        awaitTakeOver(built);

        List<FeedEvent> left = new ArrayList<>(events);
        left.removeAll(lost);
        assertExact(built, left);
        FeedEvent again = lost.getFirst();
        FeedEvent next = new FeedEvent(again.feed(), again.id(), again.version() + 1000, Change.UPSERT, again.recordedAt(),
                new FeedPosition(2, 1, 1), events.stream().filter(event -> event.feed() == again.feed() && event.fact() != null)
                        .findFirst().orElseThrow().fact());
        publish(List.of(next));
        left.add(next);
        awaitCaughtUp(built);
        assertExact(built, left);
    }

    private static Rebuilds rebuilds() {
        return new Rebuilds(database.generations(), new FeedProgress(database.database()),
                new Digests(database.database()), database.database());
    }

    private static void awaitTakeOver(Generation built) {
        Rebuilds rebuilds = rebuilds();
        Eventually.within(PATIENCE, () -> {
            rebuilds.check();
            assertThat(database.generations().active().orElseThrow().id()).isEqualTo(built.id());
        });
    }
}
