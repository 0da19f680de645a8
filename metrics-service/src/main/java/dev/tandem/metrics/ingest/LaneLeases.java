package dev.tandem.metrics.ingest;

import java.time.Duration;
import java.util.List;

import dev.tandem.metrics.store.Database;

/** Takes and keeps lanes for one replica, as many as are its part. Times are the database's, which all replicas share. */
final class LaneLeases {

    private static final String LIVE = """
            INSERT INTO lane_worker (generation, owner, alive_until) VALUES (?, ?, clock_timestamp() + ?::interval)
            ON CONFLICT (generation, owner) DO UPDATE SET alive_until = excluded.alive_until""";
    private static final String FORGET_DEAD = """
            DELETE FROM lane_worker WHERE (generation, owner) IN (SELECT generation, owner FROM lane_worker
                WHERE generation = ? AND alive_until < clock_timestamp() FOR UPDATE SKIP LOCKED)""";
    private static final String PART = """
            SELECT ? / greatest(count(*), 1) + (count(*) FILTER (WHERE owner < ?) < ? % greatest(count(*), 1))::int
            FROM lane_worker WHERE generation = ? AND alive_until >= clock_timestamp()""";
    private static final String LEAVE = "DELETE FROM lane_worker WHERE generation = ? AND owner = ?";

    private static final String TAKE = """
            WITH free AS MATERIALIZED (
                SELECT generation, lane FROM lane WHERE generation = ?
                AND (lease_until IS NULL OR lease_until < clock_timestamp() OR lease_owner = ?) AND NOT lane = ANY (?::integer[])
                ORDER BY lease_owner IS NOT DISTINCT FROM ? DESC, lane LIMIT ? FOR UPDATE SKIP LOCKED)
            UPDATE lane l SET lease_owner = ?, lease_token = lease_token + 1, lease_until = clock_timestamp() + ?::interval
            FROM free WHERE l.generation = free.generation AND l.lane = free.lane
            RETURNING l.generation, l.lane, l.lease_owner, l.lease_token""";
    private static final String RENEW = """
            UPDATE lane SET lease_until = clock_timestamp() + ?::interval
            WHERE generation = ? AND lane = ? AND lease_owner = ? AND lease_token = ?""";
    private static final String RELEASE = """
            UPDATE lane SET lease_until = NULL WHERE generation = ? AND lane = ? AND lease_owner = ? AND lease_token = ?""";

    private final Database database;
    private final String owner;
    private final String length;

    /** @param owner name of this replica; a restarted one takes its own lanes back at once */
    LaneLeases(Database database, String owner, Duration length) {
        this.database = database;
        this.owner = owner;
        this.length = length.toMillis() + " milliseconds";
    }

    /**
     * Tells the others that this replica works a generation.
     *
     * @return how many of its lanes are this replica's part: those that live share them evenly, the first by name have one
     *         more; a
     *         replica that paused until it counts as dead itself finds nobody, and so has all
     */
    int part(int generation, int lanes) {
        database.update(LIVE, generation, owner, length);
        database.update(FORGET_DEAD, generation);
        return database.first(PART, row -> row.getInt(1), lanes, owner, lanes, generation).orElseThrow();
    }

    /** Leaves the generation to the others. */
    void leave(int generation) {
        database.update(LEAVE, generation, owner);
    }

    /** Takes some of the free lanes of a generation, beside those held already; its own from before a restart first. */
    List<LaneLease> take(int generation, int[] held, int most) {
        return database.list(TAKE,
                row -> new LaneLease(row.getInt(1), row.getInt(2), row.getString(3), row.getLong(4)), generation, owner,
                held, owner, most, owner, length);
    }

    /** False if another replica has taken the lane. */
    boolean renew(LaneLease lease) {
        return database.update(RENEW, length, lease.generation(), lease.lane(), lease.owner(), lease.token()) == 1;
    }

    void release(LaneLease lease) {
        database.update(RELEASE, lease.generation(), lease.lane(), lease.owner(), lease.token());
    }
}
