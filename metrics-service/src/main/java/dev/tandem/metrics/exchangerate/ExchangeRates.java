package dev.tandem.metrics.exchangerate;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.tandem.metrics.store.Database;
import dev.tandem.platform.record.Source;

/** The recorded rates. */
@ApplicationScoped
class ExchangeRates {

    private static final UUID NO_ID = new UUID(0, 0);
    private static final String SELECT = """
            select r.id, r.base, r.quote, r.valid_from, r.rate, r.recorded_at, r.seq, r.recorded_by, r.source
            from exchange_rate r""";
    private static final String NOT_CORRECTED = """
            not exists (select 1 from exchange_rate newer
                        where newer.base = r.base and newer.quote = r.quote and newer.valid_from = r.valid_from
                          and newer.recorded_at > r.recorded_at)""";
    private static final String NEWEST = """
            select distinct on (r.base, r.quote, r.valid_from)
                   r.id, r.base, r.quote, r.valid_from, r.rate, r.recorded_at, r.seq, r.recorded_by, r.source
            from exchange_rate r
            join (select distinct * from unnest(?::text[], ?::text[], ?::text[]) as k (base, quote, valid_from)) key
              on r.base = key.base and r.quote = key.quote and r.valid_from = key.valid_from::date
            order by r.base, r.quote, r.valid_from, r.recorded_at desc""";
    private static final String INSERT = """
            insert into exchange_rate (id, base, quote, valid_from, rate, recorded_at, seq, recorded_by, source)
            select * from unnest(?::uuid[], ?::text[], ?::text[], ?::text[]::date[], ?::text[]::numeric[],
                                 ?::text[]::timestamptz[], ?::text[]::bigint[], ?::text[], ?::text[])""";

    private final Database database;

    ExchangeRates(Database database) {
        this.database = database;
    }

    Optional<ExchangeRate> find(UUID id) {
        return database.first(SELECT + " where r.id = ?", ExchangeRates::read, id);
    }

    /** Newest first, after the place of the page before. */
    List<ExchangeRate> page(ExchangeRateFilter filter, @Nullable Long before, int limit) {
        List<Object> values = new ArrayList<>();
        StringBuilder sql = new StringBuilder(SELECT).append(" where ").append(filter.conditions(values));
        if (before != null) {
            sql.append(" and r.seq < ?");
            values.add(before);
        }
        values.add(limit);
        return database.list(sql.append(" order by r.seq desc limit ?").toString(), ExchangeRates::read,
                values.toArray());
    }

    long count(ExchangeRateFilter filter, int most) {
        List<Object> values = new ArrayList<>();
        String matching = "select 1 from exchange_rate r where " + filter.conditions(values) + " limit ?";
        values.add(most);
        return database.list("select count(*) from (" + matching + ") as matching", row -> row.getLong(1),
                values.toArray()).getFirst();
    }

    /** The rates that count now, in the order of their ids. */
    List<ExchangeRate> counting(@Nullable UUID after, int limit) {
        return database.list(SELECT + " where r.id > ? and " + NOT_CORRECTED + " order by r.id limit ?",
                ExchangeRates::read, after == null ? NO_ID : after, limit);
    }

    Set<UUID> known(Collection<UUID> ids) {
        return Set.copyOf(database.list("select id from exchange_rate where id = any(?)",
                row -> row.getObject(1, UUID.class), (Object) ids.toArray(UUID[]::new)));
    }

    boolean knows(CurrencyPair pair) {
        return !database.list("""
                select 1 from exchange_rate
                where base = ? and quote = ? or base = ? and quote = ? limit 1""", row -> 1, pair.base(), pair.quote(),
                pair.quote(), pair.base()).isEmpty();
    }

    /** The one that counts now, for each of the keys that has any. */
    Map<Quotation.Key, ExchangeRate> newest(Database.Statements statements, Collection<Quotation.Key> keys) {
        Map<Quotation.Key, ExchangeRate> newest = new HashMap<>();
        statements.list(NEWEST, ExchangeRates::read, column(keys, key -> key.pair().base()),
                column(keys, key -> key.pair().quote()), column(keys, Quotation.Key::validFrom))
                .forEach(rate -> newest.put(rate.quotation().key(), rate));
        return newest;
    }

    void insert(Database.Statements statements, List<ExchangeRate> rates) {
        if (rates.isEmpty()) {
            return;
        }
        statements.update(INSERT, rates.stream().map(ExchangeRate::id).toArray(UUID[]::new),
                column(rates, rate -> rate.quotation().pair().base()),
                column(rates, rate -> rate.quotation().pair().quote()),
                column(rates, rate -> rate.quotation().validFrom()),
                column(rates, rate -> rate.quotation().rate().toPlainString()),
                column(rates, rate -> rate.turn().recordedAt()), column(rates, rate -> rate.turn().seq()),
                column(rates, ExchangeRate::recordedBy), column(rates, rate -> rate.source().name()));
    }

    private static <T> String[] column(Collection<T> rows, Function<T, Object> value) {
        return rows.stream().map(row -> value.apply(row).toString()).toArray(String[]::new);
    }

    private static ExchangeRate read(ResultSet row) throws SQLException {
        Quotation quotation = new Quotation(new CurrencyPair(row.getString(2), row.getString(3)),
                row.getObject(4, LocalDate.class), row.getBigDecimal(5));
        return new ExchangeRate(row.getObject(1, UUID.class), quotation,
                new ExchangeRate.Turn(row.getLong(7), row.getObject(6, OffsetDateTime.class).toInstant()),
                row.getString(8), Source.valueOf(row.getString(9)));
    }
}
