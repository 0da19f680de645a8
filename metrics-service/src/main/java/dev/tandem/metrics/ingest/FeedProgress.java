package dev.tandem.metrics.ingest;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

import jakarta.enterprise.context.ApplicationScoped;

import dev.tandem.metrics.store.Database;
import dev.tandem.platform.feed.FeedPosition;

/** How far a generation has come: per feed what its slowest lane and its fastest lane have applied. */
@ApplicationScoped
public class FeedProgress {

    /** @param completeThrough all that was committed before it is applied in every lane */
    public record Reached(FeedPosition least, FeedPosition greatest, Instant completeThrough) {
    }

    private final Database database;

    public FeedProgress(Database database) {
        this.database = database;
    }

    /**
     * By feed path; a feed that some lane has not begun is absent. PostgreSQL before 18 has no min of bytes, hence the text.
     */
    public Map<String, Reached> of(int generation) {
        Map<String, Reached> reached = new TreeMap<>();
        database.list("""
                SELECT c.feed, decode(min(encode(c.position, 'hex') COLLATE "C"), 'hex'),
                       decode(max(encode(c.position, 'hex') COLLATE "C"), 'hex'), min(c.complete_through)
                FROM lane_cursor c JOIN generation g ON g.id = c.generation
                WHERE c.generation = ? AND c.position IS NOT NULL AND c.complete_through IS NOT NULL
                GROUP BY c.feed, g.lanes HAVING count(*) = g.lanes""",
                row -> reached.put(row.getString(1), new Reached(PositionBytes.read(row.getBytes(2)),
                        PositionBytes.read(row.getBytes(3)),
                        row.getObject(4, java.time.OffsetDateTime.class).toInstant())),
                generation);
        return reached;
    }

    /**
     * What every lane of a generation has applied of one service. Rates are no events, so a position alone does not tell
     * whether they are applied; no row that became known by {@code knownAt} is missing in any lane.
     */
    public record Applied(FeedPosition position, Instant knownAt) {

        public static final Applied NOTHING = new Applied(FeedPosition.START, Instant.EPOCH);

        public Applied least(Applied other) {
            return new Applied(position.compareTo(other.position) < 0 ? position : other.position,
                    knownAt.isBefore(other.knownAt) ? knownAt : other.knownAt);
        }
    }

    /** The least over all lanes and feeds of one service; the start if a lane has not begun. */
    public Applied applied(int generation, String service) {
        return database.first("""
                SELECT decode(min(encode(c.position, 'hex') COLLATE "C"), 'hex'), min(c.known_at)
                FROM lane_cursor c JOIN generation g ON g.id = c.generation
                WHERE c.generation = ? AND c.feed LIKE ? GROUP BY g.lanes
                HAVING count(DISTINCT c.lane) = g.lanes""",
                row -> new Applied(PositionBytes.read(row.getBytes(1)),
                        row.getObject(2, java.time.OffsetDateTime.class).toInstant()),
                generation, service + "/%").orElse(Applied.NOTHING);
    }
}
