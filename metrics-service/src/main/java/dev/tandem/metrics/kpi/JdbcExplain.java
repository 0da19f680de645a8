package dev.tandem.metrics.kpi;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Lists the records behind a figure by adding up the log per record: what nets to nothing is no longer a row. */
record JdbcExplain(Sql sql, int generation, Integer[] lanes) {

    private record Total(long count, BigInteger num, BigInteger den) {
    }

    ExplainRows rows(ExplainQuestion question) {
        List<Object> shared = new ArrayList<>();
        String facts = facts(question, shared);
        Total total = sql.list("with facts as (" + facts + ") select count(*), sum(num), sum(den) from facts", shared,
                row -> new Total(row.getLong(1), JdbcFacts.whole(row, 2), JdbcFacts.whole(row, 3))).getFirst();
        List<Object> parameters = new ArrayList<>(shared);
        StringBuilder page = new StringBuilder("with facts as (").append(facts).append("""
                ), ranked as (
                    select facts.*, row_number() over (order by num, entity_id, part) as rank from facts)
                select kind, entity_id, part, day, currency, num, den, rank, (
                    select state ->> 'externalId' from entity_state s
                    where s.generation = ? and s.lane = any(?)
                      and s.feed = case kind when 'opportunity' then 'accounts/opportunity' else 'orders/' || kind end
                      and s.entity_id = ranked.entity_id and s.state is not null
                    order by s.state_version desc limit 1)
                from ranked""");
        parameters.add(generation);
        parameters.add(lanes);
        if (question.after() != null) {
            page.append(" where (day, entity_id, part) > (?, ?, ?)");
            parameters.addAll(List.of(question.after().day(), question.after().id(), question.after().part()));
        }
        page.append(" order by day, entity_id, part limit ?");
        parameters.add(question.limit());
        return new ExplainRows(sql.list(page.toString(), parameters,
                row -> new ExplainRows.Row(row.getString(1), row.getObject(2, UUID.class), row.getString(3),
                        row.getString(9), row.getObject(4, LocalDate.class), row.getString(5), JdbcFacts.whole(row, 6),
                        JdbcFacts.whole(row, 7), row.getLong(8))),
                total.count(), total.num(), total.den());
    }

    private String facts(ExplainQuestion question, List<Object> parameters) {
        String part = question.perPart() ? "part" : "''";
        StringBuilder sql = new StringBuilder("select kind, entity_id, ").append(part)
                .append(" as part, day, currency, sum(num) as num, sum(den) as den")
                .append(CellSql.logFrom(question.cells(), generation, parameters));
        if (question.currency() != null) {
            sql.append(" and currency in (?, '").append(Cell.NO_CURRENCY).append("')");
            parameters.add(question.currency());
        }
        if (question.bucket() != null) {
            sql.append(" and bucket = ?");
            parameters.add(question.bucket());
        }
        sql.append(" group by kind, entity_id, ").append(question.perPart() ? "part, " : "").append("day, currency")
                .append(" having sum(num) <> 0 or sum(den) <> 0 or sum(cnt) <> 0");
        return sql.toString();
    }
}
