package dev.tandem.metrics.generation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.tandem.metrics.generation.Generation.State;
import dev.tandem.metrics.state.FactShape;
import dev.tandem.metrics.store.Database;
import dev.tandem.platform.problem.ProblemException;

/** The list of generations and the one move that matters: a built one takes over from the active one. */
@ApplicationScoped
public class Generations {

    private static final String SELECT = """
            SELECT id, state, lanes, time_zone, currency, definitions, reason, accept_differences, result, requested_by,
                   created_at, activated_at, retired_at, reporting, bound, origin,
                   (SELECT o.lanes FROM generation o WHERE o.id = generation.origin) AS origin_lanes, as_of_from
            FROM generation""";
    /** Two replicas may start at once; only one of them makes the generation. */
    private static final String LOCK = "LOCK TABLE generation IN SHARE ROW EXCLUSIVE MODE";

    /** A baseline that knows fewer facts of each record than the code of today asks for is of no use to it. */
    private static final String BEGIN_WITH_BASE = """
            UPDATE generation SET origin = (SELECT max(b.id) FROM generation b
                                            WHERE b.state = 'BASE' AND b.as_of_from IS NOT NULL AND b.facts = ?)
            WHERE id = ?""";

    private static final String[] SERVICES = { "accounts", "orders" };

    /** The reason of a generation that is built because a producer was restored from a backup. */
    public static final String RESTORED = "restored";

    /** How a generation is to be computed, and why it is wanted. */
    public record Wanted(int lanes, ZoneId timeZone, String currency, SortedSet<String> reporting,
            String definitions, String reason, boolean acceptDifferences, @Nullable String requestedBy) {
    }

    private final Database database;
    private final Clock clock;

