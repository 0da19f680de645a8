package dev.tandem.metrics.exchangerate;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.tandem.metrics.store.Database;

/** The ordered restatements. */
@ApplicationScoped
class Restatements {

    private static final String SELECT = """
            select id, base, quote, from_day, to_day, recorded_at, seq, recorded_by, reason
            from exchange_rate_restatement""";

    private final Database database;

    Restatements(Database database) {
        this.database = database;
    }

    Optional<Restatement> find(UUID id) {
        return database.first(SELECT + " where id = ?", Restatements::read, id);
    }

    /** Newest first, after the place of the page before. */
    List<Restatement> page(@Nullable Long before, int limit) {
        return database.list(SELECT + " where seq < ? order by seq desc limit ?", Restatements::read,
                before == null ? Long.MAX_VALUE : before, limit);
    }

    void insert(Database.Statements statements, Restatement one) {
        Restatement.Order order = one.order();
        statements.update("""
                insert into exchange_rate_restatement
                    (id, base, quote, from_day, to_day, recorded_at, seq, recorded_by, reason)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)""", one.id(), order.pair().base(), order.pair().quote(), order.from(),
                order.to(), one.turn().recordedAt(), one.turn().seq(), one.recordedBy(), order.reason());
    }

    private static Restatement read(ResultSet row) throws SQLException {
        return new Restatement(row.getObject(1, UUID.class),
                new Restatement.Order(new CurrencyPair(row.getString(2), row.getString(3)),
                        row.getObject(4, LocalDate.class), row.getObject(5, LocalDate.class), row.getString(9)),
                new ExchangeRate.Turn(row.getLong(7), row.getObject(6, OffsetDateTime.class).toInstant()),
                row.getString(8));
    }
}
