package dev.tandem.metrics.ingest;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.tandem.metrics.state.AccountFact;
import dev.tandem.metrics.state.Change;
import dev.tandem.metrics.state.CustomerFact;
import dev.tandem.metrics.state.EntityKey;
import dev.tandem.metrics.state.Fact;
import dev.tandem.metrics.state.Feed;
import dev.tandem.metrics.state.OpportunityFact;
import dev.tandem.metrics.state.OrderFact;
import dev.tandem.metrics.state.ReviewFact;
import dev.tandem.metrics.state.SalesUserFact;
import dev.tandem.platform.feed.FeedPosition;
import dev.tandem.platform.money.Money;
import dev.tandem.platform.time.Precision;

/** A made-up history of both services: few records, many changes, and everything that makes incremental sums go wrong. */
final class RandomLog {

    private static final LocalDate BASE = LocalDate.of(2026, 1, 1);
    private static final Instant RECORDED = Instant.parse("2026-06-01T00:00:00Z");
    private static final String[] INDUSTRIES = { "software", "retail", null };
    private static final String[] COUNTRIES = { "DE", "ID", null };
    private static final String[] CURRENCIES = { "USD", "EUR", "JPY" };

    private final Random random;
    private final UUID[] accounts = ids(2);
    private final UUID[] users = ids(3);
    private final UUID[] products = ids(3);
    private final UUID[] deals = ids(4);
    private final UUID[] customers = ids(3);
    private final UUID[] orders = ids(6);
    private final UUID[] goods = ids(2);
    private final UUID[] reviews = ids(3);
    private final Map<EntityKey, Long> versions = new HashMap<>();
    private final List<FeedEvent> events = new ArrayList<>();
    private long xid = 10;
    private long seq;
    private Instant recorded = RECORDED;

    private RandomLog(long seed) {
        this.random = new Random(seed);
    }

    /** All events of both services in the order of their positions. */
    static List<FeedEvent> of(long seed, int size) {
        RandomLog log = new RandomLog(seed);
        for (int i = 0; i < size; i++) {
            log.step();
        }
        log.events.sort((one, other) -> one.position().compareTo(other.position()));
        return log.events;
    }

    private UUID[] ids(int count) {
        UUID[] ids = new UUID[count];
        for (int i = 0; i < count; i++) {
            ids[i] = null;
        }
        return ids;
    }

    private UUID id(UUID[] ids) {
        int index = random.nextInt(ids.length);
        if (ids[index] == null) {
            ids[index] = new UUID(random.nextLong(), random.nextLong());
        }
        return ids[index];
    }

    private void step() {
        xid += random.nextInt(3);
        recorded = recorded.plusSeconds(random.nextInt(40000));
        switch (random.nextInt(14)) {
            case 0 -> change(Feed.ACCOUNT, id(accounts), new AccountFact(pick(INDUSTRIES), pick(COUNTRIES), null, source()));
            case 1 -> change(Feed.SALES_USER, id(users), new SalesUserFact("u" + random.nextInt(3),
                    random.nextBoolean() ? id(users) : null, pick(COUNTRIES), null, null, source()));
            case 2 -> change(Feed.CUSTOMER, id(customers), new CustomerFact("ACTIVE", pick(COUNTRIES), null));
            case 12, 13 -> change(Feed.REVIEW, id(reviews), review());
            case 3, 4, 5, 6 -> change(Feed.OPPORTUNITY, id(deals), deal());
            default -> change(Feed.ORDER, id(orders), order());
        }
    }

    private void change(Feed feed, UUID id, Fact fact) {
        EntityKey key = new EntityKey(feed, id);
        long version = versions.merge(key, 1L, Long::sum);
        int what = random.nextInt(20);
        Change change = version == 1 || what > 2 ? Change.UPSERT : what == 0 ? Change.ERASED : Change.DELETED;
        boolean data = change == Change.UPSERT || (change == Change.DELETED && random.nextBoolean());
        // A transaction that began earlier may write later: then positions and versions of a record disagree.
        long at = random.nextInt(8) == 0 ? Math.max(1, xid - random.nextInt(6)) : xid;
        Instant when = recorded.minusSeconds(random.nextInt(50000));
        publish(new FeedEvent(feed, id, version, change, when, new FeedPosition(1, at, ++seq), data ? fact : null));
    }

