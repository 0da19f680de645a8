package dev.tandem.platform.feed;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

import javax.sql.DataSource;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;

/**
 * Sees whether the database was restored. Its transaction ids then begin again at lower numbers, and readers know of
 * events that it has lost; a higher epoch puts new events behind all old positions and lets no reader go on unnoticed.
 */
@ApplicationScoped
class FeedEpoch {

    private static final Logger LOG = Logger.getLogger(FeedEpoch.class);

    private final DataSource dataSource;

    FeedEpoch(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    void atStart(@Observes @Priority(50) StartupEvent start) {
        keep();
    }

    /** A pool finds its way to a restored database without a restart. */
    @Scheduled(identity = "feed-epoch", every = "10s", delayed = "10s", concurrentExecution = ConcurrentExecution.SKIP)
    void again() {
        keep();
    }

    /** @return whether the epoch was raised */
    boolean keep() {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement call = connection.prepareStatement("SELECT keep_feed_epoch()");
                ResultSet row = call.executeQuery()) {
            row.next();
            boolean raised = row.getBoolean(1);
            if (raised) {
                LOG.warn("This database was restored or moved: the epoch of its feeds is raised, and readers begin again");
            }
            return raised;
        } catch (SQLException e) {
            throw new IllegalStateException("the epoch of the feeds could not be looked at", e);
        }
    }
}