    public Generations(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    public List<Generation> all() {
        return database.list(SELECT + " WHERE state <> 'BASE' ORDER BY id DESC", Generations::read);
    }

    public Optional<Generation> find(int id) {
        return database.first(SELECT + " WHERE id = ?", Generations::read, id);
    }

    /** The one that answers questions; empty only before the first start has finished. */
    public Optional<Generation> active() {
        return database.first(SELECT + " WHERE state = 'ACTIVE'", Generations::read);
    }

    public List<Generation> worked() {
        return database.list(SELECT + " WHERE state IN ('ACTIVE', 'BUILDING') ORDER BY id", Generations::read);
    }

    /** The baselines there are, oldest first; one that replaces another begins with it. */
    public List<Generation> bases() {
        return database.list(SELECT + " WHERE state = 'BASE' ORDER BY id", Generations::read);
    }

    /** A baseline that stands still at {@code bound} once it has come there. */
    public int startBase(Wanted wanted, Instant bound, @Nullable Integer origin) {
        return database.transact(statements -> {
            statements.update(LOCK);
            int id = insert(statements, wanted, State.FAILED);
            statements.update("UPDATE generation SET state = 'BASE', bound = ?, origin = ?, facts = ? WHERE id = ?", bound,
                    origin,
                    FactShape.text(), id);
            return id;
        });
    }

    /** From now on nothing is told of what was known before. */
    public void keepFrom(int id, Instant instant) {
        database.update("UPDATE generation SET as_of_from = greatest(as_of_from, ?) WHERE id = ?", instant, id);
    }

    /** Lets go of a baseline, and of what has not taken it over yet. */
    public void endBase(int id, String why) {
        Instant now = clock.instant();
        database.transact(statements -> {
            statements.update(LOCK);
            statements.update("DELETE FROM baseline WHERE generation = ?", id);
            return statements.update("""
                    UPDATE generation g SET state = 'FAILED', result = ?, caught_up_at = ?
                    WHERE g.id = ? AND g.state = 'BASE'
                       OR g.origin = ? AND g.state IN ('BUILDING', 'BASE')
                          AND EXISTS (SELECT FROM lane l CROSS JOIN unnest(?) AS s (service)
                                      WHERE l.generation = g.id AND NOT EXISTS (
                                          SELECT FROM lane_cursor c WHERE c.generation = g.id AND c.lane = l.lane
                                             AND split_part(c.feed, '/', 1) = s.service))""", why, now, id, id,
                    (Object) SERVICES);
        });
    }

    /** Makes the very first generation, or one to replace an active one that was computed otherwise. */
    public void ensure(Wanted wanted) {
        Optional<Generation> active = active();
        if (active.isPresent() && fits(active.get(), wanted)) {
            return;
        }
        database.transact(statements -> {
            statements.update(LOCK);
            List<Generation> worked = statements.list(SELECT + " WHERE state IN ('ACTIVE', 'BUILDING')",
                    Generations::read);
            if (worked.isEmpty()) {
                return insert(statements, wanted, State.ACTIVE);
            }
            boolean coming = worked.stream().anyMatch(generation -> fits(generation, wanted));
            if (coming) {
                return 0;
            }
            // A build for a configuration that is no longer wanted makes room.
            statements.update("UPDATE generation SET state = 'FAILED', result = 'The configuration changed meanwhile' "
                    + "WHERE state = 'BUILDING'");
            return insert(statements, wanted, State.BUILDING);
        });
    }

    /** Whether a generation is computed as wanted. */
    public static boolean fits(Generation generation, Wanted wanted) {
        return generation.timeZone().equals(wanted.timeZone()) && generation.currency().equals(wanted.currency())
                && generation.reporting().equals(wanted.reporting())
                && generation.definitions().equals(wanted.definitions());
    }

    /** @throws ProblemException 409 if one is being built already */
    public Generation build(Wanted wanted) {
        int id = database.transact(statements -> {
            statements.update(LOCK);
            if (!statements.list(SELECT + " WHERE state = 'BUILDING'", Generations::read).isEmpty()) {
                throw ProblemException.conflict("rebuild-running", "A generation is being built already.");
            }
            return insert(statements, wanted, State.BUILDING);
        });
        return find(id).orElseThrow();
    }

    /**
     * Answers that a generation cannot be gone on with, because a producer lost events that it has read: another one reads
     * what is left. The served one is served until then; a build that is cut off ends.
     */
    public void startOver(int cutOff, Wanted wanted) {
        if (worked().stream().anyMatch(generation -> generation.state() == State.BUILDING
                && generation.id() != cutOff)) {
            return;
        }
        database.transact(statements -> {
            statements.update(LOCK);
            statements.update("UPDATE generation SET state = 'FAILED', result = 'A service was restored meanwhile' "
                    + "WHERE state = 'BUILDING' AND id = ?", cutOff);
            boolean coming = !statements.list(SELECT + " WHERE state = 'BUILDING'", Generations::read).isEmpty();
            return coming ? 0 : insert(statements, wanted, State.BUILDING);
        });
    }

    private int insert(Database.Statements statements, Wanted wanted, Generation.State state) {
        Instant now = clock.instant();
        int id = statements.list("SELECT coalesce(max(id), 0) + 1 FROM generation", row -> row.getInt(1)).getFirst();
        statements.update("""
                INSERT INTO generation (id, state, lanes, time_zone, currency, definitions, reason, accept_differences,
                                        requested_by, created_at, reporting, activated_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, CASE WHEN ? = 'ACTIVE' THEN ?::timestamptz END)""", id,
                state.name(), wanted.lanes(), wanted.timeZone().getId(), wanted.currency(), wanted.definitions(),
                wanted.reason(), wanted.acceptDifferences(), wanted.requestedBy(), now,
                String.join(",", wanted.reporting()), state.name(), now);
        if (state == State.BUILDING && !wanted.reason().equals(RESTORED)) {
            statements.update(BEGIN_WITH_BASE, FactShape.text(), id);
        }
        statements.update("INSERT INTO lane (generation, lane) SELECT ?, n FROM generate_series(0, ? - 1) AS n", id,
                wanted.lanes());
        return id;
    }

    /** Lets a built generation take over. Readers see the one or the other, never a mixture. */
    public void swap(Database.Statements statements, int built, String result) {
        Instant now = clock.instant();
        statements.update("UPDATE generation SET state = 'RETIRED', retired_at = ? WHERE state = 'ACTIVE'", now);
        statements.update("""
                UPDATE generation SET state = 'ACTIVE', caught_up_at = ?, activated_at = ?, result = ?
                WHERE id = ? AND state = 'BUILDING'""", now, now, result, built);
    }

    public void fail(int id, String result) {
        database.update(
                "UPDATE generation SET state = 'FAILED', caught_up_at = ?, result = ? WHERE id = ? AND state = 'BUILDING'",
                clock.instant(), result, id);
    }

    private static Generation read(ResultSet row) throws SQLException {
        return new Generation(row.getInt(1), State.valueOf(row.getString(2)), row.getInt(3),
                ZoneId.of(row.getString(4)), row.getString(5), codes(row.getString(14)), row.getString(6), row.getString(7),
                row.getBoolean(8),
                row.getString(9), row.getString(10), row.getObject(11, OffsetDateTime.class).toInstant(),
                instant(row, 12), instant(row, 13), instant(row, 15),
                row.getObject(16) == null ? null : new Generation.Origin(row.getInt(16), row.getInt(17)), instant(row, 18));
    }

    private static SortedSet<String> codes(String list) {
        return list.isEmpty() ? new TreeSet<>() : new TreeSet<>(List.of(list.split(",")));
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime found = row.getObject(column, OffsetDateTime.class);
        return found == null ? null : found.toInstant();
    }
}
