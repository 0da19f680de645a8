package dev.tandem.metrics.ingest;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

import dev.tandem.metrics.conversion.RateBook;
import dev.tandem.metrics.conversion.RateEntry;

/** Keeps the one book of this replica and adds what was recorded since; rows never change and only follow each other. */
final class RateShelf {

    private static final String SINCE = """
            SELECT seq, recorded_at, base, quote, valid_from, NULL::date AS until, rate FROM exchange_rate WHERE seq > ?
            UNION ALL
            SELECT seq, recorded_at, base, quote, from_day, to_day, NULL FROM exchange_rate_restatement WHERE seq > ?
            ORDER BY seq""";

    private final RateBook book = new RateBook();

    /** The caller's transaction holds off writers, so that the book stays up to date until it ends. */
    RateBook upToDate(Connection connection) {
        try (PreparedStatement statement = connection.prepareStatement(SINCE)) {
            long last = book.lastSeq();
            statement.setLong(1, last);
            statement.setLong(2, last);
            try (ResultSet rows = statement.executeQuery()) {
                List<RateEntry> entries = new ArrayList<>();
                while (rows.next()) {
                    entries.add(entry(rows));
                }
                book.add(entries);
            }
            return book;
        } catch (SQLException e) {
            throw new IllegalStateException("The exchange rates could not be read", e);
        }
    }

    private static RateEntry entry(ResultSet row) throws SQLException {
        java.time.Instant recordedAt = row.getObject(2, OffsetDateTime.class).toInstant();
        LocalDate from = row.getObject(5, LocalDate.class);
        LocalDate until = row.getObject(6, LocalDate.class);
        return until == null
                ? new RateEntry.Rate(row.getLong(1), recordedAt, row.getString(3), row.getString(4), from,
                        row.getBigDecimal(7))
                : new RateEntry.Restatement(row.getLong(1), recordedAt, row.getString(3), row.getString(4), from, until);
    }
}
