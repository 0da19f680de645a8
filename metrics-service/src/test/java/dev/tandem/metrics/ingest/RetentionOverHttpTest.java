package dev.tandem.metrics.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

import dev.tandem.metrics.baseline.RetentionSteps;
import dev.tandem.metrics.generation.Generation;
import dev.tandem.metrics.generation.Generations;
import dev.tandem.metrics.rebuild.RebuildSteps;
import dev.tandem.platform.testing.Eventually;

/** The past of a database is given up, piece by piece, and nobody's figures move by it. */
class RetentionOverHttpTest extends ReplicasOverHttp {

    private List<FeedEvent> events = List.of();
    private Generation served;
    private RetentionSteps steps;

    private void serve(long seed, int size) {
        events = new ArrayList<>(RandomLog.of(seed, size));
        publish(events);
        served = database.fresh(3);
        steps = new RetentionSteps(database.generations(), database.database());
        awaitCaughtUp(served, replica(served, "one"));
    }

    /** A share of all that was recorded lies before it. */
    private Instant after(double share) {
        List<Instant> recorded = events.stream().map(FeedEvent::recordedAt).sorted().toList();
        return recorded.get((int) (share * (recorded.size() - 1)));
    }

    private Generation sealed(Instant bound) {
        Map<Integer, Replica> replicas = new HashMap<>();
        Eventually.within(PATIENCE, () -> {
            steps.step(bound);
            for (Generation base : database.generations().bases()) {
                Replica working = replicas.computeIfAbsent(base.id(), id -> replica(base, "base"));
                working.ingest.follow(base);
                working.ingest.keepLanes();
            }
            Generation base = database.generations().bases().getLast();
            assertThat(steps.isSealed(base.id())).isTrue();
            assertThat(base.bound()).isEqualTo(bound.truncatedTo(java.time.temporal.ChronoUnit.SECONDS));
        });
        return database.generations().bases().getLast();
    }

    /** What is told as of some instants since a bound, and of restated periods. */
    private Map<Instant, SortedSet<String>> told(int generation, Instant bound) {
        Map<Instant, SortedSet<String>> told = new HashMap<>();
        List<Instant> instants = new ArrayList<>(List.of(bound, Instant.parse("2100-01-01T00:00:00Z")));
        events.stream().map(FeedEvent::recordedAt).filter(at -> at.isAfter(bound)).limit(8).forEach(instants::add);
        for (Instant instant : instants) {
            OffsetDateTime then = instant.atOffset(ZoneOffset.UTC);
            SortedSet<String> rows = new TreeSet<>(database.database().list(
                    """
                            SELECT concat_ws(' ', metric, kind, entity_id, part, day, bucket, currency, industry, product, region, manager,
                                             owner, source, country, channel, reporting, sum(covered), sum(num), sum(den), sum(cnt))
                            FROM visible_log WHERE generation = ? AND known_at <= ?
                            GROUP BY metric, kind, entity_id, part, day, bucket, currency, industry, product, region, manager, owner, source,
                                     country, channel, reporting HAVING sum(cnt) <> 0""",
                    row -> row.getString(1), generation, then));
            rows.addAll(database.database().list(
                    """
                            SELECT concat_ws(' ', 'late', metric, day, encode(position, 'hex'), currency, reporting, industry, product,
                                             region, manager, owner, source, country, channel, sum(num), sum(den), sum(cnt))
                            FROM visible_late WHERE generation = ? AND known_at <= ?
                            GROUP BY metric, day, position, currency, reporting, industry, product, region, manager, owner, source, country,
                                     channel HAVING sum(num) <> 0 OR sum(den) <> 0 OR sum(cnt) <> 0""",
                    row -> row.getString(1), generation,
                    then));
            told.put(instant, rows);
        }
        return told;
    }

    /** A row of a day that the baseline tells with fewer rows; days that it would tell alike are left as they are. */
    private long supersededAround(Generation base) {
        return database.database().first("""
                WITH old AS (SELECT seq, metric, day, count(*) OVER (PARTITION BY metric, day) AS told FROM contribution_log
                             WHERE generation = ? AND known_at <= (SELECT max(known_at) FROM lane_cursor
                                                                   WHERE generation = ? AND feed LIKE 'orders/%'))
                SELECT max(seq) FROM old
                WHERE told <> (SELECT count(*) FROM contribution c
                               WHERE c.generation = ? AND c.metric = old.metric AND c.day = old.day AND c.cnt <> 0)""",
                row -> row.getLong(1), served.id(), base.id(), base.id()).orElseThrow();
    }

    private long logged(int generation, Instant until) {
        return database.database().first("SELECT count(*) FROM contribution_log WHERE generation = ? AND known_at <= ?",
                row -> row.getLong(1), generation, until.atOffset(ZoneOffset.UTC)).orElseThrow();
    }

    @Test
    void theLogBeginsWithTheBaselineAndSaysTheSame() {
        serve(21, 900);
        Instant bound = after(0.6);
        Map<Instant, SortedSet<String>> before = told(served.id(), bound);
        long rows = logged(served.id(), bound);
        assertThat(before.values()).allMatch(told -> !told.isEmpty());
        assertThat(before.get(bound)).as("some periods are restated").anyMatch(row -> row.startsWith("late "));

        Generation base = sealed(bound);
        steps.step(bound);

        assertThat(steps.trouble()).isNull();
        assertThat(steps.isCollapsed(base.id())).isTrue();
        assertThat(told(served.id(), bound)).isEqualTo(before);
        assertThat(logged(served.id(), bound)).as("rows until then").isLessThan(rows);
        assertThat(database.generations().active().orElseThrow().asOfFrom()).isEqualTo(base.bound());
        assertThat(steps.confirmed()).containsOnlyKeys("accounts metrics", "orders metrics");
        assertExact(served, events);
    }

