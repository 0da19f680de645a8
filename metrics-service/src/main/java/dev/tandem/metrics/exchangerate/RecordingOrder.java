package dev.tandem.metrics.exchangerate;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import dev.tandem.metrics.exchangerate.ExchangeRate.Turn;
import dev.tandem.metrics.store.Database;

/**
 * Gives rates and restatements their turns. Writers go one after the other to their commit, and each dates its rows
 * after everything written and after everything that an engine lane has applied; lanes hold the same lock shared while
 * they write. So no rate ever appears behind an instant of knowledge that somebody has answered for.
 */
@ApplicationScoped
class RecordingOrder {

    private static final String LOCK = "select pg_advisory_xact_lock(7341002)";
    private static final String NOT_BEFORE = """
            select greatest(?::timestamptz,
                (select recorded_at from exchange_rate order by seq desc limit 1) + interval '1 microsecond',
                (select recorded_at from exchange_rate_restatement order by seq desc limit 1) + interval '1 microsecond',
                (select max(known_at) from lane_cursor) + interval '1 microsecond',
                (select max(known_at) from restatement) + interval '1 microsecond')""";
    private static final String NUMBERS = "select nextval('exchange_rate_seq') from generate_series(1, ?::int)";

    private final Clock clock;

    RecordingOrder(Clock clock) {
        this.clock = clock;
    }

    /** Waits for other writers; until this transaction ends nobody else records anything. */
    void enter(Database.Statements statements) {
        statements.list(LOCK, row -> "");
    }

    /** The next turns, in order. The transaction has entered. */
    List<Turn> turns(Database.Statements statements, int wanted) {
        Instant first = statements.list(NOT_BEFORE, row -> row.getObject(1, OffsetDateTime.class).toInstant(),
                clock.instant().atOffset(ZoneOffset.UTC)).getFirst();
        List<Long> numbers = statements.list(NUMBERS, row -> row.getLong(1), wanted).stream().sorted().toList();
        List<Turn> turns = new ArrayList<>(wanted);
        for (int i = 0; i < wanted; i++) {
            turns.add(new Turn(numbers.get(i), first.plusNanos(1000L * i)));
        }
        return turns;
    }
}
