package dev.tandem.metrics.baseline;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.tandem.metrics.generation.Generation;
import dev.tandem.metrics.state.Feed;
import dev.tandem.metrics.store.Database;

/** The rows about baselines, and how far their lanes have come. */
@ApplicationScoped
class BaseStore {

    /** Where the lanes of a baseline are. */
    enum Standing {
        ON_THE_WAY,
        /** At the bound, but not all after the same rates: a little later they will be. */
        UNEVEN,
        THERE
    }

    private static final String FIND = """
            SELECT generation, bound, states, contributions, sha256, sealed_at, collapsed_at FROM baseline WHERE generation = ?""";
    private static final String REACHED = """
            SELECT count(*) FILTER (WHERE position IS NOT NULL AND complete_through >= ?) FROM lane_cursor WHERE generation = ?""";
    /** Lanes at one place that have applied the same rates, all that were known by then, and no step that is half shown. */
    private static final String EVEN = """
            SELECT NOT EXISTS (SELECT FROM restatement WHERE generation = ?)
               AND bool_and(places = 1 AND NOT EXISTS (
                       SELECT FROM (SELECT seq, recorded_at FROM exchange_rate
                                    UNION ALL SELECT seq, recorded_at FROM exchange_rate_restatement) AS entry
                       WHERE entry.recorded_at <= s.known_at AND entry.seq > s.rates_seq))
            FROM (SELECT count(DISTINCT (position, known_at, rates_seq)) AS places, min(known_at) AS known_at,
                         min(rates_seq) AS rates_seq
                  FROM lane_cursor WHERE generation = ? GROUP BY split_part(feed, '/', 1)) AS s""";

    private final Database database;

    BaseStore(Database database) {
        this.database = database;
    }

    Optional<Seal> find(int generation) {
        return database.first(FIND, row -> new Seal(row.getInt(1), instant(row.getObject(2, OffsetDateTime.class)),
                new Seal.Hash(row.getLong(3), row.getLong(4), row.getString(5)),
                instant(row.getObject(6, OffsetDateTime.class)), instantOrNull(row.getObject(7, OffsetDateTime.class))),
                generation);
    }

    String facts(int generation) {
        return database.first("SELECT facts FROM generation WHERE id = ?", row -> row.getString(1), generation).orElse("");
    }

    Standing standing(Generation base) {
        if (!isBehind(base, Objects.requireNonNull(base.bound()))) {
            return Standing.ON_THE_WAY;
        }
        return database.list(EVEN, row -> row.getBoolean(1), base.id(), base.id()).getFirst() ? Standing.THERE
                : Standing.UNEVEN;
    }

    /** Whether every lane has applied all that was committed before an instant. */
    boolean isBehind(Generation generation, Instant instant) {
        return database.list(REACHED, row -> row.getInt(1), instant, generation.id()).getFirst() == generation.lanes()
                * Feed.values().length;
    }

    void seal(int generation, Instant bound, Seal.Hash hash, Instant now) {
        database.transact(statements -> {
            statements.update("""
                    INSERT INTO baseline (generation, bound, states, contributions, sha256, sealed_at) VALUES (?, ?, ?, ?, ?, ?)
                    ON CONFLICT DO NOTHING""", generation, bound, hash.states(), hash.contributions(), hash.sha256(), now);
            return statements.update("UPDATE generation SET as_of_from = ? WHERE id = ?", bound, generation);
        });
    }

    void collapsed(int generation, Instant now) {
        database.update("UPDATE baseline SET collapsed_at = ? WHERE generation = ?", now, generation);
    }

    /** Lets it move again; nobody may begin with it until it is sealed anew. */
    void goOn(int generation, Instant bound) {
        database.transact(statements -> {
            statements.update("DELETE FROM baseline WHERE generation = ?", generation);
            return statements.update("UPDATE generation SET bound = greatest(bound, ?) WHERE id = ? AND state = 'BASE'", bound,
                    generation);
        });
    }

    private static Instant instant(OffsetDateTime time) {
        return time.toInstant();
    }

    private static @Nullable Instant instantOrNull(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