    @Test
    void theNextBaselineGoesOnFromTheLast() {
        serve(22, 900);
        sealed(after(0.3));
        steps.step(after(0.3));
        Instant bound = after(0.7);
        Map<Instant, SortedSet<String>> before = told(served.id(), bound);

        sealed(bound);
        steps.step(bound);

        assertThat(steps.trouble()).isNull();
        assertThat(told(served.id(), bound)).isEqualTo(before);
        assertThat(database.generations().bases()).hasSize(1);
        List<FeedEvent> more = RandomLog.of(23, 50).stream().map(this::later).toList();
        publish(more);
        events.addAll(more);
        awaitCaughtUp(served);
        assertThat(database.log(served.id())).isEqualTo(database.stored(served.id()));
    }

    private FeedEvent later(FeedEvent event) {
        return new FeedEvent(event.feed(), event.id(), event.version() + 10_000, event.change(),
                events.getLast().recordedAt().plusSeconds(60), new dev.tandem.platform.feed.FeedPosition(1,
                        events.getLast().position().xid() + 1 + event.position().xid(), event.position().seq()),
                event.fact());
    }

    @Test
    void aRebuildBeginsWithTheBaselineWhateverItsLanesAndEqualsWhatIsServed() {
        serve(24, 700);
        Instant bound = after(0.5);
        Generation base = sealed(bound);
        steps.step(bound);
        Map<Instant, SortedSet<String>> before = told(served.id(), bound);

        Generation built = database.generations().build(EngineDatabase.wanted(5));
        assertThat(built.origin()).isEqualTo(new Generation.Origin(base.id(), 3));
        awaitCaughtUp(built, replica(built, "two"));
        Eventually.within(PATIENCE, () -> {
            RebuildSteps.check(database.generations(), database.database());
            assertThat(database.generations().active().orElseThrow().id()).isEqualTo(built.id());
        });

        assertThat(database.generations().active().orElseThrow().result()).isEqualTo("equal");
        assertThat(database.generations().active().orElseThrow().asOfFrom()).isEqualTo(base.bound());
        assertThat(told(built.id(), bound)).isEqualTo(before);
        assertExact(built, events);
    }

    @Test
    void aBaselineThatIsNotWhatWasSealedIsLetGoAndNothingIsGivenUpForIt() {
        serve(25, 400);
        Instant bound = after(0.5);
        Generation base = sealed(bound);
        long rows = logged(served.id(), bound);
        database.database().update("UPDATE contribution SET num = num + 1 WHERE ctid = (SELECT ctid FROM contribution "
                + "WHERE generation = ? AND cnt <> 0 LIMIT 1)", base.id());

        steps.step(bound);

        assertThat(steps.trouble()).contains("is not what was sealed");
        assertThat(database.generations().find(base.id()).orElseThrow().state()).isEqualTo(Generation.State.FAILED);
        assertThat(logged(served.id(), bound)).isEqualTo(rows);
        assertThat(database.generations().active().orElseThrow().asOfFrom()).isNull();
    }

    @Test
    void aLogThatAddsUpToSomethingElseIsKeptAndWhatStoppedGoesOn() {
        serve(26, 600);
        Instant bound = after(0.5);
        Generation base = sealed(bound);
        Map<Instant, SortedSet<String>> before = told(served.id(), bound);
        long broken = supersededAround(base);
        database.database().update("UPDATE contribution_log SET num = num + 1 WHERE seq = ?", broken);

        steps.step(bound);

        assertThat(steps.trouble()).contains("does not add up to the baseline");
        assertThat(steps.isCollapsed(base.id())).isFalse();
        database.database().update("UPDATE contribution_log SET num = num - 1 WHERE seq = ?", broken);
        steps.step(bound);
        assertThat(steps.isCollapsed(base.id())).isTrue();
        assertThat(told(served.id(), bound)).isEqualTo(before);
    }

    @Test
    void anotherConfigurationBeginsWithTheSameBaseline() {
        serve(27, 500);
        Instant bound = after(0.5);
        sealed(bound);
        steps.step(bound);
        Generations.Wanted wanted = EngineDatabase.wanted(3);
        TreeSet<String> one = new TreeSet<>(List.of("USD"));
        database.generations().ensure(new Generations.Wanted(3, wanted.timeZone(), wanted.currency(), one, wanted.definitions(),
                "configuration", true, null));
        Generation built = database.generations().worked().getLast();
        assertThat(built.origin()).isNotNull();
        awaitCaughtUp(built, replica(built, "two"));
        Eventually.within(PATIENCE, () -> {
            RebuildSteps.check(database.generations(), database.database());
            assertThat(database.generations().active().orElseThrow().id()).isEqualTo(built.id());
        });
        assertThat(database.log(built.id())).isNotEmpty().isEqualTo(database.stored(built.id()));
        served = built;
        sealed(bound);
        steps.step(bound);
        assertThat(steps.trouble()).isNull();
        assertThat(database.generations().bases()).singleElement()
                .satisfies(base -> assertThat(base.reporting()).isEqualTo(one));
    }
}
