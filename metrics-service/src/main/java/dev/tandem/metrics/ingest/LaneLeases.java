package dev.tandem.metrics.ingest;

import java.time.Duration;
import java.util.List;

import dev.tandem.metrics.store.Database;

/** Takes and keeps lanes for one replica. Times are the database's, which all replicas share. */
final class LaneLeases {

    private static final String TAKE = """
            UPDATE lane SET lease_owner = ?, lease_token = lease_token + 1, lease_until = clock_timestamp() + ?::interval
            WHERE (generation, lane) IN (SELECT generation, lane FROM lane WHERE generation = ?
                  AND (lease_until IS NULL OR lease_until < clock_timestamp() OR lease_owner = ?)
                  AND NOT lane = ANY (?::integer[]) FOR UPDATE SKIP LOCKED)
            RETURNING generation, lane, lease_owner, lease_token""";
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

    /** Takes the free lanes of a generation, beside those held already. */
    List<LaneLease> take(int generation, int[] held) {
        return database.list(TAKE,
                row -> new LaneLease(row.getInt(1), row.getInt(2), row.getString(3), row.getLong(4)), owner, length,
                generation, owner, held);
    }

    /** False if another replica has taken the lane. */
    boolean renew(LaneLease lease) {
        return database.update(RENEW, length, lease.generation(), lease.lane(), lease.owner(), lease.token()) == 1;
    }

    void release(LaneLease lease) {
        database.update(RELEASE, lease.generation(), lease.lane(), lease.owner(), lease.token());
    }
}
