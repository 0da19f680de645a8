package dev.tandem.platform.feed;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

/**
 * What this service publishes, for who sends events instead of being asked for them: the same documents as in the feeds.
 */
@ApplicationScoped
public class PublishedEvents {

    private static final String ONE = """
            SELECT event_id, entity_id, entity_version, change, occurred_at, recorded_at, data FROM outbox
            WHERE kind = ? AND epoch = ? AND xid = ? AND seq = ? AND day IN (?, DATE '1970-01-01')""";

    /**
     * Where an event lies.
     *
     * @param day the partition of the outbox in which it was written; it may lie in the base by now
     */
    public record Key(String kind, FeedPosition position, LocalDate day) {
    }

    private final DataSource dataSource;
    private final FeedConfig config;

    PublishedEvents(DataSource dataSource, FeedConfig config) {
        this.dataSource = dataSource;
        this.config = config;
    }

    /** The kinds that have a feed; empty in a service that publishes nothing. */
    public Set<String> kinds() {
        return config.kinds().orElse(Set.of());
    }

    /** The {@code source} of every event of this service. */
    public String source() {
        return config.eventSource();
    }

    /** The events as JSON documents; those that are not kept any more are left out. */
    public Map<Key, byte[]> documents(Collection<Key> keys) {
        Map<Key, byte[]> documents = new HashMap<>();
        if (keys.isEmpty()) {
            return documents;
        }
        try (Connection connection = dataSource.getConnection(); PreparedStatement one = connection.prepareStatement(ONE)) {
            for (Key key : keys) {
                byte[] document = document(one, key);
                if (document != null) {
                    documents.put(key, document);
                }
            }
            return documents;
        } catch (SQLException e) {
            throw new IllegalStateException("the outbox could not be read", e);
        }
    }

    private byte @Nullable [] document(PreparedStatement one, Key key) throws SQLException {
        one.setString(1, key.kind());
        one.setInt(2, key.position().epoch());
        one.setLong(3, key.position().xid());
        one.setLong(4, key.position().seq());
        one.setObject(5, key.day());
        try (ResultSet row = one.executeQuery()) {
            if (!row.next()) {
                return null;
            }
            return CloudEvents.single(source(), key.kind(), new FeedEvent(key.position(), row.getObject(1, UUID.class),
                    row.getObject(2, UUID.class), row.getLong(3), row.getString(4),
                    row.getObject(5, OffsetDateTime.class).toInstant(), row.getObject(6, OffsetDateTime.class).toInstant(),
                    row.getString(7)));
        }
    }
}
