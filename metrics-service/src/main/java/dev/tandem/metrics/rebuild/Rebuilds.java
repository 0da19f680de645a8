package dev.tandem.metrics.rebuild;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.tandem.metrics.generation.Generation;
import dev.tandem.metrics.generation.Generations;
import dev.tandem.metrics.ingest.FeedProgress;
import dev.tandem.metrics.store.Database;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;

/** Watches the generation that is being built and lets it take over once it has caught up and says the same. */
@ApplicationScoped
public class Rebuilds {

    private static final Logger LOG = Logger.getLogger(Rebuilds.class);
    private static final Set<String> SERVICES = Set.of("accounts", "orders");
    private static final int NAMED_DIFFERENCES = 10;

    private final Generations generations;
    private final FeedProgress progress;
    private final Digests digests;
    private final Database database;
    /** What was compared already, so that a build which waits for its turn is not compared anew each second. */
    private final Map<Integer, String> compared = new HashMap<>();

    public Rebuilds(Generations generations, FeedProgress progress, Digests digests, Database database) {
        this.generations = generations;
        this.progress = progress;
        this.digests = digests;
        this.database = database;
    }

    /** By service, what every lane of the generation has applied. */
    public Map<String, FeedProgress.Applied> applied(int generation) {
        Map<String, FeedProgress.Applied> applied = new TreeMap<>();
        SERVICES.forEach(service -> applied.put(service, progress.applied(generation, service)));
        return applied;
    }

    /** At another moment of each second: in step with the looks at the feeds, it would find the same one ahead each time. */
    @Scheduled(every = "${tandem.rebuild.check-every:1s}", executionMaxDelay = "900ms", concurrentExecution = ConcurrentExecution.SKIP)
    public void check() {
        List<Generation> worked = generations.worked();
        Generation active = one(worked, Generation.State.ACTIVE);
        Generation built = one(worked, Generation.State.BUILDING);
        if (active == null || built == null || !hasPassed(built, applied(active.id()))) {
            return;
        }
        String result = compared.get(built.id());
        if (result == null) {
            Set<String> differences = differences(active.id(), built.id());
            if (!differences.isEmpty() && !built.acceptDifferences()) {
                generations.fail(built.id(), text(differences));
                LOG.errorf("Generation %d was not taken over: %s", built.id(), text(differences));
                return;
            }
            result = differences.isEmpty() ? "equal" : text(differences);
            compared.put(built.id(), result);
        }
        takeOver(active.id(), built, result);
    }

    /** What a restored service has lost was known later than all that is left; that must not be waited for. */
    private boolean hasPassed(Generation built, Map<String, FeedProgress.Applied> wanted) {
        Map<String, FeedProgress.Applied> reached = applied(built.id());
        return wanted.entrySet().stream().allMatch(service -> {
            FeedProgress.Applied own = reached.get(service.getKey());
            FeedProgress.Applied to = service.getValue();
            return own != null && own.position().compareTo(to.position()) >= 0
                    && (isRestored(built) || !own.knownAt().isBefore(to.knownAt()));
        });
    }

    private static boolean isRestored(Generation built) {
        return built.reason().equals(Generations.RESTORED);
    }

    private static @Nullable Generation one(List<Generation> generations, Generation.State state) {
        return generations.stream().filter(generation -> generation.state() == state).findFirst().orElse(null);
    }

    /** Metrics and months in which the two generations differ, both seen up to where both have come. */
    public Set<String> differences(int one, int other) {
        Map<String, FeedProgress.Applied> through = new HashMap<>(applied(one));
        applied(other).forEach((service, reached) -> through.merge(service, reached, FeedProgress.Applied::least));
        Set<Digest> left = new HashSet<>(digests.of(one, through));
        Set<Digest> right = new HashSet<>(digests.of(other, through));
        Set<String> different = new TreeSet<>();
        left.stream().filter(digest -> !right.contains(digest)).forEach(digest -> different.add(name(digest)));
        right.stream().filter(digest -> !left.contains(digest)).forEach(digest -> different.add(name(digest)));
        return different;
    }

    private static String name(Digest digest) {
        return digest.metric() + " " + digest.month();
    }

    private static String text(Set<String> differences) {
        String named = String.join(", ", differences.stream().limit(NAMED_DIFFERENCES).toList());
        int more = differences.size() - NAMED_DIFFERENCES;
        return "different: " + named + (more > 0 ? " and " + more + " more" : "");
    }

    /** With the lanes locked nothing moves, so readers never go back behind what they have been told. */
    private void takeOver(int active, Generation next, String result) {
        int built = next.id();
        boolean done = database.transact(statements -> {
            statements.list("SELECT lane FROM lane WHERE generation IN (?, ?) ORDER BY generation, lane FOR UPDATE",
                    row -> row.getInt(1), active, built);
            List<Boolean> behind = statements.list(
                    """
                            SELECT EXISTS (SELECT FROM lane_cursor a JOIN lane_cursor b ON b.generation = ? AND b.feed = a.feed
                                           WHERE a.generation = ? AND (b.position < a.position OR b.known_at < a.known_at AND NOT ?))""",
                    row -> row.getBoolean(1), built, active, isRestored(next));
            if (behind.getFirst()) {
                return false;
            }
            generations.swap(statements, built, result);
            return true;
        });
        if (done) {
            compared.remove(built);
            LOG.infof("Generation %d took over from %d: %s", built, active, result);
        }
    }
}