    private void publish(FeedEvent event) {
        events.add(event);
        if (random.nextInt(10) == 0) {
            events.add(new FeedEvent(event.feed(), event.id(), event.version(), event.change(), event.recordedAt(),
                    new FeedPosition(1, event.position().xid() + random.nextInt(5), ++seq), event.fact()));
        }
    }

    private OpportunityFact deal() {
        int state = random.nextInt(3);
        boolean day = random.nextBoolean();
        LocalDate opened = random.nextInt(6) == 0 ? null : date();
        LocalDate closed = state == 0 ? null : opened == null ? date() : opened.plusDays(random.nextInt(90));
        String currency = pick(CURRENCIES);
        Money amount = random.nextInt(5) == 0 ? null : new Money(random.nextInt(100_000), currency);
        List<OpportunityFact.Line> lines = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            lines.add(new OpportunityFact.Line(i, random.nextInt(4) == 0 ? null : id(products),
                    random.nextInt(4) == 0 ? null : new Money(random.nextInt(3) * 50L, currency)));
        }
        Collections.shuffle(lines, random);
        return new OpportunityFact(random.nextInt(4) == 0 ? null : id(accounts), random.nextInt(4) == 0 ? null : id(users),
                pick(COUNTRIES), amount, state > 0, state == 2, at(opened, day), opened, precision(day),
                random.nextInt(5) == 0, at(closed, day), closed, precision(day),
                random.nextBoolean() ? date() : null, lines, null, source());
    }

    private OrderFact order() {
        String currency = pick(CURRENCIES);
        LocalDate placed = date();
        boolean day = random.nextBoolean();
        List<OrderFact.Payment> payments = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            LocalDate paid = date();
            payments.add(new OrderFact.Payment(new UUID(random.nextLong(), random.nextLong()),
                    random.nextInt(3) == 0 ? "REFUND" : "CAPTURE", random.nextInt(5) == 0 ? "FAILED" : "SUCCEEDED",
                    new Money(random.nextInt(500), currency), at(paid, day), paid, precision(day)));
        }
        String[] states = { "COMPLETED", "CONFIRMED", "CANCELLED", "EXPIRED", "COMPLETED" };
        return new OrderFact(random.nextInt(8) == 0 ? null : id(customers), pick(states),
                random.nextBoolean() ? "WEB" : "SHOP", pick(COUNTRIES), at(placed, day), placed, precision(day),
                new Money(random.nextInt(500), currency), soldLines(currency), payments, null, null, source());
    }

    private @Nullable List<OrderFact.Line> soldLines(String currency) {
        List<OrderFact.Line> lines = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            lines.add(new OrderFact.Line(i, random.nextInt(4) == 0 ? null : id(goods), 1 + random.nextInt(5),
                    new Money(random.nextInt(3) * 50L, currency)));
        }
        Collections.shuffle(lines, random);
        return random.nextInt(6) == 0 ? null : lines;
    }

    private ReviewFact review() {
        String[] states = { "PENDING", "APPROVED", "APPROVED", "REJECTED", "HIDDEN" };
        LocalDate posted = date();
        boolean day = random.nextBoolean();
        return new ReviewFact(random.nextInt(8) == 0 ? null : id(goods), 1 + random.nextInt(5), pick(states),
                random.nextBoolean() ? "WEB" : null, pick(COUNTRIES), at(posted, day), posted, precision(day), null,
                source());
    }

    private LocalDate date() {
        return BASE.plusDays(random.nextInt(150));
    }

    private static Precision precision(boolean day) {
        return day ? Precision.DAY : Precision.INSTANT;
    }

    private @Nullable Instant at(@Nullable LocalDate date, boolean day) {
        if (date == null) {
            return null;
        }
        Instant start = date.atStartOfDay(ZoneOffset.UTC).toInstant();
        return day ? start : start.plusSeconds(random.nextInt(86_400));
    }

    private String source() {
        return random.nextBoolean() ? "IMPORT" : "API";
    }

    private <T> T pick(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
