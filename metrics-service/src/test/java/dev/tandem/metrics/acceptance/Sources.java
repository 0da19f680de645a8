package dev.tandem.metrics.acceptance;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.tandem.metrics.ingest.FeedEvent;
import dev.tandem.metrics.ingest.FeedServer;
import dev.tandem.metrics.state.Change;
import dev.tandem.metrics.state.Fact;
import dev.tandem.metrics.state.Feed;
import dev.tandem.metrics.state.OpportunityFact;
import dev.tandem.metrics.state.OrderFact;
import dev.tandem.platform.feed.FeedPosition;
import dev.tandem.platform.feed.WritePosition;
import dev.tandem.platform.money.Money;
import dev.tandem.platform.time.Precision;

/** Both services as far as their feeds go; every write gives the position that the real reply would carry. */
final class Sources implements AutoCloseable {

    private final FeedServer accounts = FeedsTestResource.serve("accounts");
    private final FeedServer orders = FeedsTestResource.serve("orders");
    /** Later classes go on in the same generation, so each begins after all that came before it. */
    private long xid = System.currentTimeMillis();
    private long ids = xid << Short.SIZE;

    String won(String amount, String currency, String closedOn) {
        return won(amount, currency, closedOn, List.of());
    }

    String won(String amount, String currency, String closedOn, List<OpportunityFact.Line> lines) {
        LocalDate closed = LocalDate.parse(closedOn);
        return publish(Feed.OPPORTUNITY, new OpportunityFact(null, null, null, Money.of(amount, currency), true, true,
                null, closed.minusDays(30), Precision.DAY, false, null, closed, Precision.DAY, null, lines, next(),
                "IMPORT"));
    }

    String open(@Nullable String amount, String currency, @Nullable String expected) {
        return publish(Feed.OPPORTUNITY,
                new OpportunityFact(null, null, null, amount == null ? null : Money.of(amount, currency), false, false,
                        null, null, null, false, null, null, null, expected == null ? null : LocalDate.parse(expected),
                        List.of(), next(), "IMPORT"));
    }

    /** An order, paid on its day, of which something may have been given back that day. */
    String order(String total, String currency, String day, @Nullable String refunded) {
        LocalDate on = LocalDate.parse(day);
        Instant at = on.atStartOfDay(ZoneOffset.UTC).toInstant();
        OrderFact.Payment capture = new OrderFact.Payment(id(), "CAPTURE", "SUCCEEDED", Money.of(total, currency), at, on,
                Precision.DAY);
        List<OrderFact.Payment> payments = refunded == null ? List.of(capture)
                : List.of(capture, new OrderFact.Payment(id(), "REFUND", "SUCCEEDED", Money.of(refunded, currency), at, on,
                        Precision.DAY));
        return publish(Feed.ORDER, new OrderFact(null, "COMPLETED", "web", "DE", at, on, Precision.DAY,
                Money.of(total, currency), null, payments, next(), null, "IMPORT"));
    }

    private String publish(Feed feed, Fact fact) {
        return publish(feed, id(), 1, Change.UPSERT, fact);
    }

    String publish(Feed feed, UUID id, long version, Change change, @Nullable Fact fact) {
        FeedEvent event = new FeedEvent(feed, id, version, change, Instant.now().truncatedTo(ChronoUnit.MICROS),
                new FeedPosition(1, ++xid, 1), fact);
        accounts.publish(List.of(event));
        orders.publish(List.of(event));
        return new WritePosition(feed.service(), 1, xid).encode();
    }

    UUID id() {
        return new UUID(0x7000, ++ids);
    }

    private String next() {
        return "D-" + ids;
    }

    @Override
    public void close() {
        accounts.close();
        orders.close();
    }
}
