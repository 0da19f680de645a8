package dev.tandem.metrics.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

import javax.sql.DataSource;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import dev.tandem.metrics.state.Feed;
import dev.tandem.platform.feed.FeedPosition;

/** A batch of many events asks the database about as often as one of a few. */
class FeedBatchStatementsTest {

    private static final Instant LATER = Instant.parse("2030-01-01T00:00:00Z");

    private static EngineDatabase database;

    @BeforeAll
    static void start() {
        database = new EngineDatabase();
    }

    @AfterAll
    static void stop() throws IOException {
        database.close();
    }

    @Test
    void appliesManyEventsWithAboutAsManyStatementsAsAFew() {
        List<FeedEvent> log = RandomLog.of(7, 300).stream().filter(event -> event.feed().service().equals("orders"))
                .toList();
        List<FeedEvent> copies = copies(log, 40);
        assertThat(copies.stream().map(FeedEvent::key).distinct()).hasSizeGreaterThan(200);

        long few = statements(log);
        long many = statements(copies);

        assertThat(many).as("statements for %s events, where %s need %s", copies.size(), log.size(), few).isLessThan(3 * few);
    }

    /** The log, and its orders again and again as others of the same customers. */
    private static List<FeedEvent> copies(List<FeedEvent> log, int times) {
        List<FeedEvent> copies = new ArrayList<>(log);
        long last = log.getLast().position().xid();
        for (int time = 1; time < times; time++) {
            for (FeedEvent event : log) {
                if (event.feed() == Feed.ORDER) {
                    UUID other = new UUID(event.id().getMostSignificantBits() ^ (long) time << 32,
                            event.id().getLeastSignificantBits());
                    copies.add(new FeedEvent(event.feed(), other, event.version(), event.change(), event.recordedAt(),
                            new FeedPosition(1, ++last, 0), event.fact(), event.keptSince()));
                }
            }
        }
        return copies;
    }

    /** Of one lane of a new generation that applies these events in one batch. */
    private static long statements(List<FeedEvent> events) {
        int generation = database.fresh(1).id();
        database.lease(generation);
        AtomicLong executed = new AtomicLong();
        LaneRules rules = new LaneRules(1, ZoneOffset.UTC, EngineDatabase.REPORTING, EngineDatabase.METRICS, 1000);
        LaneWork lane = new LaneWork(new PgLaneStore(counting(database.dataSource(), executed)),
                new LaneLease(generation, 0, "test", 1), "orders", rules);
        executed.set(0);
        lane.apply(new FeedBatch(events, events.getLast().position(), LATER, false));
        assertThat(database.database().list("SELECT 1 FROM entity_state WHERE feed = ?", row -> row.getInt(1),
                Feed.ORDER.path())).isNotEmpty();
        return executed.get();
    }

    private static DataSource counting(DataSource real, AtomicLong executed) {
        return proxy(DataSource.class, real, executed);
    }

    private static <T> T proxy(Class<T> type, T real, AtomicLong executed) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, (self, method, arguments) -> {
            if (real instanceof Statement && method.getName().startsWith("execute")) {
                executed.incrementAndGet();
            }
            try {
                Object result = method.invoke(real, arguments);
                return switch (result) {
                    case Connection connection when !method.getName().equals("unwrap") ->
                        proxy(Connection.class, connection, executed);
                    case PreparedStatement statement -> proxy(PreparedStatement.class, statement, executed);
                    case Statement statement -> proxy(Statement.class, statement, executed);
                    case null, default -> result;
                };
            } catch (InvocationTargetException failed) {
                throw failed.getCause();
            }
        }));
    }
}
