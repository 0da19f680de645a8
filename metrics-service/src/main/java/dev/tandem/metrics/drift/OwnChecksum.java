package dev.tandem.metrics.drift;

import java.util.HexFormat;
import java.util.Optional;

import dev.tandem.metrics.ingest.PositionBytes;
import dev.tandem.metrics.state.Feed;
import dev.tandem.metrics.store.Database;
import dev.tandem.platform.feed.FeedChecksum;
import dev.tandem.platform.feed.FeedPosition;

/**
 * What a generation holds of a feed, in the terms of the feed's checksum. One statement sees cursors and records of one
 * instant. Lanes may stand at different positions then; what they hold together is the feed's state at both of them if
 * the feed said nothing in between.
 */
record OwnChecksum(FeedPosition least, FeedPosition greatest, FeedChecksum sum) {

    /** Reference records are in every lane and others leave marks in some; the newest version is what was read. */
    private static final String READ = """
            WITH reached AS (
                SELECT decode(min(encode(c.position, 'hex') COLLATE "C"), 'hex') AS least,
                       decode(max(encode(c.position, 'hex') COLLATE "C"), 'hex') AS greatest
                FROM lane_cursor c JOIN generation g ON g.id = c.generation
                WHERE c.generation = ? AND c.feed = ? AND c.position IS NOT NULL
                GROUP BY g.lanes HAVING count(*) = g.lanes),
            latest AS (
                SELECT entity_id, max(version) AS version FROM (
                    SELECT entity_id, version FROM entity_state WHERE generation = ? AND feed = ?
                    UNION ALL
                    SELECT entity_id, version FROM erased_version WHERE generation = ? AND feed = ?) AS seen
                GROUP BY entity_id),
            summed AS (
                SELECT count(*) AS entities, coalesce(sum(version), 0) AS versions,
                       coalesce(bit_xor(('x' || encode(substr(sha256(
                         convert_to(entity_id || ':' || version, 'UTF8')), 1, 8), 'hex'))::bit(64))::bigint, 0) AS digest
                FROM latest)
            SELECT least, greatest, entities, versions, digest FROM reached CROSS JOIN summed""";

    /** Empty as long as some lane has not begun to read the feed. */
    static Optional<OwnChecksum> of(Database database, int generation, Feed feed) {
        String path = feed.path();
        return database.first(READ, row -> {
            FeedPosition least = PositionBytes.read(row.getBytes(1));
            return new OwnChecksum(least, PositionBytes.read(row.getBytes(2)), new FeedChecksum(feed.kind(), least.encode(),
                    row.getLong(3), row.getBigDecimal(4).toBigIntegerExact(), HexFormat.of().toHexDigits(row.getLong(5))));
        }, generation, path, generation, path, generation, path);
    }
}
