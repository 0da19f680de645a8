package dev.tandem.platform.feed;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

import javax.sql.DataSource;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;

/**
 * Keeps the daily partitions of the outbox ready, by a function of the owner: the application's own role may not change
 * the structure. A missed run costs nothing but time later, because there is a partition for the rest.
 */
@ApplicationScoped
class OutboxPartitions {

    private final DataSource dataSource;
    private final FeedConfig config;

    OutboxPartitions(DataSource dataSource, FeedConfig config) {
        this.dataSource = dataSource;
        this.config = config;
    }

    void atStart(@Observes @Priority(100) StartupEvent start) {
        prepare();
    }

    @Scheduled(identity = "outbox-partitions", every = "24h", delayed = "6h")
    void daily() {
        prepare();
    }

    int prepare() {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement call = connection.prepareStatement("SELECT prepare_outbox(?)")) {
            call.setInt(1, config.partitionDays());
            try (var row = call.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the partitions of the outbox could not be prepared", e);
        }
    }
}
